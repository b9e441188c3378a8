"""What the tests need of the reference is learnt once, and not for ever where the reference itself fails."""

from __future__ import annotations

from collections.abc import Callable

from graders.pool.reference import TRIES, Profile, Profiles

WHOLE = Profile(precedents={0: ["x"], 1: []})
HALF = Profile(precedents={0: ["x"]}, is_complete=False)
NOTHING = Profile(is_complete=False)


class Learner:
    """Gives one profile after the other, and counts how often it was asked."""

    def __init__(self, *profiles: Profile) -> None:
        self._profiles = profiles
        self.times = 0

    def __call__(self) -> Profile:
        self.times += 1
        return self._profiles[min(self.times, len(self._profiles)) - 1]


def ask(profiles: Profiles, learn: Callable[[], Profile], version: str = "v") -> Profile:
    return profiles.get(version=version, environment="e", learn=learn)


def test_what_is_known_whole_is_learnt_once():
    profiles, learn = Profiles(), Learner(WHOLE)
    assert [ask(profiles, learn) for _ in range(5)] == [WHOLE] * 5
    assert learn.times == 1


def test_each_version_is_learnt():
    profiles, learn = Profiles(), Learner(WHOLE)
    ask(profiles, learn)
    ask(profiles, learn, version="w")
    assert learn.times == 2


def test_a_reference_that_failed_for_once_is_asked_again():
    profiles, learn = Profiles(), Learner(HALF, WHOLE)
    assert [ask(profiles, learn) for _ in range(3)] == [HALF, WHOLE, WHOLE]
    assert learn.times == 2


def test_a_reference_that_always_fails_does_not_run_for_ever():
    profiles, learn = Profiles(), Learner(NOTHING, HALF, NOTHING)
    asked = [ask(profiles, learn) for _ in range(6)]
    assert learn.times == TRIES
    assert asked[TRIES - 1 :] == [HALF] * 4, "of what was learnt the most is kept"

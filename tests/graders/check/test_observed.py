"""What the check makes of the tests at work: labels that crossed, a tolerance from the spread over seeds."""

from __future__ import annotations

import pytest

from graders.check.exercise import Checked, check
from graders.check.exercise.observed import rounded_up
from graders.check.finding import Finding, Severity
from graders.exercise import read
from graders.pool.observed import Observation, observations
from tests.graders.check.test_checking import Told, change, folder, honest  # noqa: F401 - a fixture

SEEN, UNSEEN = 0, 1  # the two tests of the exercise


class Watching(Told):
    """Saw with each seed what it is told to have seen."""

    def __init__(self, *each_seed: list[Observation]) -> None:
        super().__init__(honest)
        self._each_seed = each_seed

    def examine(self, *, exercise) -> tuple[Observation, ...]:
        return tuple(self._each_seed[exercise.seed % len(self._each_seed)])


def found(folder, *each_seed: list[Observation]) -> list[Finding]:  # noqa: F811
    checked: Checked = check(read(folder), Watching(*each_seed), jobs=1, on_progress=lambda *_: None)
    return [finding for finding in checked.findings if finding.rule != "secret_in_release"]


def equal(difference: float, line: int = 2, size: float = 1.0) -> Observation:
    return Observation(kind="equal", test=SEEN, line=line, difference=difference, size=size)


def test_it_finds_nothing_where_nothing_crossed(folder):  # noqa: F811
    assert found(folder, [equal(0.0)]) == []


def test_an_object_that_marks_itself_is_unfair_and_named(folder):  # noqa: F811
    seen = Observation(kind="marks", test=UNSEEN, line=5, sentence="`score()` is given 40 labels")
    (finding,) = found(folder, [seen])
    assert (finding.severity, finding.rule) == (Severity.UNFAIR, "learner_marks")
    assert finding.place == "source.py:15"
    assert finding.sentence.startswith("In “Unseen” `score()` is given 40 labels, and the number")


def test_labels_that_may_come_back_are_for_a_person_to_judge(folder):  # noqa: F811
    seen = Observation(kind="returns", test=SEEN, line=2, sentence="`fit()` is given 40 labels")
    (finding,) = found(folder, [seen, seen])
    assert (finding.severity, finding.rule, finding.place) == (Severity.WEAK, "labels_cross", "source.py:12")
    assert "“Seen” `fit()` is given 40 labels" in finding.sentence


def test_what_the_text_shows_is_not_told_twice(folder):  # noqa: F811
    change(folder, "assert double([1]) == [2]", "assert model.score(X, y) > 0.8")
    seen = Observation(kind="marks", test=SEEN, line=2, sentence="`score()` is given 40 labels")
    assert [finding.rule for finding in found(folder, [seen])] == ["learner_marks"]


@pytest.mark.parametrize(
    ("differences", "words"),
    [
        ([0.0, 0.0, 0.0, 0.0, 0.0], "no spread over 5 seeds: a relative tolerance of 1e-9 is enough"),
        ([5e-17, 0.0, 0.0, 0.0, 0.0], "no spread over 5 seeds"),
        ([0.0, 0.0123, 0.004, 0.0, 0.0], "up to 0.012 off: math.isclose(a, b, abs_tol=0.02)"),
    ],
)
def test_a_tolerance_is_proposed_from_the_spread(folder, differences, words):  # noqa: F811
    change(folder, "assert double([1]) == [2]", "assert double([0.15]) == [0.3]")
    (finding,) = found(folder, *([equal(each)] for each in differences))
    assert (finding.rule, finding.place) == ("no_tolerance", "source.py:12")
    assert words in finding.sentence


def test_only_the_seeds_that_came_there_count(folder):  # noqa: F811
    change(folder, "assert double([1]) == [2]", "assert double([0.15]) == [0.3]")
    (finding,) = found(folder, [equal(0.0)], [equal(0.5)], [], [equal(0.7, line=9)], [])
    assert "Over 2 seeds the reference's own answer is up to 0.5 off" in finding.sentence


def test_without_an_observation_there_is_no_proposal(folder):  # noqa: F811
    change(folder, "assert double([1]) == [2]", "assert double([0.15]) == [0.3]")
    (finding,) = found(folder, [])
    assert finding.sentence.endswith("or np.allclose.")


@pytest.mark.parametrize(
    ("spread", "rounded"), [(0.0123, 0.02), (0.02, 0.02), (0.96, 1.0), (3.1, 4.0), (1e-7, 1e-7), (250, 300)]
)
def test_a_proposal_has_one_figure_and_is_never_too_small(spread, rounded):
    assert rounded_up(spread) == rounded


def test_a_frame_is_taken_once_and_only_where_its_kind_is_known():
    frame = {"event": "observed", "kind": "equal", "test": 0, "line": 3, "difference": 0.5, "size": 2.0}
    assert observations([frame, frame, {**frame, "kind": "other"}]) == (
        Observation(kind="equal", test=0, line=3, difference=0.5, size=2.0),
    )

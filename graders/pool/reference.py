"""What the tests need of the reference solution's own objects, learnt once for each version of an exercise."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from graders.pool.transcript import TestRecord
from graders.report import Verdict


@dataclass(frozen=True, kw_only=True)
class Profile:
    """`changed`: function -> arguments that it changes; `precedents`: test -> what it left to the reference's objects.

    Of a test that the reference does not pass nothing can be learnt: it is in no precedent, and then not `is_complete`.
    See `graders.runner.bridge.policy`.
    """

    changed: Mapping[str, list[str | int]] = field(default_factory=dict)
    precedents: Mapping[int, list[str]] = field(default_factory=dict)
    is_complete: bool = True


TRIES = 3  # a test that the reference failed for once, on a busy machine, is learnt the next time; a wrong one never


class Profiles:
    """Remembers, for each key, what the reference does. Threads that ask at once wait for one run."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Profile] = {}
        self._learnt: dict[tuple[str, str], list[Profile]] = {}
        self._locks: dict[tuple[str, str], threading.Lock] = {}
        self._guard = threading.Lock()

    def get(self, *, version: str, environment: str, learn: Callable[[], Profile]) -> Profile:
        """The profile of `version` in `environment` (both digests); `learn` is called until it is known whole, three times at most."""
        key = (version, environment)
        with self._guard:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            if key not in self._known:
                tried = self._learnt.setdefault(key, [])
                tried.append(learn())
                if not tried[-1].is_complete and len(tried) < TRIES:
                    return tried[-1]
                self._known[key] = max(tried, key=lambda profile: len(profile.precedents))
                del self._learnt[key]
            return self._known[key]


def profile_of(tests: TestRecord) -> Profile:
    """What was seen of one run: changed arguments by function, each once and in order; precedents by test."""
    by_function: dict[str, list[str | int]] = {}
    for function, argument in tests.changed:
        arguments = by_function.setdefault(function, [])
        if argument not in arguments:
            arguments.append(argument)
    passed = [number for number, outcome in tests.outcomes.items() if outcome.verdict is Verdict.PASSED]
    precedents = {number: tests.precedents.get(number, []) for number in passed}
    return Profile(changed=by_function, precedents=precedents, is_complete=len(passed) == tests.count)

"""What the tests of an exercise do with the reference's answers, as one run of it showed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from graders.exercise import Exercise

_KINDS = ("marks", "returns", "equal")


@dataclass(frozen=True, kw_only=True)
class Observation:
    """One thing that a test does. `test` is its number (`jobs.numbered_checks`), `line` its line within the cell, from 1.

    `marks`, `returns`: labels went over as `sentence` says, and a number that came back is believed, or an answer that came
    back is compared with them. `equal`: numbers up to `size` were compared for equality, `difference` apart at most.
    """

    kind: str
    test: int
    line: int
    sentence: str = ""
    difference: float = 0.0
    size: float = 0.0


@runtime_checkable
class Examiner(Protocol):
    """A grader that can look at what the tests do."""

    def examine(self, *, exercise: Exercise) -> tuple[Observation, ...]:
        """Run the reference solution, and tell what its tests hand over and compare. Raises PlatformError."""
        ...


def observations(frames: Iterable[Mapping[str, Any]]) -> tuple[Observation, ...]:
    """What the test process said, each thing once."""
    found = {
        Observation(
            kind=frame["kind"],
            test=frame["test"],
            line=frame["line"],
            sentence=frame.get("sentence", ""),
            difference=frame.get("difference", 0.0),
            size=frame.get("size", 0.0),
        ): None
        for frame in frames
        if frame.get("kind") in _KINDS
    }
    return tuple(found)

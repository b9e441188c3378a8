"""Which attempt counts: from attempts and scores to one number per learner and exercise. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One attempt with its points after lateness; `points` None while it has no score.

    `waiting` are points that a person may still give, `at_most` the points if she gives them all. `chosen_by` is what
    makes an attempt the best where that is not its points: a prediction's on the public rows, then the metric there, so that which
    one counts says nothing of the private rows.
    """

    submission_id: UUID
    number: int
    accepted_at: datetime
    points: Decimal | None
    possible: Decimal
    waiting: Decimal = Decimal(0)
    at_most: Decimal | None = None
    chosen_by: tuple[Decimal, float] | None = None

    @property
    def worth(self) -> tuple[Decimal, float]:
        return self.chosen_by or (self.points or Decimal(0), 0.0)


def counted(counts: str, attempts: Sequence[Attempt]) -> Attempt | None:
    """The best attempt (the earliest among equals) or the last that has a score."""
    scored = _scored(attempts)
    if not scored:
        return None
    if counts == "last":
        return scored[-1]
    return max(scored, key=lambda item: item.worth)


def to_mark(counts: str, attempts: Sequence[Attempt]) -> Attempt | None:
    """The attempt whose answers a person should read next: marks there may still change what counts.

    The last, or the one that may become the best (the latest among equals); None where it has its marks.
    """
    scored = _scored(attempts)
    if not scored:
        return None
    chosen = scored[-1] if counts == "last" else max(scored, key=lambda item: (_at_most(item), item.number))
    return chosen if chosen.waiting else None


def _scored(attempts: Sequence[Attempt]) -> list[Attempt]:
    return sorted((item for item in attempts if item.points is not None), key=lambda item: item.number)


def _at_most(attempt: Attempt) -> Decimal:
    return attempt.at_most or attempt.points or Decimal(0)

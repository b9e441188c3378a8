"""Which attempt counts: from attempts and scores to one number per learner and exercise. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One attempt with its points after lateness; `points` None while it has no score."""

    submission_id: UUID
    number: int
    accepted_at: datetime
    points: Decimal | None
    possible: Decimal


def counted(counts: str, attempts: Sequence[Attempt]) -> Attempt | None:
    """The best attempt (the earliest among equals) or the last that has a score."""
    scored = sorted((item for item in attempts if item.points is not None), key=lambda item: item.number)
    if not scored:
        return None
    if counts == "last":
        return scored[-1]
    return max(scored, key=lambda item: item.points or Decimal(0))

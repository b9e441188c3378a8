"""Which attempt counts, and what it is worth after lateness. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Scored:
    """A finished attempt with its points after lateness."""

    attempt_id: UUID
    number: int
    submitted_at: datetime
    points: Decimal
    possible: Decimal


def counted(counts: str, attempts: Sequence[Scored]) -> Scored | None:
    """The last attempt, or the best (the earliest among equals)."""
    ordered = sorted(attempts, key=lambda item: item.number)
    if counts == "last":
        return ordered[-1] if ordered else None
    return max(ordered, key=lambda item: item.points, default=None)

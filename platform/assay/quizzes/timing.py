"""When an attempt ends and what still counts as in time. Pure; every moment is the server's."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

# What left the browser in the last second may arrive a little later.
GRACE = timedelta(seconds=5)


def limit_of(minutes: Decimal | None, percent: int) -> timedelta | None:
    """A time limit, stretched to `percent` for a person who needs more; None: there is none."""
    return timedelta(minutes=float(minutes)) * percent / 100 if minutes else None


def end_of(*, started_at: datetime, limit: timedelta | None, closes_at: datetime | None) -> datetime | None:
    """The earlier of the time limit and of the closing date; None: there is no end."""
    ends = [closes_at] if closes_at else []
    if limit:
        ends.append(started_at + limit)
    return min(ends, default=None)


def is_over(*, ends_at: datetime | None, at: datetime) -> bool:
    """Whether nothing is taken any more, the grace for the network included."""
    return ends_at is not None and at > ends_at + GRACE


def counted_as(*, ends_at: datetime | None, at: datetime) -> datetime:
    """The moment that counts for what arrived at `at`: never after the end."""
    return min(at, ends_at) if ends_at else at

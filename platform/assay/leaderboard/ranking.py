"""Ranks of a board: equal points share one (1, 1, 3), and who reached them earlier stands first. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

_FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Contender:
    """A visible learner. `items` are the verdicts of everything open; `reached_at` is when the last attempt that counts was handed in; None without any."""

    enrolment_id: int
    name: str
    points: Decimal
    completed: int
    items: list[dict[str, str]]
    reached_at: datetime | None


def ranked(contenders: Iterable[Contender]) -> list[tuple[int, Contender]]:
    """The contenders in order, each with a rank counted among these alone."""
    ordered = sorted(contenders, key=_order)
    ranks: list[tuple[int, Contender]] = []
    for place, contender in enumerate(ordered, start=1):
        shares = bool(ranks) and ranks[-1][1].points == contender.points
        ranks.append((ranks[-1][0] if shares else place, contender))
    return ranks


def _order(contender: Contender) -> tuple[Decimal, datetime, str]:
    return -contender.points, contender.reached_at or _FAR, contender.name

"""The board of one metric: ranks on the public rows, then on the private ones, and who moved between them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from assay.leaderboard.ranking import Contender, ranked


@dataclass(frozen=True, kw_only=True)
class Entrant:
    """One visible learner's attempt that counts, with the metric on both parts."""

    enrolment_id: int
    name: str
    public: float
    private: float
    reached_at: datetime


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where an entrant stands by `value`; `moved` places up (or down, below 0) since the public ranks."""

    rank: int
    entrant: Entrant
    value: float
    moved: int


def places(entrants: Sequence[Entrant], *, greater_is_better: bool, by_private: bool) -> list[Place]:
    """In order. Equal values share a rank, and who handed in earlier stands first among them."""
    public = _ranks(entrants, "public", greater_is_better=greater_is_better)
    if not by_private:
        return [_place(rank, entrant, entrant.public, 0) for rank, entrant in public]
    before = {entrant.enrolment_id: rank for rank, entrant in public}
    private = _ranks(entrants, "private", greater_is_better=greater_is_better)
    return [
        _place(rank, entrant, entrant.private, before[entrant.enrolment_id] - rank)
        for rank, entrant in private
    ]


def _place(rank: int, entrant: Entrant, value: float, moved: int) -> Place:
    return Place(rank=rank, entrant=entrant, value=value, moved=moved)


def _ranks(entrants: Sequence[Entrant], part: str, *, greater_is_better: bool) -> list[tuple[int, Entrant]]:
    by_id = {entrant.enrolment_id: entrant for entrant in entrants}
    contenders = [
        Contender(
            enrolment_id=entrant.enrolment_id,
            name=entrant.name,
            points=_merit(getattr(entrant, part), greater_is_better=greater_is_better),
            completed=0,
            items=[],
            reached_at=entrant.reached_at,
        )
        for entrant in entrants
    ]
    return [(rank, by_id[contender.enrolment_id]) for rank, contender in ranked(contenders)]


def _merit(value: float, *, greater_is_better: bool) -> Decimal:
    exact = Decimal(repr(value))
    return exact if greater_is_better else -exact

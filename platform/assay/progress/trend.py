"""A learner's points over time beside her cohort's, as numbers and as the lines of a drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from assay.cohorts.work import Work
from assay.progress.band import Band, Quartiles, Reached, moments, reached_by, total

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
_MOST_TICKS = 4


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The points at one moment: hers, those that were open to her, and the cohort's."""

    at: datetime
    mine: Decimal
    possible: Decimal
    quartiles: Quartiles | None


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A line of the grid; `place` in per cent from the left or from the top."""

    place: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Paths and polygons of SVG in a square of 100 × 100; the cohort's are empty where it is too small."""

    mine: str
    possible: str
    middle_half: str
    median: str
    weeks: list[Tick]
    points: list[Tick]


@dataclass(frozen=True, kw_only=True)
class Trend:
    """`people`: how many the band is of, 0 where there is none."""

    samples: list[Sample]
    people: int
    drawing: Drawing

    @property
    def first(self) -> Sample:
        return self.samples[0]

    @property
    def last(self) -> Sample:
        return self.samples[-1]


def trend(*, works: Sequence[Work], band: Band | None, at: datetime) -> Trend | None:
    """None before anything is open."""
    opened = _opened(works, at)
    if not opened:
        return None
    first, reached = opened[0][0], reached_by(works)
    quartiles = dict(band.over_time) if band else {}
    latest = band.over_time[-1][1] if band else None
    samples = [
        Sample(
            at=moment,
            mine=total(reached, moment),
            possible=total(opened, moment),
            quartiles=latest if moment == at else quartiles.get(moment),
        )
        for moment in moments(first=first, at=at)
    ]
    scale = _Scale(first=first, last=at, top=samples[-1].possible)
    return Trend(
        samples=samples,
        people=band.people if band else 0,
        drawing=_drawing(scale, samples, reached, opened, works),
    )


def _opened(works: Iterable[Work], at: datetime) -> Reached:
    """When points became open to her, oldest first."""
    found = ((work.deadline.opens_at, work.possible) for work in works)
    return sorted((when, points) for when, points in found if when is not None and when <= at)


@dataclass(frozen=True, kw_only=True)
class _Scale:
    first: datetime
    last: datetime
    top: Decimal

    def x(self, moment: datetime) -> str:
        span = (self.last - self.first).total_seconds() or 1
        share = (moment - self.first).total_seconds() / span
        return f"{100 * min(1, max(0, share)):.2f}"

    def y(self, points: Decimal) -> str:
        return f"{100 - 100 * min(1, float(points) / (float(self.top) or 1)):.2f}"


def _drawing(
    scale: _Scale, samples: Sequence[Sample], reached: Reached, opened: Reached, works: Iterable[Work]
) -> Drawing:
    with_band = [(sample.at, sample.quartiles) for sample in samples if sample.quartiles]
    upper = [f"{scale.x(at)},{scale.y(of.upper)}" for at, of in with_band]
    lower = [f"{scale.x(at)},{scale.y(of.lower)}" for at, of in with_band]
    return Drawing(
        mine=_steps(scale, reached),
        possible=_steps(scale, opened),
        middle_half=" ".join(upper + lower[::-1]),
        median=" ".join(f"{scale.x(at)},{scale.y(of.median)}" for at, of in with_band),
        weeks=_week_ticks(scale, works),
        points=_point_ticks(scale),
    )


def _steps(scale: _Scale, changes: Reached) -> str:
    """A line that rises where points are added and stays level between."""
    so_far, parts = Decimal(0), ["M0 100"]
    for moment, points in changes:
        so_far += points
        parts.append(f"H{scale.x(moment)}V{scale.y(so_far)}")
    return "".join([*parts, "H100"])


def _week_ticks(scale: _Scale, works: Iterable[Work]) -> list[Tick]:
    opens: dict[int, datetime] = {}
    for work in works:
        when, number = work.deadline.opens_at, work.exercise.week.number
        if when is not None and when <= scale.last:
            opens[number] = min(when, opens.get(number, when))
    return [Tick(place=scale.x(when), label=str(number)) for number, when in sorted(opens.items())]


def _point_ticks(scale: _Scale) -> list[Tick]:
    step = next((step for step in _STEPS if scale.top / step <= _MOST_TICKS), _STEPS[-1])
    marks = [Decimal(number * step) for number in range(1, int(scale.top // step) + 1)]
    return [Tick(place=scale.y(mark), label=f"{mark}") for mark in marks]

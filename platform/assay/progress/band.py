"""The cohort as a band: the median and the middle half of many people, never anybody in particular."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from math import ceil
from statistics import quantiles

from django.core.cache import cache

from assay.cohorts.models import Cohort, Enrolment
from assay.cohorts.work import Work
from assay.progress.works import works_of

FEWEST_PEOPLE = 10
_KEPT_SECONDS = 300
_MOST_STEPS = 12

Reached = list[tuple[datetime, Decimal]]


@dataclass(frozen=True, kw_only=True)
class Quartiles:
    """A quarter of the people has at most `lower` points, half of them at most `median`, three quarters `upper`."""

    lower: Decimal
    median: Decimal
    upper: Decimal

    @classmethod
    def of(cls, points: Collection[Decimal]) -> Quartiles | None:
        """None for so few people that one of them could be guessed."""
        if len(points) < FEWEST_PEOPLE:
            return None
        lower, median, upper = (round(cut, 2) for cut in quantiles(points, n=4, method="inclusive"))
        return cls(lower=lower, median=median, upper=upper)


@dataclass(frozen=True, kw_only=True)
class Band:
    """`over_time` are sums over all weeks, of all `people` who have points by now.

    `by_week` (by the week's id) is of those alone who have points in that week.
    """

    people: int
    over_time: list[tuple[datetime, Quartiles]]
    by_week: dict[int, Quartiles]


def band_of(*, cohort: Cohort, at: datetime) -> Band | None:
    """The band of a cohort, at most five minutes old; None for fewer than ten people with points."""
    found: Band | None = cache.get_or_set(
        f"progress.band.{cohort.pk}", lambda: _band_of(cohort, at), _KEPT_SECONDS
    )
    return found


def _band_of(cohort: Cohort, at: datetime) -> Band | None:
    learners = cohort.enrolments.select_related("user").filter(
        role=Enrolment.Role.LEARNER, user__is_active=True
    )
    works = works_of(cohort=cohort, enrolments=learners, at=at).values()
    opened = [work.deadline.opens_at for own in works for work in own if work.deadline.opens_at]
    return band(works=works, moments=moments(first=min(opened), at=at)) if opened else None


def moments(*, first: datetime, at: datetime) -> list[datetime]:
    """From the first opening until `at`, in at most a dozen equal steps of whole days."""
    step = timedelta(days=max(1, ceil((at - first) / timedelta(days=_MOST_STEPS))))
    count = ceil((at - first) / step)
    return [first + number * step for number in range(count)] + [at]


def band(*, works: Iterable[Sequence[Work]], moments: Sequence[datetime]) -> Band | None:
    """Of the works of each learner; only what is released to her counts."""
    by_week: defaultdict[int, list[Decimal]] = defaultdict(list)
    everybody: list[Reached] = []
    for own in works:
        if reached := reached_by(own):
            everybody.append(reached)
            for week, points in _points_by_week(own).items():
                by_week[week].append(points)
    over_time = [(moment, Quartiles.of([total(one, moment) for one in everybody])) for moment in moments]
    found = {week: quartiles for week, points in by_week.items() if (quartiles := Quartiles.of(points))}
    sums = [(moment, quartiles) for moment, quartiles in over_time if quartiles]
    return Band(people=len(everybody), over_time=sums, by_week=found) if sums else None


def reached_by(works: Iterable[Work]) -> Reached:
    """When a learner's points that count were reached, oldest first."""
    found = [(work.reached_at, work.points) for work in works]
    return sorted((when, points) for when, points in found if when is not None and points is not None)


def total(reached: Reached, moment: datetime) -> Decimal:
    """The points that were reached until `moment`."""
    return sum((points for when, points in reached if when <= moment), Decimal(0))


def _points_by_week(works: Iterable[Work]) -> dict[int, Decimal]:
    sums: defaultdict[int, Decimal] = defaultdict(Decimal)
    for work in works:
        if work.points is not None:
            sums[work.exercise.week_id] += work.points
    return sums

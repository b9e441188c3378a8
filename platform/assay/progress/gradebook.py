"""The gradebook of a cohort: people, what they worked on, and what it counts, released or not. For those who teach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from assay.catalog.models import Exercise
from assay.cohorts.models import Cohort, Enrolment
from assay.cohorts.work import Counted, Status, Work
from assay.progress.works import works_of


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What one person has for one exercise or quiz. `counted` None: nothing counts yet."""

    work: Work
    status: Status
    counted: Counted | None
    is_released: bool

    @property
    def exercise(self) -> Exercise:
        return self.work.exercise

    @property
    def points(self) -> Decimal:
        return self.counted.points if self.counted else Decimal(0)

    @property
    def raw_points(self) -> Decimal:
        return self.counted.raw_points if self.counted else Decimal(0)

    @property
    def penalty(self) -> Decimal:
        """What lateness took off."""
        return max(self.raw_points - self.points, Decimal(0))


@dataclass(frozen=True, kw_only=True)
class Row:
    """One learner; the cells are in the order of the columns."""

    enrolment: Enrolment
    cells: Sequence[Cell]

    @property
    def points(self) -> Decimal:
        return sum((cell.points for cell in self.cells), Decimal(0))

    @property
    def raw_points(self) -> Decimal:
        return sum((cell.raw_points for cell in self.cells), Decimal(0))


@dataclass(frozen=True, kw_only=True)
class Gradebook:
    """`columns` are the exercises and quizzes that have opened, in the order of the course."""

    cohort: Cohort
    columns: Sequence[Exercise]
    rows: Sequence[Row]

    @property
    def possible(self) -> Decimal:
        """All points that the columns are worth."""
        return sum((item.current.points for item in self.columns if item.current), Decimal(0))


def learners(*, cohort: Cohort, search: str = "") -> QuerySet[Enrolment]:
    """By name; page it. `search` looks at names, aliases and addresses."""
    found = cohort.enrolments.select_related("user").filter(role=Enrolment.Role.LEARNER)
    if search:
        words = ("alias", "user__username", "user__display_name", "user__email")
        wanted = Q()
        for word in words:
            wanted |= Q(**{f"{word}__icontains": search})
        found = found.filter(wanted)
    return found.order_by("user__display_name", "user__username", "pk")


def gradebook(
    *, cohort: Cohort, people: Sequence[Enrolment], at: datetime, columns: Sequence[Exercise] | None = None
) -> Gradebook:
    """Of these people, in their order; the number of queries does not depend on theirs. `columns` None: all."""
    shown = opened(cohort=cohort, at=at) if columns is None else columns
    places = {item.pk: place for place, item in enumerate(shown)}
    works = works_of(cohort=cohort, enrolments=people, at=at)
    rows = [
        _row(person, [work for work in works[person.pk] if work.exercise.pk in places], at)
        for person in people
    ]
    return Gradebook(cohort=cohort, columns=shown, rows=rows)


def opened(*, cohort: Cohort, at: datetime) -> list[Exercise]:
    """The exercises and quizzes that are open to the cohort or have been, in the order of the course."""
    scheduled = cohort.schedule.select_related("exercise__week", "exercise__current").filter(
        opens_at__lte=at, exercise__retired_at=None, exercise__current__isnull=False
    )
    found = [item.exercise for item in scheduled]
    return sorted(found, key=lambda exercise: (exercise.week.number, exercise.position, exercise.slug))


def _row(person: Enrolment, works: Sequence[Work], at: datetime) -> Row:
    return Row(enrolment=person, cells=[_cell(work, at) for work in works])


def _cell(work: Work, at: datetime) -> Cell:
    return Cell(
        work=work,
        status=work.status(at),
        counted=work.counted,
        is_released=work.counted is None or work.points is not None,
    )

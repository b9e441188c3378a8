"""Who takes part where, by when and under which policy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from assay.accounts.models import User
from assay.catalog.models import Exercise
from assay.cohorts.models import Cohort, Enrolment, Extension, ScheduledExercise
from assay.cohorts.policies import Deadline, Policy, extended, is_released, kept_private, merged

Rules = tuple[Policy, Deadline]
# Texts of a version that no date and no policy depends on.
_HEAVY = tuple(f"exercise__current__{name}" for name in ("statement_html", "outline", "limits"))
_NO_DATES = Deadline(opens_at=None, due_at=None, closes_at=None)


def effective_deadline(*, enrolment: Enrolment, exercise: Exercise) -> Deadline:
    """The dates that hold for one person: the cohort's, moved by her extensions."""
    return rules_of(enrolment=enrolment, exercise=exercise)[1]


def effective_policy(*, cohort: Cohort, exercise: Exercise) -> Policy:
    """The exercise's own settings, overridden by the cohort's, overridden by the cohort's for this exercise."""
    return Timetable.of(cohort=cohort, enrolments=[], exercise=exercise).policy(exercise)


def rules_of(*, enrolment: Enrolment, exercise: Exercise) -> Rules:
    """Policy and dates of one exercise for one person, read together."""
    timetable = Timetable.of(cohort=enrolment.cohort, enrolments=[enrolment], exercise=exercise)
    return timetable.policy(exercise), timetable.deadline(enrolment, exercise)


def enrolment_of(*, user: User, cohort: Cohort) -> Enrolment | None:
    return Enrolment.objects.select_related("user", "cohort__course").filter(user=user, cohort=cohort).first()


def cohorts_of(*, user: User) -> QuerySet[Cohort]:
    """The cohorts that a person takes part in, newest first."""
    return Cohort.objects.select_related("course").filter(enrolments__user=user).order_by("-pk")


def enrolments_of(*, user: User) -> QuerySet[Enrolment]:
    """A person's enrolments, newest first."""
    return Enrolment.objects.select_related("user", "cohort__course").filter(user=user).order_by("-pk")


def enrolments_for(*, user: User, exercise: Exercise) -> QuerySet[Enrolment]:
    """A person's enrolments in cohorts where the exercise has a date, newest first."""
    return (
        Enrolment.objects.select_related("user", "cohort__course")
        .filter(user=user, cohort__schedule__exercise=exercise)
        .order_by("-pk")
    )


def zone_of(*, enrolment: Enrolment) -> ZoneInfo:
    """The zone in which a person reads times: her own choice, else the cohort's."""
    return ZoneInfo(enrolment.user.time_zone or enrolment.cohort.time_zone)


@dataclass(frozen=True, kw_only=True)
class Timetable:
    """Every date and policy of a cohort for some of its people, read at once (two queries)."""

    cohort: Cohort
    schedule: dict[int, ScheduledExercise]
    extensions: dict[int, list[Extension]]

    @classmethod
    def of(cls, *, cohort: Cohort, enrolments: Iterable[Enrolment], exercise: Exercise | None = None) -> Self:
        """Of all exercises, or of one alone."""
        people = [enrolment.pk for enrolment in enrolments]
        scheduled = (
            cohort.schedule.select_related("exercise__week", "exercise__current")
            .defer(*_HEAVY)
            .filter(exercise__retired_at=None)
        )
        if exercise is not None:
            scheduled = scheduled.filter(exercise=exercise)
        extensions: dict[int, list[Extension]] = {}
        for extension in Extension.objects.filter(enrolment__in=people) if people else ():
            extensions.setdefault(extension.enrolment_id, []).append(extension)
        return cls(
            cohort=cohort, schedule={item.exercise_id: item for item in scheduled}, extensions=extensions
        )

    @property
    def exercises(self) -> list[Exercise]:
        """The published exercises that have a date, in the order of the course."""
        found = [item.exercise for item in self.schedule.values() if item.exercise.current_id is not None]
        return sorted(found, key=lambda exercise: (exercise.week.number, exercise.position, exercise.slug))

    def deadline(self, enrolment: Enrolment, exercise: Exercise) -> Deadline:
        scheduled = self.schedule.get(exercise.pk)
        if scheduled is None:
            return _NO_DATES
        dates = Deadline(opens_at=scheduled.opens_at, due_at=scheduled.due_at, closes_at=scheduled.closes_at)
        granted = self.extensions.get(enrolment.pk, [])
        return extended(dates, (item.until for item in granted if item.exercise_id in {None, exercise.pk}))

    def policy(self, exercise: Exercise) -> Policy:
        scheduled = self.schedule.get(exercise.pk)
        own = exercise.current.policy if exercise.current else {}
        policy = merged(own, self.cohort.policy, scheduled.policy if scheduled else {})
        return kept_private(policy) if exercise.is_prediction else policy

    def is_released(self, enrolment: Enrolment, exercise: Exercise, at: datetime) -> bool:
        """Whether this person may see her points for the exercise."""
        scheduled = self.schedule.get(exercise.pk)
        released_at = scheduled.scores_released_at if scheduled else None
        return is_released(self.policy(exercise), self.deadline(enrolment, exercise), released_at, at)

"""What every page of a cohort starts from: where the reader is, her zone, and the moment it is made for."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from assay.accounts.models import User
from assay.catalog.models import Exercise, ExerciseVersion
from assay.cohorts.access import may_grade_cohort, may_manage_cohort
from assay.cohorts.models import Cohort, Enrolment
from assay.gone import Gone


def cohort_context(
    *, user: User, cohort: Cohort, enrolment: Enrolment | None, place: str, at: datetime | None = None
) -> dict[str, Any]:
    """The names that `base.html` and its partials read. `place` is the entry of the navigation to mark."""
    is_learner = enrolment is not None and enrolment.role == Enrolment.Role.LEARNER and not user.is_staff
    return {
        "cohort": cohort,
        "enrolment": enrolment,
        "teaches": not is_learner and may_grade_cohort(user, cohort),
        "manages": not is_learner and may_manage_cohort(user, cohort),
        "place": place,
        "zone": ZoneInfo(user.time_zone or cohort.time_zone),
        "now": at or timezone.now(),
    }


def get_exercise_or_404(*, cohort: Cohort, slug: str) -> Exercise:
    """An exercise that is published and has a date in the cohort; quizzes have pages of their own."""
    return _offered_or_404(_dated(cohort).exclude(current__kind=ExerciseVersion.QUIZ), cohort, slug)


def get_quiz_or_404(*, cohort: Cohort, slug: str) -> Exercise:
    """A quiz that is published and has a date in the cohort."""
    return _offered_or_404(_dated(cohort).filter(current__kind=ExerciseVersion.QUIZ), cohort, slug)


def _dated(cohort: Cohort) -> QuerySet[Exercise]:
    return Exercise.objects.select_related("course", "week", "current").filter(
        course=cohort.course_id, schedule__cohort=cohort, current__isnull=False
    )


def _offered_or_404(dated: QuerySet[Exercise], cohort: Cohort, slug: str) -> Exercise:
    """Raises `Gone` for one that was withdrawn."""
    exercise = get_object_or_404(dated, slug=slug)
    if exercise.retired_at is not None:
        raise Gone(title=str(exercise), back=reverse("cohorts:course", args=[cohort.slug]))
    return exercise

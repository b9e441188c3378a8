"""What the pages around a quiz share: the quiz in its cohort, for those who teach there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from assay.accounts.models import User
from assay.catalog.models import Exercise
from assay.cohorts.access import get_graded_cohort_or_404, get_managed_cohort_or_404
from assay.cohorts.models import Cohort
from assay.cohorts.pages import cohort_context, get_quiz_or_404
from assay.cohorts.queries import enrolment_of


def graded_quiz(request: HttpRequest, slug: str, quiz: str) -> tuple[Cohort, Exercise]:
    """For those who see everybody's work."""
    cohort = get_graded_cohort_or_404(request.user, slug)
    return cohort, get_quiz_or_404(cohort=cohort, slug=quiz)


def managed_quiz(request: HttpRequest, slug: str, quiz: str) -> tuple[Cohort, Exercise]:
    """For those who decide over keys."""
    cohort = get_managed_cohort_or_404(request.user, slug)
    return cohort, get_quiz_or_404(cohort=cohort, slug=quiz)


def shell(request: HttpRequest, cohort: Cohort, exercise: Exercise | None, *, tab: str) -> dict[str, Any]:
    """The names that every page around a quiz reads. `tab` is the page among them."""
    assert isinstance(request.user, User)
    mine = enrolment_of(user=request.user, cohort=cohort)
    context = cohort_context(user=request.user, cohort=cohort, enrolment=mine, place="quizzes")
    return context | {"exercise": exercise, "tab": tab}

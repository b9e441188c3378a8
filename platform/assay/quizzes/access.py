"""Who may see and do what with one attempt: its learner takes it, those who grade her cohort look at it."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from assay.cohorts.access import Person, may_grade_cohort
from assay.quizzes.models import QuizAttempt


def is_owner(user: Person, attempt: QuizAttempt) -> bool:
    """Whether this person takes the attempt."""
    return user.pk is not None and attempt.enrolment.user_id == user.pk


def may_see_attempt(user: Person, attempt: QuizAttempt) -> bool:
    """Whether this person sees the attempt and what came of it."""
    return is_owner(user, attempt) or may_grade_cohort(user, attempt.enrolment.cohort)


def get_attempt_or_404(user: Person, attempt_id: UUID) -> QuizAttempt:
    """The attempt, where the person may see it."""
    found = QuizAttempt.objects.select_related(
        "enrolment__user", "enrolment__cohort__course", "exercise__week", "exercise__current", "version"
    ).filter(pk=attempt_id)
    attempt = found.first()
    if attempt is None or not may_see_attempt(user, attempt):
        raise Http404
    return attempt


def get_own_attempt_or_404(user: Person, attempt_id: UUID) -> QuizAttempt:
    """The person's own attempt; 403 for those who may only look at it."""
    attempt = get_attempt_or_404(user, attempt_id)
    if not is_owner(user, attempt):
        raise PermissionDenied(_("Only the person who takes this quiz can answer it."))
    return attempt

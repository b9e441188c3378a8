"""Who may see and do what with one submission: its owner and those who grade its cohort."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from assay.cohorts.access import Person, may_grade_cohort
from assay.submissions.models import Submission


def is_owner(user: Person, submission: Submission) -> bool:
    """Whether this person handed the submission in."""
    return user.pk is not None and submission.enrolment.user_id == user.pk


def may_see_submission(user: Person, submission: Submission) -> bool:
    """Whether this person sees the submission, its files and its result, and may have it graded once more."""
    return is_owner(user, submission) or may_grade_cohort(user, submission.enrolment.cohort)


def get_submission_or_404(user: Person, submission_id: UUID) -> Submission:
    """The submission, where the person may see it."""
    found = Submission.objects.select_related(
        "enrolment__user", "enrolment__cohort__course", "exercise__week", "version"
    ).filter(pk=submission_id)
    submission = found.first()
    if submission is None or not may_see_submission(user, submission):
        raise Http404
    return submission


def get_graded_submission_or_404(user: Person, submission_id: UUID) -> Submission:
    """The submission, where the person may mark it; 403 for its owner."""
    submission = get_submission_or_404(user, submission_id)
    if not may_grade_cohort(user, submission.enrolment.cohort):
        raise PermissionDenied(_("This page is for the people who teach this cohort."))
    return submission

"""What of a course's content one request is about, for those who teach a cohort of the course.

Assistants see it; only instructors and the site's staff change it.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from assay.accounts.models import User
from assay.authoring.models import Draft, DraftJob
from assay.catalog.models import Exercise, ExerciseVersion
from assay.cohorts.access import get_graded_cohort_or_404, get_managed_cohort_or_404
from assay.cohorts.models import Cohort
from assay.cohorts.pages import cohort_context
from assay.cohorts.queries import enrolment_of


def seen_cohort(request: HttpRequest, slug: str) -> Cohort:
    """For those who see everybody's work."""
    return get_graded_cohort_or_404(request.user, slug)


def changed_cohort(request: HttpRequest, slug: str) -> Cohort:
    """For those who decide over content."""
    return get_managed_cohort_or_404(request.user, slug)


def draft_or_404(cohort: Cohort, draft_id: UUID) -> Draft:
    """A draft of the cohort's own course."""
    drafts = Draft.objects.select_related("course", "week", "created_by", "archive")
    return get_object_or_404(drafts, pk=draft_id, course=cohort.course_id)


def item_or_404(draft: Draft, slug: str) -> dict[str, Any]:
    item = draft.item(slug)
    if item is None:
        raise Http404
    return item


def trial_or_404(draft: Draft, job_id: int) -> DraftJob:
    return get_object_or_404(draft.jobs.select_related("requested_by"), pk=job_id, kind=DraftJob.Kind.TRIAL)


def exercise_or_404(cohort: Cohort, slug: str) -> Exercise:
    """An exercise or quiz of the course, retired ones too."""
    found = Exercise.objects.select_related("course", "week", "current")
    return get_object_or_404(found, course=cohort.course_id, slug=slug, current__isnull=False)


def version_or_404(exercise: Exercise, version_id: int) -> ExerciseVersion:
    found = exercise.versions.select_related("archive", "exercise__course", "exercise__current")
    return get_object_or_404(found, pk=version_id)


def shell(request: HttpRequest, cohort: Cohort) -> dict[str, Any]:
    """The names that every page about content reads."""
    assert isinstance(request.user, User)
    mine = enrolment_of(user=request.user, cohort=cohort)
    return cohort_context(user=request.user, cohort=cohort, enrolment=mine, place="content")

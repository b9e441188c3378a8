"""A course as it is offered now, and the drafts that wait beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from assay.authoring.models import Draft, DraftJob
from assay.catalog.models import CheckReport, Course, Exercise, ExerciseVersion, Publication
from assay.cohorts.models import Cohort


@dataclass(frozen=True, kw_only=True)
class ContentRow:
    """One exercise or quiz with the check of what learners get, and when that was last published."""

    exercise: Exercise
    version: ExerciseVersion
    report: CheckReport | None
    publication: Publication | None
    is_scheduled: bool


def content(*, cohort: Cohort) -> list[ContentRow]:
    """What the course of the cohort offers, in its order. `is_scheduled` says whether the cohort has a date for it."""
    exercises = list(
        Exercise.objects.select_related("week", "current")
        .filter(course=cohort.course_id, retired_at=None, current__isnull=False)
        .order_by("week__number", "position", "slug")
    )
    versions = [exercise.current for exercise in exercises if exercise.current is not None]
    reports, publications = _reports(versions), _publications(versions)
    scheduled = set(cohort.schedule.values_list("exercise_id", flat=True))
    return [
        ContentRow(
            exercise=exercise,
            version=version,
            report=reports.get(version.digest),
            publication=publications.get(version.pk),
            is_scheduled=exercise.pk in scheduled,
        )
        for exercise, version in zip(exercises, versions, strict=True)
    ]


@dataclass(frozen=True, kw_only=True)
class DraftRow:
    """`state` is problems, checking, unfair, unchecked, fair or same (nothing in it that learners do not get already)."""

    draft: Draft
    state: str


def open_drafts(course: Course) -> list[DraftRow]:
    """Neither published nor discarded, newest first."""
    found = Draft.objects.select_related("created_by", "week")
    drafts = list(found.filter(course=course, published_at=None, discarded_at=None))
    digests = {item["digest"] for draft in drafts for item in draft.items}
    reports = CheckReport.objects.filter(digest__in=digests).order_by("checked_at", "pk")
    fair = dict(reports.values_list("digest", "is_fair"))
    checking = set(
        DraftJob.objects.filter(
            draft__in=drafts, kind=DraftJob.Kind.CHECK, state__in=DraftJob.UNFINISHED
        ).values_list("draft", flat=True)
    )
    offered = set(course.exercises.filter(retired_at=None).values_list("current__digest", flat=True))
    return [DraftRow(draft=draft, state=_state(draft, checking, offered, fair)) for draft in drafts]


def _state(draft: Draft, checking: set[UUID], offered: set[str], fair: dict[str, bool]) -> str:
    if draft.problems:
        return "problems"
    if draft.pk in checking:
        return "checking"
    verdicts = [fair.get(item["digest"]) for item in draft.items if item["digest"] not in offered]
    if not verdicts:
        return "same"
    return "unfair" if False in verdicts else "unchecked" if None in verdicts else "fair"


def _reports(versions: Iterable[ExerciseVersion]) -> dict[str, CheckReport]:
    found = CheckReport.objects.filter(digest__in=[version.digest for version in versions])
    return {report.digest: report for report in reversed(found.defer("report"))}


def _publications(versions: Iterable[ExerciseVersion]) -> dict[int, Publication]:
    found = Publication.objects.select_related("by").filter(version__in=versions)
    return {publication.version_id: publication for publication in reversed(found)}

"""Whose attempts there are: of one learner, of many at once, of a whole cohort for those who teach."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from assay.catalog.models import Exercise
from assay.cohorts.models import Cohort, Enrolment
from assay.cohorts.queries import Timetable
from assay.submissions.models import ManualMark, Submission
from assay.submissions.queries.work import AttemptRow, Standing, Work

# A board reads thousands of rows and needs none of these.
_HEAVY_OF_A_VERSION = ("statement_html", "outline", "limits")
_HEAVY = ("current_score__score__report", *(f"version__{name}" for name in _HEAVY_OF_A_VERSION))


def work_of(
    *, timetable: Timetable, enrolments: Iterable[Enrolment], exercises: Iterable[Exercise], at: datetime
) -> dict[tuple[int, int], Work]:
    """The work of these people at these exercises, by (enrolment, exercise): two queries for all."""
    people, tasks = list(enrolments), list(exercises)
    found: dict[tuple[int, int], list[Submission]] = {}
    marks = _marks(people, tasks)
    rows = scored_submissions().filter(enrolment__in=people, exercise__in=tasks)
    for submission in rows:
        submission.given_marks = marks.get(submission.pk, [])
        found.setdefault((submission.enrolment_id, submission.exercise_id), []).append(submission)
    return {
        (person.pk, task.pk): Work.of(
            timetable=timetable,
            enrolment=person,
            exercise=task,
            submissions=found.get((person.pk, task.pk), []),
            at=at,
        )
        for person in people
        for task in tasks
    }


def _marks(people: list[Enrolment], tasks: list[Exercise]) -> dict[UUID, list[ManualMark]]:
    """By submission; one query, however many submissions there are (a list of their ids may be too long for one)."""
    found: dict[UUID, list[ManualMark]] = {}
    places = {"submission__enrolment__in": people, "submission__exercise__in": tasks}
    for mark in ManualMark.objects.filter(**places).order_by("number"):
        found.setdefault(mark.submission_id, []).append(mark)
    return found


def scored_submissions() -> QuerySet[Submission]:
    """Submissions with state, version and current score, newest first; without anybody's files."""
    return (
        Submission.objects.with_state()
        .annotate(predicted=F("current_score__score__report__prediction"))
        .select_related("version", "current_score__score")
        .defer(*_HEAVY)
        .order_by("-attempt_number")
    )


def attempts(*, enrolment: Enrolment, exercise: Exercise, at: datetime) -> list[AttemptRow]:
    """A learner's attempts at an exercise, newest first."""
    return _work(enrolment, exercise, at).rows()


def standing(*, enrolment: Enrolment, exercise: Exercise, at: datetime) -> Standing:
    """Where a learner stands with an exercise at `at`."""
    return _work(enrolment, exercise, at).standing(at)


def submissions_of_cohort(
    *, cohort: Cohort, exercise: Exercise | None = None, state: str = "", search: str = ""
) -> QuerySet[Submission]:
    """Everybody's submissions, newest first, for those who teach; page it. `search` looks at names and aliases.

    Each has `job_state`; `current_score` may be missing (`hasattr`).
    """
    found = (
        Submission.objects.with_state()
        .filter(enrolment__cohort=cohort)
        .select_related("enrolment__user", "exercise__current", "version", "current_score__score")
        .prefetch_related("marks")
        .defer(*_HEAVY, *(f"exercise__current__{name}" for name in _HEAVY_OF_A_VERSION))
    )
    if exercise is not None:
        found = found.filter(exercise=exercise)
    if state:
        found = found.in_state(state)
    if search:
        person = "enrolment__user__"
        found = found.filter(
            Q(enrolment__alias__icontains=search)
            | Q(**{f"{person}username__icontains": search})
            | Q(**{f"{person}display_name__icontains": search})
            | Q(**{f"{person}email__icontains": search})
        )
    return found.order_by("-accepted_at", "-attempt_number")


def _work(enrolment: Enrolment, exercise: Exercise, at: datetime) -> Work:
    timetable = Timetable.of(cohort=enrolment.cohort, enrolments=[enrolment])
    works = work_of(timetable=timetable, enrolments=[enrolment], exercises=[exercise], at=at)
    return works[enrolment.pk, exercise.pk]

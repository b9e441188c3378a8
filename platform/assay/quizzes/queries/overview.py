"""The quizzes of a cohort in a line each, for those who teach."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from assay.catalog.models import Exercise
from assay.cohorts.models import Cohort, Enrolment
from assay.cohorts.policies import Deadline
from assay.cohorts.queries import Timetable
from assay.cohorts.work import split
from assay.quizzes.models import QuizAttempt


@dataclass(frozen=True, kw_only=True)
class QuizRow:
    """One quiz: how many of the cohort's learners have finished it, and how many sit at it now."""

    exercise: Exercise
    deadline: Deadline
    learners: int
    finished: int
    running: int


def overview(*, cohort: Cohort) -> list[QuizRow]:
    """In the order of the course: a few queries, whatever the number of people."""
    timetable = Timetable.of(cohort=cohort, enrolments=[])
    quizzes, _ = split(timetable.exercises)
    learners = cohort.enrolments.filter(role=Enrolment.Role.LEARNER).count()
    counts = _counts(cohort)
    return [
        QuizRow(
            exercise=quiz,
            deadline=_deadline(timetable, quiz),
            learners=learners,
            finished=counts.get(quiz.pk, (0, 0))[0],
            running=counts.get(quiz.pk, (0, 0))[1],
        )
        for quiz in quizzes
    ]


def _counts(cohort: Cohort) -> dict[int, tuple[int, int]]:
    """Learners with a finished attempt, and with an unfinished one, by quiz."""
    attempts = QuizAttempt.objects.filter(
        is_practice=False, enrolment__cohort=cohort, enrolment__role=Enrolment.Role.LEARNER
    )
    rows = (
        attempts.order_by()
        .values("exercise")
        .annotate(
            finished=Count("enrolment", distinct=True, filter=Q(submitted_at__isnull=False)),
            running=Count("enrolment", distinct=True, filter=Q(submitted_at=None)),
        )
    )
    return {row["exercise"]: (row["finished"], row["running"]) for row in rows}


def _deadline(timetable: Timetable, quiz: Exercise) -> Deadline:
    dates = timetable.schedule[quiz.pk]
    return Deadline(opens_at=dates.opens_at, due_at=dates.due_at, closes_at=dates.closes_at)

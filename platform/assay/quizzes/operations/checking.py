"""Mark one question in the middle of an attempt, where the quiz shows answers immediately; its answer is then fixed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from assay.catalog.queries import load_quiz
from assay.cohorts.queries import Timetable
from assay.quizzes import reveal
from assay.quizzes.models import QuizAttempt, Response
from assay.quizzes.operations import refusals
from assay.quizzes.operations.ending import finish_if_over
from assay.quizzes.operations.saving import next_revision
from assay.quizzes.sitting import Sitting


def check(*, attempt: QuizAttempt, question_id: str, at: datetime) -> None:
    """Fix the answer to a question, so that its marking may be shown. Raises `Refused`; repeated, nothing changes."""
    if finish_if_over(attempt=attempt, at=at).is_finished:
        raise refusals.over()
    if not may_check(attempt, at):
        raise refusals.no_check()
    if Sitting.of(attempt).paper.question(question_id) is None:
        raise refusals.unknown_question()
    with transaction.atomic():
        next_revision(attempt)
        answered = Response.objects.filter(
            attempt=attempt,
            question_id=question_id,
            state__in=[Response.State.ANSWERED, Response.State.PARTLY],
        )
        if not answered.exists():
            raise refusals.nothing_to_check()
        answered.filter(checked_at=None).update(checked_at=at)


def may_check(attempt: QuizAttempt, at: datetime) -> bool:
    """Whether this attempt's questions may be checked one by one."""
    rule = load_quiz(version=attempt.version).reveal
    if not reveal.may_check(rule=rule, released=True):
        return False
    enrolment = attempt.enrolment
    timetable = Timetable.of(cohort=enrolment.cohort, enrolments=[enrolment], exercise=attempt.exercise)
    released = timetable.is_released(enrolment, attempt.exercise, at)
    return reveal.may_check(rule=rule, released=released)

"""What came of an attempt as one person may see it: the reveal rule and the viewer's role are applied here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from assay.accounts.models import User
from assay.catalog.queries import load_quiz
from assay.cohorts.access import may_grade_cohort
from assay.cohorts.policies import adjusted, days_late
from assay.cohorts.queries import Timetable
from assay.quizzes import reveal
from assay.quizzes.models import Marking, QuizAttempt
from assay.quizzes.queries.standings import shown_of
from assay.quizzes.reveal import Shown
from assay.quizzes.sitting import Sitting
from graders.quiz import Asked, Marked


@dataclass(frozen=True, kw_only=True)
class QuestionOutcome:
    """One question with its marking: only made where answers may be shown."""

    asked: Asked
    marked: Marked

    @property
    def verdict(self) -> str:
        return str(self.marked.verdict)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The result of a finished attempt. `points` (after lateness) is None and `questions` empty until they may be shown.

    `answered` counts the questions with an answer; `rule` is the quiz's own reveal rule, to say what is waited for.
    """

    attempt: QuizAttempt
    shown: Shown
    rule: str
    answered: int
    asked: int
    points: Decimal | None
    raw_points: Decimal | None
    possible: Decimal
    days_late: int
    questions: tuple[QuestionOutcome, ...]
    is_corrected: bool


def outcome(*, attempt: QuizAttempt, viewer: User, at: datetime) -> Outcome:
    """The result of a finished attempt as `viewer` may see it at `at`."""
    enrolment, exercise = attempt.enrolment, attempt.exercise
    timetable = Timetable.of(cohort=enrolment.cohort, enrolments=[enrolment], exercise=exercise)
    if may_grade_cohort(viewer, enrolment.cohort):
        shown = reveal.EVERYTHING
    else:
        shown = shown_of(timetable=timetable, enrolment=enrolment, exercise=exercise, at=at)
    policy, deadline = timetable.policy(exercise), timetable.deadline(enrolment, exercise)
    sitting, marking = Sitting.of(attempt), attempt.current_marking.marking
    assert attempt.submitted_at is not None
    points = (
        marking.points
        if attempt.is_practice
        else adjusted(policy, deadline, marking.points, attempt.submitted_at)
    )
    return Outcome(
        attempt=attempt,
        shown=shown,
        rule=sitting.quiz.reveal,
        answered=sum(bool(response.value) for response in sitting.responses.values()),
        asked=len(sitting.paper.questions),
        points=points if shown.points else None,
        raw_points=marking.points if shown.points else None,
        possible=marking.possible,
        days_late=0 if attempt.is_practice else days_late(policy, deadline, attempt.submitted_at),
        questions=_questions(sitting, marking) if shown.answers else (),
        is_corrected=marking.version_id != attempt.version_id,
    )


def _questions(sitting: Sitting, marking: Marking) -> tuple[QuestionOutcome, ...]:
    keys = load_quiz(version=marking.version)
    return tuple(
        QuestionOutcome(asked=asked, marked=sitting.marked(asked, keys)) for asked in sitting.paper.questions
    )

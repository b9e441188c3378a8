"""The quizzes that are open to a person now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assay.accounts.models import User
from assay.catalog.models import Exercise
from assay.catalog.queries import load_quiz
from assay.cohorts.models import Enrolment
from assay.cohorts.policies import Deadline
from assay.cohorts.queries import Timetable, enrolments_of
from assay.quizzes.models import QuizAttempt
from assay.quizzes.queries.standings import Standing, standings
from graders.quiz import Quiz


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One quiz that is open to one person in one cohort, and where she stands with it."""

    enrolment: Enrolment
    exercise: Exercise
    quiz: Quiz
    deadline: Deadline
    standing: Standing
    unfinished: QuizAttempt | None


def offers(*, user: User, at: datetime) -> list[Offer]:
    """Every quiz that is open to a person at `at`, cohort by cohort in the order of the course: a few queries each."""
    return [offer for enrolment in enrolments_of(user=user) for offer in _offers(enrolment, at)]


def _offers(enrolment: Enrolment, at: datetime) -> list[Offer]:
    timetable = Timetable.of(cohort=enrolment.cohort, enrolments=[enrolment])
    quizzes = [item for item in timetable.exercises if item.current and item.current.is_quiz]
    open_now = [item for item in quizzes if timetable.deadline(enrolment, item).is_open(at)]
    works = standings(timetable=timetable, enrolments=[enrolment], exercises=open_now, at=at)
    return [
        Offer(
            enrolment=enrolment,
            exercise=work.exercise,
            quiz=load_quiz(version=work.exercise.current),
            deadline=work.deadline,
            standing=work.standing(at),
            unfinished=work.unfinished,
        )
        for work in works.values()
        if work.exercise.current
    ]

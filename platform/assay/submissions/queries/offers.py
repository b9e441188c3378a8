"""The exercises that a person may hand in now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assay.accounts.models import User
from assay.catalog.models import Exercise
from assay.cohorts.models import Enrolment
from assay.cohorts.policies import Deadline
from assay.cohorts.queries import Timetable, enrolments_of
from assay.submissions.queries.attempts import work_of
from assay.submissions.queries.work import Standing


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One exercise that is open to one person in one cohort, and where she stands with it."""

    enrolment: Enrolment
    exercise: Exercise
    deadline: Deadline
    standing: Standing


def offers(*, user: User, at: datetime) -> list[Offer]:
    """Everything that is open to a person at `at`, cohort by cohort in the order of the course: a few queries each."""
    return [offer for enrolment in enrolments_of(user=user) for offer in _offers(enrolment, at)]


def _offers(enrolment: Enrolment, at: datetime) -> list[Offer]:
    timetable = Timetable.of(cohort=enrolment.cohort, enrolments=[enrolment])
    notebooks = [item for item in timetable.exercises if item.current and not item.current.is_quiz]
    dates = {exercise.pk: timetable.deadline(enrolment, exercise) for exercise in notebooks}
    open_now = [exercise for exercise in notebooks if dates[exercise.pk].is_open(at)]
    works = work_of(timetable=timetable, enrolments=[enrolment], exercises=open_now, at=at)
    return [
        Offer(
            enrolment=enrolment,
            exercise=exercise,
            deadline=dates[exercise.pk],
            standing=works[enrolment.pk, exercise.pk].standing(at),
        )
        for exercise in open_now
    ]

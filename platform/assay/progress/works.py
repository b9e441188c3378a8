"""The work of some people of a cohort at everything that has a date, read at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from assay.cohorts.models import Cohort, Enrolment
from assay.cohorts.queries import Timetable
from assay.cohorts.work import Work, split
from assay.quizzes.queries import standings
from assay.submissions.queries import work_of


def works_of(*, cohort: Cohort, enrolments: Iterable[Enrolment], at: datetime) -> dict[int, list[Work]]:
    """By enrolment, in the order of the course: four queries, however many people there are."""
    people = list(enrolments)
    timetable = Timetable.of(cohort=cohort, enrolments=people)
    quizzes, notebooks = split(timetable.exercises)
    done = work_of(timetable=timetable, enrolments=people, exercises=notebooks, at=at)
    taken = standings(timetable=timetable, enrolments=people, exercises=quizzes, at=at)
    works: dict[tuple[int, int], Work] = {**done, **taken}
    return {person.pk: [works[person.pk, item.pk] for item in timetable.exercises] for person in people}

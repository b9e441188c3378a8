"""Cohorts where little is there yet: one without dates, people or work, and a workshop with a single quiz and no board."""

from __future__ import annotations

from datetime import datetime, timedelta

from assay.accounts.models import User
from assay.catalog.models import Course, Exercise, Week
from assay.catalog.operations import publish_quiz_text
from assay.cohorts.models import Cohort, Enrolment
from assay.cohorts.operations import enrol, schedule
from tests.assay.quizzes.texts import EVERY_TYPE
from tests.browser.site import PASSWORD

TIMED = "time_limit_minutes: 45\n"


def fill(lively: Cohort, ivo: Enrolment, now: datetime) -> dict[str, str]:
    """Make both, and an exercise that was withdrawn from the lively one; returns the places of their pages."""
    spring = Cohort.objects.create(
        course=lively.course, slug="spring-2027", title="Machine Learning Foundations, spring"
    )
    enrol(user=ivo.user, cohort=spring, role=Enrolment.Role.INSTRUCTOR, by=None, at=now)
    _enrol("otto", "Otto Weiss", spring, now, hidden_on_boards=True)
    workshop = _workshop(now)
    _enrol("quinn", "Quinn Adeyemi", workshop, now)
    around = f"/cohorts/{spring.slug}/"
    return {
        "course-empty": around,
        "progress-empty": f"{around}progress/",
        "leaderboard-empty": f"{around}leaderboard/",
        "submissions-empty": f"{around}submissions/",
        "quizzes-empty": f"{around}quizzes/",
        "dates-empty": f"{around}dates/",
        "leaderboard-off": f"/cohorts/{workshop.slug}/leaderboard/",
        "every-type": f"/cohorts/{workshop.slug}/quizzes/every-type/",
        "withdrawn": f"/cohorts/{lively.slug}/exercises/{_withdrawn(lively, now).slug}/",
    }


def _enrol(
    username: str, name: str, cohort: Cohort, now: datetime, *, hidden_on_boards: bool = False
) -> None:
    user = User.objects.create_user(username, f"{username}@example.org", PASSWORD, display_name=name)
    enrolment = enrol(user=user, cohort=cohort, by=None, at=now)
    Enrolment.objects.filter(pk=enrolment.pk).update(hidden_on_boards=hidden_on_boards)


def _workshop(now: datetime) -> Cohort:
    """A course of one quiz with all nine types of question, for the tests that answer them."""
    course = Course.objects.create(slug="workshop", title="Workshop")
    week = Week.objects.create(course=course, slug="week-01", number=1, title="Questions of every type")
    quiz = Exercise.objects.create(course=course, week=week, slug="every-type")
    publish_quiz_text(exercise=quiz, text=EVERY_TYPE + TIMED, by=None, at=now)
    cohort = Cohort.objects.create(course=course, slug="workshop", title="Workshop", board=Cohort.Board.OFF)
    opens, due = now - timedelta(days=1), now + timedelta(days=6)
    schedule(cohort=cohort, exercise=quiz, opens_at=opens, due_at=due, closes_at=None, by=None, at=now)
    return cohort


def _withdrawn(cohort: Cohort, now: datetime) -> Exercise:
    """An exercise that learners could see once."""
    churn = Exercise.objects.get(slug="churn", course=cohort.course)
    gone = Exercise.objects.create(
        course=churn.course,
        week=churn.week,
        slug="first-trees",
        position=9,
        current=churn.current,
        retired_at=now,
    )
    schedule(cohort=cohort, exercise=gone, opens_at=now - timedelta(days=2), by=None, at=now)
    return gone

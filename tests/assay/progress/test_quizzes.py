"""Quizzes count on the course page and the dashboard as exercises do."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from assay.catalog.models import Exercise
from assay.cohorts.operations import enrol, schedule
from assay.cohorts.work import Status
from assay.progress.queries import course_page, dashboard
from assay.quizzes.operations import start, submit
from tests.assay.factories import CLOSES, DUE, NOW, OPENS, make_cohort, make_learner, make_report, make_user
from tests.assay.quizzes.conftest import answer, answer_all, publish_quiz
from tests.assay.submissions.test_result import graded


@pytest.fixture
def quiz(db, course_folder):
    """A quiz of 7 points beside the exercise of 10."""
    return publish_quiz(course_folder, time_limit_minutes=20)


@pytest.fixture
def exercise(quiz):
    return Exercise.objects.select_related("course", "week", "current").get(slug="squares")


@pytest.fixture
def cohort(exercise, quiz):
    cohort = make_cohort(exercise)
    schedule(cohort=cohort, exercise=quiz, opens_at=OPENS, due_at=DUE, closes_at=CLOSES, by=None, at=OPENS)
    return cohort


@pytest.fixture
def learner(cohort):
    return make_learner(cohort)


def sat(learner, quiz, *, at=NOW, right=True):
    """A finished attempt: all points, or none."""
    attempt = start(enrolment=learner, exercise=quiz, at=at)
    if right:
        answer_all(attempt, at=at)
    return submit(attempt=attempt, at=at + timedelta(minutes=5))


def item_of(learner, quiz, at=NOW):
    items = [item for week in course_page(enrolment=learner, at=at).weeks for item in week.items]
    return next(item for item in items if item.exercise == quiz)


def test_its_points_are_added_to_the_exercises(learner, exercise, quiz):
    graded(learner, exercise, make_report(4))
    sat(learner, quiz)

    page = dashboard(enrolment=learner, at=NOW + timedelta(hours=1))

    assert (page.totals.points, page.totals.possible_open) == (11, 17)
    assert (page.totals.completed, page.totals.open_items) == (1, 2)
    assert [(item.is_quiz, item.points) for item in page.weeks[0].items] == [(False, 4), (True, 7)]
    assert [row["verdict"] for row in page.weeks[0].items[1].questions] == ["right"] * 4


def test_an_attempt_with_a_running_clock_comes_first(learner, exercise, quiz):
    assert course_page(enrolment=learner, at=NOW).continue_with.exercise == exercise
    attempt = start(enrolment=learner, exercise=quiz, at=NOW)

    found = course_page(enrolment=learner, at=NOW).continue_with

    assert (found.exercise, found.status) == (quiz, Status.IN_PROGRESS)
    assert found.runs_until == attempt.ends_at == NOW + timedelta(minutes=20)


def test_without_a_time_limit_no_clock_runs(learner, exercise, quiz, course_folder):
    publish_quiz(course_folder)
    start(enrolment=learner, exercise=Exercise.objects.get(pk=quiz.pk), at=NOW)
    page = course_page(enrolment=learner, at=NOW)
    item = item_of(learner, quiz)
    assert (item.status, item.runs_until, item.is_next) == (Status.IN_PROGRESS, None, True)
    assert page.continue_with.exercise == exercise


def test_what_is_complete_is_not_next(learner, exercise, quiz):
    sat(learner, quiz)
    assert item_of(learner, quiz, NOW + timedelta(hours=1)).status is Status.GRADED
    assert course_page(enrolment=learner, at=NOW + timedelta(hours=1)).continue_with.exercise == exercise


def test_recent_attempts_of_both_kinds_stand_in_one_list(learner, exercise, quiz):
    graded(learner, exercise, make_report(4), at=NOW - timedelta(hours=1))
    sat(learner, quiz)
    recent = dashboard(enrolment=learner, at=NOW + timedelta(hours=1)).recent
    assert [(item.exercise, item.row.points) for item in recent] == [(quiz, 7), (exercise, 4)]


def test_unreleased_points_are_nowhere(learner, cohort, quiz):
    cohort.policy = {"reveal_score": "after_due"}
    cohort.save()
    sat(learner, quiz)

    page = dashboard(enrolment=learner, at=NOW + timedelta(hours=1))

    assert (page.totals.points, page.totals.completed) == (0, 0)
    item = item_of(learner, quiz, NOW + timedelta(hours=1))
    assert (item.points, list(item.questions), item.status) == (None, [], Status.SUBMITTED)
    assert page.recent[0].row.points is None
    assert dashboard(enrolment=learner, at=DUE + timedelta(hours=1)).totals.points == 7


def test_lateness_costs_what_it_costs_in_exercises(learner, cohort, quiz):
    cohort.policy = {"late": "percent_per_day", "late_percent_per_day": 10}
    cohort.save()
    sat(learner, quiz, at=DUE + timedelta(hours=1))
    assert item_of(learner, quiz, DUE + timedelta(hours=2)).points == Decimal("6.30")


def test_practice_counts_nowhere(learner, quiz, cohort):
    attempt = start(enrolment=learner, exercise=quiz, at=NOW)
    type(attempt).objects.filter(pk=attempt.pk).update(is_practice=True)
    attempt.refresh_from_db()
    answer(attempt, "name", "KEYlovelace")
    submit(attempt=attempt, at=NOW)
    page = dashboard(enrolment=learner, at=NOW + timedelta(hours=1))
    assert (page.totals.points, page.recent, item_of(learner, quiz).attempts_used) == (0, [], 0)


def test_the_number_of_queries_does_not_grow(cohort, learner, exercise, quiz, django_assert_max_num_queries):
    graded(learner, exercise, make_report(4))
    sat(learner, quiz)
    with django_assert_max_num_queries(5):
        dashboard(enrolment=learner, at=NOW + timedelta(hours=1))


def test_the_api_tells_of_both_kinds(client, cohort, learner, exercise, quiz, time_machine):
    time_machine.move_to(NOW, tick=False)
    sat(learner, quiz, at=NOW - timedelta(hours=1))
    client.force_login(learner.user, backend="django.contrib.auth.backends.ModelBackend")
    items = client.get("/api/v1/progress/").json()["results"][0]["weeks"][0]["items"]
    assert [(item["kind"], item["points"], item["state"]) for item in items] == [
        ("notebook", None, "not_started"),
        ("quiz", 7.0, "graded"),
    ]


def test_those_who_teach_leave_no_trace(cohort, learner, quiz):
    teacher = enrol(user=make_user(), cohort=cohort, role="instructor", by=None, at=OPENS)
    sat(teacher, quiz)
    assert dashboard(enrolment=learner, at=NOW + timedelta(hours=1)).recent == []


@pytest.mark.parametrize("page", ["", "progress/"])
def test_the_pages_lead_to_the_quiz(client, cohort, learner, quiz, time_machine, page):
    time_machine.move_to(NOW, tick=False)
    finished = sat(learner, quiz, at=NOW - timedelta(hours=1), right=False)
    start(enrolment=learner, exercise=quiz, at=NOW)
    client.force_login(learner.user, backend="django.contrib.auth.backends.ModelBackend")

    shown = client.get(f"/cohorts/{cohort.slug}/{page}").content.decode()

    assert f'href="/cohorts/{cohort.slug}/quizzes/{quiz.slug}/"' in shown
    assert "Your time is running" in shown
    assert (f"/quiz-attempts/{finished.pk}/result/" in shown) == (page == "progress/")

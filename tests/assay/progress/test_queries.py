"""The course page and the dashboard of one learner."""

from __future__ import annotations

from datetime import timedelta

from assay.catalog.models import Exercise, Week
from assay.cohorts.operations import schedule
from assay.progress.queries import course_page, dashboard
from assay.submissions.models import GradingJob
from assay.submissions.status import Status
from tests.assay.factories import CLOSES, DUE, NOW, hand_in, make_report
from tests.assay.submissions.test_result import graded, set_policy


def add_exercise(cohort, exercise, slug: str, *, opens_at, due_at) -> Exercise:
    """Another exercise of the course, in a week of its own, with the same content."""
    week = Week.objects.create(
        course=cohort.course, slug=f"week-{slug}", number=Week.objects.count() + 1, title=slug
    )
    other = Exercise.objects.create(course=cohort.course, week=week, slug=slug, current=exercise.current)
    schedule(cohort=cohort, exercise=other, opens_at=opens_at, due_at=due_at, by=None, at=NOW)
    return other


def test_it_works(cohort, learner, exercise):
    add_exercise(cohort, exercise, "later", opens_at=NOW + timedelta(days=3), due_at=None)
    graded(learner, exercise, make_report(7))

    page = dashboard(enrolment=learner, at=NOW)

    first, second = page.weeks
    assert (first.points, first.possible_open, first.is_locked) == (7, 10, False)
    assert (second.points, second.possible_open, second.is_locked) == (0, 0, True)
    assert second.opens_at == NOW + timedelta(days=3)
    assert (page.totals.points, page.totals.possible_open, page.totals.completed) == (7, 10, 0)
    assert page.next_due is first.items[0]
    assert [item.row.points for item in page.recent] == [7]
    assert first.items[0].questions[0]["name"] == "square-tests"


def test_what_is_due_first_comes_next(cohort, learner, exercise):
    add_exercise(cohort, exercise, "undated", opens_at=NOW, due_at=None)
    sooner = add_exercise(cohort, exercise, "sooner", opens_at=NOW, due_at=DUE - timedelta(days=1))
    assert course_page(enrolment=learner, at=NOW).continue_with.exercise == sooner


def test_what_is_complete_is_not_next(learner, exercise):
    graded(learner, exercise, make_report(10))
    page = course_page(enrolment=learner, at=NOW)
    assert page.continue_with is None
    assert (page.weeks[0].items[0].status, page.totals.completed) == (Status.GRADED, 1)


def test_what_waits_for_its_score_is_not_next(cohort, learner, exercise):
    later = add_exercise(cohort, exercise, "later", opens_at=NOW, due_at=DUE + timedelta(days=1))
    waiting = hand_in(learner, exercise)
    assert course_page(enrolment=learner, at=NOW).continue_with.exercise == later
    GradingJob.objects.filter(submission=waiting).update(state=GradingJob.State.RUNNING)
    assert course_page(enrolment=learner, at=NOW).continue_with.exercise == later


def test_what_is_closed_is_not_next(learner, exercise):
    assert dashboard(enrolment=learner, at=CLOSES + timedelta(days=1)).next_due is None


def test_unreleased_points_are_nowhere(learner, exercise):
    set_policy(learner.cohort, reveal_score="by_hand")
    graded(learner, exercise, make_report(10))
    page = dashboard(enrolment=learner, at=NOW)
    assert (page.totals.points, page.totals.completed) == (0, 0)
    assert page.weeks[0].items[0].points is None
    assert page.recent[0].row.points is None


def test_another_learners_work_is_not_here(cohort, learner, instructor, exercise):
    graded(instructor, exercise, make_report(10))
    assert dashboard(enrolment=learner, at=NOW).recent == []


def test_the_number_of_queries_does_not_grow(cohort, learner, exercise, django_assert_max_num_queries):
    for number in range(5):
        other = add_exercise(cohort, exercise, f"e{number}", opens_at=NOW - timedelta(days=1), due_at=DUE)
        graded(learner, other, make_report(number), note=str(number))
    with django_assert_max_num_queries(4):
        dashboard(enrolment=learner, at=NOW)

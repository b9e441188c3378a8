"""Which attempt counts, what may still be done, and in which words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assay.cohorts.models import Enrolment
from assay.submissions.models import GradingJob
from assay.submissions.queries import attempts, standing, submissions_of_cohort
from assay.submissions.status import Status
from tests.assay.factories import CLOSES, DUE, NOW, OPENS, hand_in, make_learner, make_report
from tests.assay.submissions.test_result import graded, set_policy


def stands(learner: Enrolment, exercise, at=NOW):
    return standing(enrolment=learner, exercise=exercise, at=at)


def test_it_works(learner, exercise):
    graded(learner, exercise, make_report(4))
    graded(learner, exercise, make_report(7), at=NOW + timedelta(minutes=1), note="b")

    rows = attempts(enrolment=learner, exercise=exercise, at=NOW)
    assert [(row.number, row.points, row.counts) for row in rows] == [(2, 7, True), (1, 4, False)]
    found = stands(learner, exercise)
    assert (found.status, found.points, found.possible, found.attempts_used) == (Status.NEEDS_WORK, 7, 10, 2)


@pytest.mark.parametrize(("counts", "points"), [("best", 7), ("last", 4)])
def test_best_or_last_counts(learner, exercise, counts, points):
    set_policy(learner.cohort, counts=counts)
    graded(learner, exercise, make_report(7))
    graded(learner, exercise, make_report(4), at=NOW + timedelta(minutes=1), note="b")
    hand_in(learner, exercise, at=NOW + timedelta(minutes=2), note="still waits")
    assert stands(learner, exercise).points == points


@pytest.mark.parametrize(
    ("at", "status"),
    [
        (OPENS - timedelta(days=1), Status.NOT_STARTED),
        (NOW, Status.NOT_STARTED),
        (DUE + timedelta(hours=1), Status.LATE),
        (CLOSES + timedelta(hours=1), Status.CLOSED),
    ],
)
def test_without_an_attempt_the_dates_speak(learner, exercise, at, status):
    assert stands(learner, exercise, at).status == status


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("queued", Status.QUEUED),
        ("running", Status.RUNNING),
        ("platform_failed", Status.PLATFORM_PROBLEM),
        ("invalid", Status.REFUSED),
    ],
)
def test_the_latest_attempt_speaks_while_there_are_no_points(learner, exercise, state, status):
    hand_in(learner, exercise)
    GradingJob.objects.update(state=state)
    assert stands(learner, exercise).status == status


def test_full_points_are_graded(learner, exercise):
    graded(learner, exercise, make_report(10))
    assert stands(learner, exercise).status == Status.GRADED


def test_what_is_left(learner, exercise):
    set_policy(learner.cohort, attempts_allowed=3, cooldown_seconds=60)
    hand_in(learner, exercise)
    found = stands(learner, exercise, NOW + timedelta(seconds=10))
    assert (found.attempts_used, found.attempts_left) == (1, 2)
    assert found.next_attempt_at == NOW + timedelta(seconds=60)


def test_unreleased_points_are_nowhere(learner, exercise):
    set_policy(learner.cohort, reveal_score="by_hand")
    graded(learner, exercise, make_report(10))
    found = stands(learner, exercise)
    assert (found.points, found.questions, found.status, found.latest.points) == (
        None,
        [],
        Status.GRADED,
        None,
    )


def test_the_instructors_list(cohort, learner, exercise, django_assert_max_num_queries):
    graded(learner, exercise)
    other = make_learner(cohort, "bob")
    hand_in(other, exercise, at=NOW + timedelta(seconds=1))
    with django_assert_max_num_queries(2):
        found = list(submissions_of_cohort(cohort=cohort))
        assert [item.job_state for item in found] == ["queued", "graded"]
        assert [hasattr(item, "current_score") for item in found] == [False, True]
    assert [item.enrolment for item in submissions_of_cohort(cohort=cohort, search="BOB")] == [other]
    assert [item.enrolment for item in submissions_of_cohort(cohort=cohort, state="graded")] == [learner]
    assert submissions_of_cohort(cohort=cohort, exercise=exercise).count() == 2


def test_a_platform_problem_does_not_hide_the_points_there_are(learner, exercise):
    graded(learner, exercise, make_report(4))
    later = hand_in(learner, exercise, at=NOW + timedelta(minutes=1), note="b")
    GradingJob.objects.filter(submission=later).update(state="platform_failed")
    found = stands(learner, exercise)
    assert (found.status, found.points, found.attempts_used) == (Status.NEEDS_WORK, 4, 1)

"""Quizzes on the board: released points of visible learners, exercises and quizzes together."""

from __future__ import annotations

from datetime import timedelta

from assay.leaderboard.queries import board
from tests.assay.factories import DUE, NOW, make_learner, make_report
from tests.assay.progress.test_quizzes import cohort, exercise, learner, quiz, sat
from tests.assay.submissions.test_result import graded

__all__ = ["cohort", "exercise", "learner", "quiz"]
LATER = NOW + timedelta(hours=1)


def test_points_of_both_kinds_are_added(cohort, learner, exercise, quiz):
    graded(learner, exercise, make_report(10))
    sat(learner, quiz)
    other = make_learner(cohort)
    graded(other, exercise, make_report(10))

    seen = board(cohort=cohort, viewer_enrolment=learner, at=LATER)

    assert seen.possible == 17
    assert [(row.rank, row.points, row.completed, row.is_me) for row in seen.rows] == [
        (1, 17, 2, True),
        (2, 10, 1, False),
    ]


def test_unreleased_points_do_not_show_not_even_by_the_order(cohort, learner, quiz):
    others = [make_learner(cohort) for _ in range(3)]
    sat(others[1], quiz)
    cohort.policy = {"reveal_score": "after_due"}
    cohort.save()

    rows = board(cohort=cohort, viewer_enrolment=learner, at=LATER).rows

    assert {(row.rank, row.points, row.completed) for row in rows} == {(1, 0, 0)}
    assert [row.name for row in rows] == sorted(row.name for row in rows)
    assert board(cohort=cohort, viewer_enrolment=learner, at=DUE + timedelta(seconds=1)).rows[0].points == 7


def test_who_reached_them_earlier_stands_first(cohort, learner, quiz):
    early = make_learner(cohort)
    sat(learner, quiz, at=NOW - timedelta(minutes=10))
    sat(early, quiz, at=NOW - timedelta(minutes=30))
    rows = board(cohort=cohort, viewer_enrolment=learner, at=LATER).rows
    assert [(row.rank, row.is_me) for row in rows] == [(1, False), (1, True)]


def test_the_number_of_queries_does_not_grow_with_the_people(
    cohort, learner, quiz, django_assert_max_num_queries
):
    for _ in range(6):
        sat(make_learner(cohort), quiz)
    with django_assert_max_num_queries(6):
        board(cohort=cohort, viewer_enrolment=learner, at=LATER)

"""The board: aliases, hidden people, released points only."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assay.cohorts.models import Cohort
from assay.leaderboard.queries import board
from tests.assay.factories import DUE, NOW, make_learner, make_report
from tests.assay.submissions.test_result import graded, set_policy


@pytest.fixture
def others(cohort, exercise):
    """Two more learners, with 9 and 4 points."""
    people = [make_learner(cohort, "bob"), make_learner(cohort, "carol")]
    for person, points in zip(people, (9, 4), strict=True):
        graded(person, exercise, make_report(points))
    return people


def shown(cohort, viewer, at=NOW):
    return board(cohort=cohort, viewer_enrolment=viewer, at=at)


def test_it_works(cohort, learner, others, exercise):
    graded(learner, exercise, make_report(10))

    rows = shown(cohort, learner).rows

    assert [(row.rank, row.points, row.completed, row.is_me) for row in rows] == [
        (1, 10, 1, True),
        (2, 9, 0, False),
        (3, 4, 0, False),
    ]
    assert {row.possible for row in rows} == {10}


def test_the_glyph_says_of_every_item_how_good_it_is_once_that_may_be_seen(cohort, learner, others, exercise):
    set_policy(cohort, reveal_score="after_due")
    before = shown(cohort, learner).rows
    after = shown(cohort, learner, at=DUE + timedelta(seconds=1)).rows

    assert {item["verdict"] for row in before for item in row.items} == {"not_reached"}
    assert [[item["verdict"] for item in row.items] for row in after] == [
        ["partial"],
        ["partial"],
        ["not_reached"],
    ]


def test_nobody_is_named_who_did_not_choose_to_be(cohort, learner, others):
    others[0].shows_real_name = True
    others[0].save()
    assert [row.name for row in shown(cohort, learner).rows] == ["bob", others[1].alias, learner.alias]


def test_a_hidden_person_takes_no_rank(cohort, learner, others):
    others[0].hidden_on_boards = True
    others[0].save()
    first = shown(cohort, learner).rows[0]
    assert (first.rank, first.name) == (1, others[1].alias)
    mine = shown(cohort, others[0])
    assert mine.hidden_me
    assert mine.mine is None


def test_those_who_teach_are_not_on_it_but_see_it(cohort, learner, others, instructor, exercise):
    graded(instructor, exercise, make_report(10))
    seen = shown(cohort, instructor)
    assert len(seen.rows) == 3
    assert seen.mine is None


def test_unreleased_points_do_not_show_not_even_by_the_order(cohort, learner, others):
    set_policy(cohort, reveal_score="after_due")
    assert {(row.rank, row.points, row.completed) for row in shown(cohort, learner).rows} == {(1, 0, 0)}
    assert [row.name for row in shown(cohort, learner).rows] == sorted(
        row.name for row in shown(cohort, learner).rows
    )
    assert shown(cohort, learner, DUE + timedelta(seconds=1)).rows[0].points == 9


def test_it_can_be_off(cohort, learner, others):
    cohort.board = Cohort.Board.OFF
    seen = shown(cohort, learner)
    assert (seen.is_on, seen.rows) == (False, [])


def test_the_number_of_queries_does_not_grow(cohort, learner, others, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        shown(cohort, learner)

"""The board of one exercise: public ranks until everybody has handed in, private ones after, baselines without a rank."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assay.cohorts.models import Cohort
from assay.cohorts.operations import extend
from assay.leaderboard.predictions import metric_board
from assay.leaderboard.shaking import Entrant, places
from tests.assay.factories import CLOSES, NOW, make_instructor, make_learner
from tests.assay.predictions.conftest import hand_in, predictions

AFTER = CLOSES + timedelta(minutes=1)


def seen(learner, exercise, at=NOW):
    return metric_board(cohort=learner.cohort, exercise=exercise, viewer_enrolment=learner, at=at)


def lines(board):
    return [(line.rank, line.name, line.value, line.moved) for line in board.lines]


@pytest.fixture
def three(learner, exercise):
    """Alice is lucky on the public rows; Bob and Carol are equal there, and better on the private ones."""
    bob, carol = (make_learner(learner.cohort) for _ in range(2))
    hand_in(learner, exercise, predictions(private_errors=4))
    for minutes, person in enumerate((bob, carol), start=1):
        content = predictions(public_errors=1, note="x" * minutes)
        hand_in(person, exercise, content, at=NOW + timedelta(minutes=minutes))
    return learner, bob, carol


def test_it_works(three, exercise):
    alice, bob, carol = three

    board = seen(alice, exercise)

    assert (board.is_private, board.mine.rank, board.people) == (False, 1, 3)
    assert lines(board) == [
        (1, alice.alias, 1, 0),
        (2, bob.alias, 0.75, 0),
        (2, carol.alias, 0.75, 0),
        (None, "Last year's model", 0.7, 0),
        (None, "The same for all", 0.5, 0),
    ]


def test_the_private_rows_shake_it_up(three, exercise):
    alice, bob, carol = three

    board = seen(alice, exercise, AFTER)

    assert board.is_private
    assert [line for line in lines(board) if line[0]] == [
        (1, bob.alias, 1, 1),
        (1, carol.alias, 1, 1),
        (3, alice.alias, 0.6667, -2),
    ]
    assert (board.mine.fallen, board.mine.public) == (2, 1)


def test_it_waits_for_the_last_who_may_hand_in(three, exercise):
    alice, bob, _ = three
    bob.hidden_on_boards = True
    bob.save()
    by = make_instructor(alice.cohort).user
    extend(enrolment=bob, until=CLOSES + timedelta(days=2), reason="Ill.", by=by, at=NOW, exercise=exercise)

    assert not seen(alice, exercise, AFTER).is_private
    assert seen(alice, exercise, AFTER + timedelta(days=2)).is_private


def test_hidden_people_take_no_rank(three, exercise):
    alice, bob, carol = three
    alice.hidden_on_boards = True
    alice.save()

    board = seen(alice, exercise)

    assert board.hidden_me
    assert board.mine is None
    assert [line[:2] for line in lines(board) if line[0]] == [(1, bob.alias), (1, carol.alias)]


def test_those_who_teach_are_not_on_it(three, exercise):
    instructor = make_instructor(three[0].cohort)
    hand_in(instructor, exercise, predictions())

    assert seen(instructor, exercise).people == 3


def test_a_cohort_without_boards_has_none(three, exercise, client):
    cohort = three[0].cohort
    Cohort.objects.filter(pk=cohort.pk).update(board=Cohort.Board.OFF)
    cohort.refresh_from_db()

    assert seen(three[0], exercise).lines == []
    client.force_login(three[0].user)
    page = client.get(reverse("leaderboard:predictions", args=[cohort.slug, exercise.slug]))
    assert "no leaderboard" in page.content.decode()


def test_nobody_yet(learner, exercise, client):
    assert [line.rank for line in seen(learner, exercise).lines] == [None, None]
    client.force_login(learner.user)
    page = client.get(reverse("leaderboard:predictions", args=[learner.cohort.slug, exercise.slug]))
    assert "Nobody has handed in yet" in page.content.decode()


values = st.floats(-5, 5).map(lambda value: float(f"{value:.4g}"))


@given(st.lists(st.tuples(values, values), max_size=12), st.booleans())
def test_ranks_follow_values_and_moves_add_up(pairs, greater_is_better):
    entrants = [
        Entrant(enrolment_id=number, name=str(number), public=public, private=private, reached_at=NOW)
        for number, (public, private) in enumerate(pairs)
    ]
    found = places(entrants, greater_is_better=greater_is_better, by_private=True)
    public = {
        place.entrant.enrolment_id: place.rank
        for place in places(entrants, greater_is_better=greater_is_better, by_private=False)
    }
    sign = 1 if greater_is_better else -1
    for place in found:
        better = sum(sign * other.private > sign * place.value for other in entrants)
        assert place.rank == better + 1
        assert public[place.entrant.enrolment_id] - place.moved == place.rank

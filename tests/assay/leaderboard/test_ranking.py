"""Ranks: equal points share one, and whoever reached them earlier stands first."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assay.leaderboard.ranking import Contender, ranked
from tests.assay.factories import NOW


def contender(name: str, points: float, minutes: int | None = 0) -> Contender:
    reached = None if minutes is None else NOW + timedelta(minutes=minutes)
    return Contender(
        enrolment_id=1, name=name, points=Decimal(str(points)), completed=0, items=[], reached_at=reached
    )


def ranks(*contenders: Contender) -> list[tuple[int, str]]:
    return [(rank, one.name) for rank, one in ranked(contenders)]


def test_it_works():
    assert ranks(contender("c", 3), contender("a", 9), contender("b", 5)) == [(1, "a"), (2, "b"), (3, "c")]


def test_equal_points_share_a_rank_and_the_next_is_skipped():
    assert ranks(contender("late", 9, 5), contender("soon", 9, 1), contender("c", 5)) == [
        (1, "soon"),
        (1, "late"),
        (3, "c"),
    ]


def test_nobody_and_those_without_points():
    assert ranks() == []
    assert ranks(contender("b", 0, None), contender("a", 0, None)) == [(1, "a"), (1, "b")]


@given(st.lists(st.integers(min_value=0, max_value=5)))
def test_a_rank_is_one_more_than_the_number_of_those_with_more(points):
    for rank, one in ranked([contender(str(index), value) for index, value in enumerate(points)]):
        assert rank == 1 + sum(value > one.points for value in points)

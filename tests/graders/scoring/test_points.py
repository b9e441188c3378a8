"""From verdicts to points."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.report import Verdict
from graders.scoring import Outcome, part_points, question_verdict, rounded

P, F, E, N = Verdict.PASSED, Verdict.FAILED, Verdict.ERRORED, Verdict.NOT_REACHED
HALF = Verdict.PARTIAL


def outcome(verdict, value=None):
    return Outcome(verdict=verdict, value=None if value is None else Decimal(str(value)))


def test_it_works():
    assert part_points([outcome(P), outcome(P)], Decimal(3)) == 3


@pytest.mark.parametrize("other", [F, E, N])
def test_points_need_every_check(other):
    assert part_points([outcome(P), outcome(other)], Decimal(3)) == 0


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1.5, 1.5), (0, 0), (3, 3), (99, 3), (-1, 0), (None, 0), ("NaN", 0), ("Infinity", 0)],
)
def test_partial_points_stay_within_the_part(value, expected):
    assert part_points([outcome(HALF, value)], Decimal(3)) == Decimal(str(expected))


def test_nothing_tested_earns_nothing():
    assert part_points([], Decimal(3)) == 0


@pytest.mark.parametrize(
    ("points", "expected"), [("0.005", 0.01), ("0.004", 0.0), ("2.675", 2.68), ("1.115", 1.12), ("10", 10.0)]
)
def test_halves_are_rounded_up(points, expected):
    assert rounded(Decimal(points)) == expected


def test_thirds_make_a_whole_when_rounded_once():
    third = Decimal(1) / 3

    assert rounded(third + third + third) == 1.0


@pytest.mark.parametrize(
    ("verdicts", "points", "expected"),
    [
        ([P, P], 2, P),
        ([P, F], 1, HALF),
        ([P, F], 0, F),
        ([F, E], 0, E),
        ([N, N], 0, N),
        ([N, F], 0, F),
        ([HALF], 0.5, HALF),
        ([HALF], 0, F),
        ([Verdict.AWAITING_MARKS], 0, Verdict.AWAITING_MARKS),
    ],
)
def test_a_question_has_one_word(verdicts, points, expected):
    assert question_verdict(verdicts, Decimal(str(points)), Decimal(2)) is expected


verdicts = st.sampled_from([P, F, E, N, HALF])
outcomes = st.lists(st.builds(Outcome, verdict=verdicts, value=st.none() | st.decimals()), max_size=4)


@given(outcomes, st.decimals(0, 100, places=2))
def test_points_are_never_below_zero_nor_above_the_part(outcomes, possible):
    assert 0 <= part_points(outcomes, possible) <= possible

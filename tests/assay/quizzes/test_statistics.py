"""Item analysis: numbers computed by hand, and what must hold for any sheets."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.quizzes.statistics import (
    FEWEST,
    Answer,
    alpha,
    discrimination,
    item_statistics,
    same,
    sheet_statistics,
    slip,
    upper_less_lower,
)


def answer(points: float, said: str = "", *picks: str) -> Answer:
    return Answer(points=points, possible=1, said=said, picks=frozenset(picks))


def sheets_of(*columns: str) -> list[dict[str, Answer]]:
    """Question `a`, `b`, … of each sheet, right (1) or wrong (0), a column of digits per question."""
    return [
        {"abcdefgh"[number]: answer(int(digit)) for number, digit in enumerate(row)}
        for row in zip(*columns, strict=True)
    ]


TEN = sheets_of("1111111000", "1111100000", "1110010000")
MATRIX = np.array([[sheet[name].points for name in "abc"] for sheet in TEN])


def test_difficulty_is_the_mean_share():
    found = item_statistics("a", TEN)
    assert (found.difficulty, found.asked, found.right) == (pytest.approx(0.7), 10, 7)


def test_discrimination_is_the_correlation_with_the_rest():
    rest = MATRIX[:, [1, 2]].sum(axis=1)
    assert discrimination("a", TEN) == pytest.approx(np.corrcoef(MATRIX[:, 0], rest)[0, 1])


def test_alpha_by_its_formula():
    spread = MATRIX.var(axis=0).sum() / MATRIX.sum(axis=1).var()
    assert alpha(MATRIX.tolist()) == pytest.approx(3 / 2 * (1 - spread))


def test_questions_that_always_agree_are_wholly_reliable():
    found = sheet_statistics(sheets_of("1111100000", "1111100000"))
    assert (found.reliability, found.error) == (pytest.approx(1), pytest.approx(0))
    assert (found.mean, found.median, found.deviation) == (1, 1, 1)


def test_the_best_and_the_worst_27_percent():
    sheets = sheets_of("1110000000", "1110100000", "1111000000")
    assert upper_less_lower("a", sheets) == 1.0


def test_those_who_tie_at_the_border_enter_with_their_mean():
    sheets = sheets_of("1100000000", "1111000000", "1111000000")
    assert upper_less_lower("a", sheets) == 0.5
    assert upper_less_lower("a", sheets[::-1]) == 0.5


def test_a_few_sheets_say_nothing_of_discrimination():
    few = TEN[: FEWEST - 1]
    found = item_statistics("a", few)
    assert (found.discrimination, found.upper_less_lower, found.flags) == (None, None, ())
    assert found.difficulty is not None
    assert sheet_statistics(few).reliability is None


def test_no_sheets_at_all():
    found = sheet_statistics([])
    assert (found.sheets, found.mean, found.median, found.reliability, found.error) == (
        0,
        None,
        None,
        None,
        None,
    )
    assert item_statistics("a", []).difficulty is None


@pytest.mark.parametrize(
    ("column", "flag"),
    [("0000000000", "nobody_right"), ("1111111111", "everybody_right"), ("0000011111", "key_doubtful")],
)
def test_what_to_look_at(column, flag):
    sheets = sheets_of(column, "1111100000", "1111100000")
    assert flag in item_statistics("a", sheets).flags


def test_options_with_their_shares_and_one_that_nobody_takes():
    sheets = [{"a": answer(1, "A", "x")}] * 6 + [{"a": answer(0, "B", "y")}] * 4
    found = item_statistics("a", sheets, options=[("x", True), ("y", False), ("z", False)])
    assert [(option.id, option.count, option.share, option.is_dead) for option in found.options] == [
        ("x", 6, 0.6, False),
        ("y", 4, 0.4, False),
        ("z", 0, 0.0, True),
    ]
    assert "dead_option" in found.flags


def test_a_wrong_answer_more_common_than_the_right_one():
    sheets = [{"a": answer(1, "5")}] * 3 + [{"a": answer(0, "4")}] * 7
    found = item_statistics("a", sheets)
    assert [(item.said, item.count) for item in found.frequent_wrong] == [("4", 7)]
    assert "wrong_more_often" in found.flags


def test_equal_numbers_and_equal_words_are_one_answer():
    assert same("0.50") == same("0,5") == same(" 5e-1 ")
    assert same("Mean  Squared Error") == same("mean squared error")
    assert same("nan") == "nan"


def test_empty_answers_are_counted_as_left_out():
    nothing = Answer(points=0, possible=1, is_answered=False)
    found = item_statistics("a", [{"a": nothing}, {"a": answer(0, "x")}])
    assert (found.asked, found.answered, len(found.frequent_wrong)) == (2, 1, 1)


@pytest.mark.parametrize(
    ("given_number", "right", "name"),
    [
        (85.0, 0.85, "percent"),
        (0.0085, 0.85, "share"),
        (-3.0, 3.0, "sign"),
        (0.15, 0.85, "complement"),
        (0.25, 4.0, "inverse"),
        (7.0, 4.0, ""),
        (7.0, 0.0, ""),
    ],
)
def test_usual_slips_of_numbers(given_number, right, name):
    assert slip(given_number, right) == name


POINTS = st.sampled_from([0.0, 0.25, 0.5, 1.0])
ROWS = st.integers(2, 5).flatmap(
    lambda wide: st.lists(st.lists(POINTS, min_size=wide, max_size=wide), min_size=1, max_size=30)
)


@settings(max_examples=50)
@given(ROWS)
def test_what_holds_for_any_sheets(rows):
    sheets = [{str(name): answer(points) for name, points in enumerate(row)} for row in rows]
    whole = sheet_statistics(sheets)
    assert whole.reliability is None or whole.reliability <= 1 + 1e-9
    for name in sheets[0]:
        found = item_statistics(name, sheets)
        assert 0 <= found.difficulty <= 1
        assert found.discrimination is None or -1 - 1e-9 <= found.discrimination <= 1 + 1e-9
        assert found.upper_less_lower is None or -1 <= found.upper_less_lower <= 1
    reversed_order = sheet_statistics(sheets[::-1])
    assert reversed_order.mean == pytest.approx(whole.mean)


def test_with_pools_only_what_all_were_asked_makes_reliability():
    sheets = [{"a": answer(1), "b": answer(1), f"pool-{number % 2}": answer(0)} for number in range(FEWEST)]
    assert sheet_statistics(sheets).common_questions == 2
    assert item_statistics("pool-0", sheets).asked == FEWEST // 2

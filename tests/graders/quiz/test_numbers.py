"""Numbers as learners write them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.quiz import Verdict, mark, parse, solve
from graders.quiz.numbers import NotANumber, read_number
from tests.graders.quiz import texts


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0.85", "0.85"), ("0,85", "0.85"), (".5", "0.5"), ("5.", "5"), ("+3", "3"), ("-3", "-3"), ("−3", "-3"), ("– 3", None),
        (" 12 ", "12"), ("1 234", "1234"), ("1\u202f234\u202f567,5", "1234567.5"), ("1'234.5", "1234.5"), ("1_000_000", "1000000"),
        ("1,234,567", "1234567"), ("1.234.567", "1234567"), ("1,234.5", "1234.5"), ("1.234,5", "1234.5"), ("1.234", "1.234"),
        ("0,123", "0.123"), ("12,34", "12.34"), ("1,2345", "1.2345"),
        ("1.2e-3", "0.0012"), ("1,2E3", "1200"), ("1.2×10^-3", "0.0012"), ("1.2 * 10^3", "1200"), ("3·10²", "300"), ("2*10**4", "20000"),
        ("3/4", "0.75"), ("-1 / 8", "-0.125"), ("85%", "0.85"), ("85 %", "0.85"), ("12,5 %", "0.125"),
    ],
)  # fmt: skip
def test_what_is_understood(typed, value):
    if value is None:
        with pytest.raises(NotANumber):
            read_number(typed)
    else:
        assert read_number(typed).value == Fraction(value)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Write a number."),
        ("abc", "This is not a number. Write it like 0.85"),
        ("1,234", "“1,234” could mean 1.234 or 1234; write one of these."),
        ("1/0", "cannot have 0 below the line"),
        ("1e999", "Powers of ten may go from"),
        ("nan", "not a number"),
        ("inf", "not a number"),
        ("1,2,3", "not a number"),
        ("1.2.3", "not a number"),
        ("--1", "not a number"),
        ("١٢", "not a number"),
        ("0x10", "not a number"),
        ("1e", "not a number"),
        ("9" * 101, "100 characters at most"),
    ],
)
def test_what_is_not(typed, told):
    with pytest.raises(NotANumber, match=told.replace(".", "\\.")):
        read_number(typed)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30) | st.from_regex(r"[-+]?[0-9., '/%eE^*]{0,20}", fullmatch=True))
def test_any_text_is_a_number_or_told(typed):
    try:
        number = read_number(typed)
    except NotANumber as error:
        told = str(error)
    else:
        told = ""
        assert isinstance(number.value, Fraction)
    assert told == told.strip() and told[-1:] in (".", "")


@settings(max_examples=40, deadline=None)
@given(st.decimals(-(10**9), 10**9, places=4))
def test_every_decimal_is_read_as_it_is_written(number):
    assert read_number(f"{number:f}").value == Fraction(number)


def _marked(key, typed):
    question, asked = texts.only(f"- {{id: q, type: numeric, text: t, {key}}}")
    return mark(question, asked, {"answer": typed}).parts[0]


@pytest.mark.parametrize(
    ("key", "right", "wrong"),
    [
        ("answer: 0.3", ["0.3", "0.30", "3/10", "30 %"], ["0.30000001", "0.29"]),
        ("answer: 0.1 + 0.2", ["0.3"], ["0.30000000000000004"]),
        ("answer: 2/3, tolerance: {relative: 0.01}", ["2/3", "0.66", "0.673"], ["0.65", "0.68"]),
        (
            "answer: 3.14159, tolerance: {significant_figures: 3}",
            ["3.14", "3.1416", "3.145"],
            ["3.1", "3.15", "3.13"],
        ),
        ("answer: 0.0012345, tolerance: {significant_figures: 2}", ["0.0012", "1.2e-3"], ["0.001", "0.0013"]),
        ("answer: 9.996, tolerance: {significant_figures: 3}", ["10.0", "10", "9.996"], ["9.9", "10.1"]),
        ("answer: -5, tolerance: {relative: 0.1}", ["-5.5", "-4.5"], ["5", "-5.6"]),
        ("answer: 5, accept: [7, 8 + 1]", ["5", "7", "9"], ["6", "8"]),
        ("answer: 5, unit: km", ["5", "5 km", "5km", "5 KM"], ["6 km"]),
        ("answer: 5, unit: {name: '%', accepts: [per cent]}", ["5", "5 %", "5 per cent"], ["0.05"]),
    ],
)
def test_tolerances_and_units(key, right, wrong):
    assert {typed: _marked(key, typed).verdict for typed in right} == dict.fromkeys(right, Verdict.RIGHT)
    assert {typed: _marked(key, typed).verdict for typed in wrong} == dict.fromkeys(wrong, Verdict.WRONG)


@pytest.mark.parametrize(
    ("typed", "remark"),
    [
        ("0.77", "Within 3 % of the right answer, but outside the tolerance."),
        ("-0.75", "The size is right, the sign is not."),
        ("75", "Off by a factor of 100"),
        ("0.0075", "Off by a factor of 100"),
    ],
)
def test_a_near_miss_is_told(typed, remark):
    assert _marked("answer: 0.75, tolerance: {absolute: 0.01}", typed).remarks[0].startswith(remark)


def test_a_number_rounded_too_far_is_told():
    assert (
        "3 significant figures are asked"
        in _marked("answer: 2/3, tolerance: {significant_figures: 3}", "0.7").remarks[0]
    )


def test_a_common_wrong_answer_has_feedback_of_its_own_and_may_earn_a_share():
    key = "points: 3, answer: 3/4, wrong_answers: [{answer: 1/4, feedback: The other way round., share: 0.5}]"
    question, asked = texts.only(f"- {{id: q, type: numeric, text: t, {key}}}")
    marked = mark(question, asked, {"answer": "0.25"})
    assert (float(marked.points), marked.verdict) == (1.5, "partly")
    assert marked.parts[0].feedback == "The other way round."


def test_a_wider_tolerance_of_a_wrong_answer_tells_who_is_near():
    key = "answer: 1822, wrong_answers: [{answer: 1822, tolerance: {absolute: 2}, feedback: Close., share: 0.5}]"
    assert [_marked(key, typed).share for typed in ("1822", "1824", "1820.5", "1825")] == [1, 0.5, 0.5, 0]


def test_another_unit_is_told_and_is_no_answer():
    question, asked = texts.only("- {id: q, type: numeric, text: t, answer: 5, unit: km}")
    entry = parse(asked, {"q-q": ["5 miles"]})
    assert entry.state == "invalid"
    assert entry.problems["q-q"].endswith("The unit is km.")
    assert mark(question, asked, entry.value).verdict is Verdict.INVALID


@pytest.mark.parametrize("key", ["answer: 1e-30 + 0, tolerance: {relative: 0.1}", "answer: 12345678901234567890",
                                 "answer: 1e80, tolerance: {significant_figures: 3}", "answer: 0, tolerance: {absolute: 1}"])  # fmt: skip
def test_tiny_and_huge_answers_can_be_given(key):
    question, asked = texts.only(f"- {{id: q, type: numeric, text: t, {key}}}")
    assert mark(question, asked, solve(question, asked)).verdict is Verdict.RIGHT

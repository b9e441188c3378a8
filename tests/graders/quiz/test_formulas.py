"""The arithmetic of formulas: exact, small, and nothing of it is executed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.quiz.formulas import FormulaError, evaluate, number
from graders.quiz.templates import filled

VALUES: dict[str, Fraction | str | bool] = {"tp": Fraction(3), "fn": Fraction(1), "word": "recall"}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("0.1 + 0.2", Fraction(3, 10)),
        ("tp / (tp + fn)", Fraction(3, 4)),
        ("2 ** 10 - 7 // 2 % 2", 1023),
        ("-tp ** 2", -9),
        ("sqrt(16) + abs(-2)", 6),
        ("round(2 / 3, 2)", Fraction(67, 100)),
        ("min(tp, fn) + max(1, 2, 3) + sum(1, 2)", 7),
        ("floor(2.5) + ceil(2.5) + factorial(3) + comb(4, 2)", 17),
        ("1 if tp > fn and not fn > tp else 0", 1),
        ("tp if word == 'recall' else fn", 3),
        ("1 < 2 < 3", True),
        ("4 ** 0.5", 2),
        ("2 ** -1", Fraction(1, 2)),
        ("1e3", 1000),
    ],
)
def test_what_it_calculates(formula, value):
    assert evaluate(formula, VALUES) == value


@pytest.mark.parametrize(
    "formula",
    [
        "9**9**9", "10**200", "(10**99) ** 2", "factorial(1000)", "comb(10**9, 5)", "exp(1000)", "1/0", "1 % 0", "log(0)", "log(-1)",
        "(-1) ** 0.5", "0 ** -1", "word + 1", "tp < word", "sqrt(word)", "round(1, 1.5)", "min()", "sqrt()", "sqrt(1, 2)", "unknown", "1e400", "1e-400 / 0",
    ],
)  # fmt: skip
def test_what_has_no_value(formula):
    with pytest.raises(FormulaError):
        evaluate(formula, VALUES)


@pytest.mark.parametrize(
    "formula",
    [
        "__import__('os').system('id')", "().__class__", "tp.real", "[1, 2]", "{1: 2}", "lambda: 1", "tp[0]", "f'{tp}'", "(x := 1)", "x = 1",
        "1; 2", "1\n2", ")(", "open('x')", "sum([i for i in (1,)])", "max(*tp)", "min(key=1)", "sqrt", "(yield)", "await x", "...", "None", "1j",
        "b'x'", "tp is fn", "tp in fn", "~tp", "1 << 2", "", " ", "#", "1 +", "(" * 300, "-" * 400 + "1", "1+" * 240 + "1", "x" * 501, "-" * 150 + "1", "(" + "-" * 150 + "tp).real",
    ],
)  # fmt: skip
def test_what_is_no_formula(formula):
    with pytest.raises(FormulaError):
        number(formula, VALUES)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789.+-*/%()<>=!, tpfnsqrtexlog'\"[]{}_", max_size=40))
def test_any_text_has_a_value_or_is_told(formula):
    try:
        evaluate(formula, VALUES)
    except FormulaError as error:
        assert str(error)  # noqa: PT017


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{tp}} of {{tp + fn}}", "3 of 4"),
        ("{{ tp / (tp + fn) :.1f}}", "0.8"),
        ("{{0.125:.2f}} and {{-0.125:.2f}}", "0.13 and -0.13"),
        ("{{tp / 4:.0%}}", "75%"),
        ("{{1234567:,.0f}}", "1,234,567"),
        ("{{1/3}}", "0.3333333333"),
        ("{{word}}", "recall"),
        ("{{tp ** 30}} {{1 / 10 ** 9}}", "205891132094649 1e-9"),
        ("$x^{2}$ {a} {{{tp}}}", "$x^{2}$ {a} {3}"),
        ("{{tp * 0}}", "0"),
        ("{{100}}", "100"),
    ],
)
def test_variables_in_texts(text, shown):
    assert filled(text, VALUES) == shown


def test_without_variables_a_text_stays_as_it_is():
    assert filled("{{tp}} x^{{10}}", {}) == "{{tp}} x^{{10}}"

"""Texts with variables in them: `{{tp}}`, `{{tp / (tp + fn):.2f}}`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from graders.quiz.formulas import FormulaError, Value, evaluate, names

_TEMPLATE = re.compile(r"\{\{([^{}]{1,500})\}\}")
_FORMAT = re.compile(r"\+?,?(\.\d{1,2})?[fe%]")
_SHOWN_DIGITS = 10


def templates(text: str) -> Iterator[tuple[str, str]]:
    """Formula and format of each `{{…}}` in `text`."""
    for match in _TEMPLATE.finditer(text):
        yield _split(match[1])


def _split(inside: str) -> tuple[str, str]:
    formula, _, form = inside.partition(":")
    return formula.strip(), form.strip()


def template_names(text: str) -> frozenset[str]:
    """The variables that `text` reads. Raises FormulaError with the `{{…}}` that is wrong."""
    found: set[str] = set()
    for formula, form in templates(text):
        try:
            found |= names(formula)
        except FormulaError as error:
            raise FormulaError(f"`{{{{{formula}}}}}`: {error}") from None
        if form and not _FORMAT.fullmatch(form):
            raise FormulaError(f"`{form}` is not a format; write for example `.2f`, `,.0f`, `.3e` or `.1%`")
    return frozenset(found)


def filled(text: str, values: Mapping[str, Value]) -> str:
    """`text` with its variables put in. Raises FormulaError."""
    if not values:
        return text
    return _TEMPLATE.sub(lambda match: _shown(*_split(match[1]), values), text)


def _shown(formula: str, form: str, values: Mapping[str, Value]) -> str:
    value = evaluate(formula, values)
    if isinstance(value, str | bool):
        return str(value)
    return formatted(value, form) if form else shown(value)


def formatted(number: Fraction, form: str) -> str:
    """`number` in a format such as `.2f`, halves rounded away from zero."""
    with localcontext() as context:
        context.prec = 60
        context.rounding = ROUND_HALF_UP
        return format(Decimal(number.numerator) / number.denominator, form)


def shown(number: Fraction) -> str:
    """`number` as a person would write it, with ten significant digits at most."""
    with localcontext() as context:
        context.rounding = ROUND_HALF_UP
        context.prec = 120 if number.denominator == 1 else _SHOWN_DIGITS
        decimal = +(Decimal(number.numerator) / number.denominator)
    if decimal and not -6 < decimal.adjusted() < 16:
        return f"{decimal.normalize():e}"
    text = format(decimal, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text

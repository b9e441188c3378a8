"""The key of a number: the answer as a formula, how exact it must be, its unit, and wrong answers that are common."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator

from graders.quiz.asked import Part
from graders.quiz.fields import FilledText, Formula, Formulas, Model, Number, SeveralWords, Whole, Words
from graders.quiz.formulas import FormulaError, Value, number
from graders.quiz.judging import Judged
from graders.quiz.model import Complain
from graders.quiz.numbers import NotANumber, read_number
from graders.quiz.numbers import Number as Typed
from graders.quiz.templates import filled, shown

NEAR = Fraction(3, 100)
_MAX_FIGURES = 12


class Tolerance(Model):
    """How far from the answer is still right; one of three."""

    absolute: Number | None = None
    """Right when |given - answer| is at most this."""
    relative: Number | None = None
    """Right when |given - answer| is at most this share of |answer|: 0.01 is one per cent."""
    significant_figures: Whole | None = None
    """Right when the given number agrees with the answer to so many significant figures."""

    def margin(self, answer: Fraction) -> Fraction:
        """How far from `answer` is still right.

        n significant figures: half a unit of the answer's n-th digit, which is how far rounding to n figures may lead
        (N. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 1.2).
        """
        if self.absolute is not None:
            return Fraction(self.absolute)
        if self.relative is not None:
            return Fraction(self.relative) * abs(answer)
        if not self.significant_figures or not answer:
            return Fraction(0)
        return Fraction(10) ** (magnitude(answer) - self.significant_figures + 1) / 2


def magnitude(value: Fraction) -> int:
    """The power of ten of the first digit: 0.05 has -2."""
    guess = len(str(abs(value.numerator))) - len(str(value.denominator))
    return guess if Fraction(10) ** guess <= abs(value) else guess - 1


class Unit(Model):
    """What stands behind the number. A learner may leave it out, or write it in any of these spellings."""

    name: Words
    accepts: SeveralWords = ()
    """Other spellings."""


def _unit(value: Any) -> Any:
    return value if isinstance(value, dict) else {"name": value}


class WrongNumber(Model):
    """A wrong answer that learners give, with what to tell them."""

    answer: Formula
    feedback: FilledText
    share: Number = Decimal(0)
    """What it earns all the same, from 0 to 1."""
    tolerance: Tolerance | None = None
    """By default that of the right answer; a wider one tells who is near."""


class NumberKey(Model):
    """What a number must be."""

    answer: Formula
    """A number, or a formula over the variables."""
    accept: Formulas = ()
    """Other numbers that are right as well, with the same tolerance."""
    tolerance: Tolerance | None = None
    """Without it the answer must be exact."""
    unit: Annotated[Unit | None, BeforeValidator(_unit, json_schema_input_type=Unit | Words)] = None
    wrong_answers: tuple[WrongNumber, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """All spellings of the unit."""
        return (self.unit.name, *self.unit.accepts) if self.unit else ()

    def margin(self, answer: Fraction) -> Fraction:
        """How far from `answer` is still right."""
        return self.tolerance.margin(answer) if self.tolerance else Fraction(0)


def key_problems(key: NumberKey, complain: Complain) -> None:
    """Tell of tolerances, shares and units that make no sense."""
    if key.tolerance:
        _tolerance_problems(key.tolerance, complain)
    for index, wrong in enumerate(key.wrong_answers):
        place = ("wrong_answers", index)
        if not 0 <= wrong.share < 1:
            complain((*place, "share"), "`share` of a wrong answer must be from 0 to below 1.")
        if wrong.tolerance:
            _tolerance_problems(
                wrong.tolerance,
                lambda path, said, place=place: complain((*place, *path), said),  # type: ignore[misc]
            )
    for spelling in key.spellings:
        if any(character.isdigit() for character in spelling[:1]):
            complain(
                ("unit",), f"The unit “{spelling}” begins with a digit and could not be told from the number."
            )


def _tolerance_problems(tolerance: Tolerance, complain: Complain) -> None:
    given = {name: value for name, value in tolerance if value is not None}
    if len(given) != 1:
        complain(("tolerance",), "`tolerance` must be one of absolute, relative and significant_figures.")
    for name, value in given.items():
        if name == "significant_figures" and not 1 <= value <= _MAX_FIGURES:
            complain(("tolerance", name), f"`significant_figures` must be from 1 to {_MAX_FIGURES}.")
        elif name != "significant_figures" and value <= 0:
            complain(
                ("tolerance", name),
                f"`{name}` must be above 0; leave `tolerance` out where the answer must be exact.",
            )
        elif name == "relative" and value >= 1:
            complain(("tolerance", name), "`relative` must be below 1: 0.01 is one per cent.")


def value_problem(key: NumberKey, values: Mapping[str, Value]) -> str:
    """What is wrong with the key for these values of the variables; "" for nothing."""
    answer = number(key.answer, values)
    if not key.margin(answer) and not _is_writable(answer):
        return f"the answer {shown(answer)}… cannot be written exactly; give a `tolerance`"
    if key.tolerance and key.tolerance.relative is not None and not answer:
        return "the answer is 0, and no share of 0 is a margin; give an `absolute` tolerance"
    accepted = [answer, *(number(formula, values) for formula in key.accept)]
    for wrong in key.wrong_answers:
        value = number(wrong.answer, values)
        own = wrong.tolerance.margin(value) if wrong.tolerance else Fraction(0)
        if any(abs(value - right) + own <= key.margin(right) for right in accepted):
            return f"the wrong answer `{wrong.answer}` is as good as the right one ({shown(answer)})"
    return ""


def _is_writable(value: Fraction) -> bool:
    rest = value.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    return rest == 1 and value.denominator < 10**12


def typed_number(part: Part, typed: str) -> Typed:
    """The number in what was typed, without the unit. Raises NotANumber."""
    text = typed.strip()
    for spelling in sorted(part.spellings, key=len, reverse=True):
        if text.casefold().endswith(spelling.casefold()) and len(text) > len(spelling):
            return read_number(text[: -len(spelling)])
    try:
        return read_number(text)
    except NotANumber as error:
        raise NotANumber(f"{error} The unit is {part.unit}." if part.unit else str(error)) from None


def judge(key: NumberKey, part: Part, typed: str, values: Mapping[str, Value]) -> Judged | None:
    """How good the typed number is; None where it is none."""
    try:
        given = typed_number(part, typed)
    except NotANumber:
        return None
    answer = number(key.answer, values)
    accepted = [answer, *(number(formula, values) for formula in key.accept)]
    if any(abs(given.value - value) <= key.margin(value) for value in accepted):
        return Judged(share=Fraction(1))
    for wrong in key.wrong_answers:
        value = number(wrong.answer, values)
        margin = wrong.tolerance.margin(value) if wrong.tolerance else key.margin(value)
        if abs(given.value - value) <= margin:
            return Judged(share=Fraction(wrong.share), feedback=filled(wrong.feedback, values))
    return Judged(share=Fraction(0), remarks=_remarks(key, given, answer))


def _remarks(key: NumberKey, given: Typed, answer: Fraction) -> tuple[str, ...]:
    margin = key.margin(answer)
    figures = key.tolerance.significant_figures if key.tolerance else None
    if figures and given.digits and given.digits < figures and _agrees(given, answer):
        return (f"Rounded too far: {figures} significant figures are asked.",)
    if answer and abs(given.value - answer) <= NEAR * abs(answer):
        return ("Within 3 % of the right answer, but outside the tolerance.",)
    if answer and abs(given.value + answer) <= margin:
        return ("The size is right, the sign is not.",)
    for factor in (Fraction(100), Fraction(1, 100)):
        if answer and abs(given.value * factor - answer) <= margin:
            return ("Off by a factor of 100: per cent and fraction are mixed up.",)
    return ()


def _agrees(given: Typed, answer: Fraction) -> bool:
    assert given.digits
    unit = Fraction(10) ** (magnitude(answer) - given.digits + 1)
    return bool(answer) and abs(given.value - answer) <= unit / 2


def solution(key: NumberKey, values: Mapping[str, Value]) -> str:
    """The right answer as a learner could type it, exact enough for the tolerance."""
    answer = number(key.answer, values)
    margin = key.margin(answer)
    if not margin:
        return _exactly(answer)
    places = max(0, 1 - magnitude(margin))
    return _trimmed(f"{Decimal(answer.numerator) / answer.denominator:.{min(places, 60)}f}")


def _exactly(answer: Fraction) -> str:
    if not _is_writable(answer):
        raise FormulaError(f"the answer {shown(answer)}… cannot be written exactly")
    return _trimmed(f"{Decimal(answer.numerator) / answer.denominator:f}")


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def readable(key: NumberKey, values: Mapping[str, Value]) -> str:
    """The right answer as it is shown, with its unit."""
    text = solution(key, values)
    return f"{text} {key.unit.name}" if key.unit else text

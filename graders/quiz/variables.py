"""The variables of a question: ranges, choices, formulas; drawn until every requirement holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, Field, Tag

from graders.quiz.fields import Formula, Model, Number, Words
from graders.quiz.formulas import FormulaError, Value, evaluate, names

MAX_STEPS = 1_000_000
_DRAWS = 1000

Drawn = int | float | str


class Range(Model):
    """A number from `from` to `to`, both included, in steps of `step`."""

    start: Number = Field(alias="from")
    to: Number
    step: Number = Decimal(1)

    @property
    def steps(self) -> int:
        """How many steps fit between `from` and `to`."""
        return int((self.to - self.start) / self.step)


class Choice(Model):
    """One of several numbers or texts."""

    choice: Annotated[tuple[Words, ...], Field(min_length=1, max_length=1000)]


class Derived(Model):
    """What a formula over the other variables gives."""

    formula: Formula


def _shorthand(value: Any) -> Any:
    return value if isinstance(value, dict | Model) else {"formula": value}


def _sort(value: Any) -> str:
    if isinstance(value, dict):
        return next((key for key in ("choice", "formula") if key in value), "range")
    if isinstance(value, Choice | Derived):
        return "choice" if isinstance(value, Choice) else "formula"
    return "range"


Variable = Annotated[
    Annotated[Range, Tag("range")] | Annotated[Choice, Tag("choice")] | Annotated[Derived, Tag("formula")],
    Discriminator(_sort),
    BeforeValidator(_shorthand, json_schema_input_type=Range | Choice | Derived | Formula),
]


def random_for(seed: int, question_id: str, what: str) -> Random:
    """The source of chance for one choice; no other choice shares it."""
    return Random(hashlib.sha256(f"{seed}:{question_id}:{what}".encode()).digest())  # noqa: S311 not a secret


def ordered(variables: Mapping[str, Variable]) -> tuple[str, ...]:
    """The derived variables, each after those it reads. Raises FormulaError where they read each other."""
    order: list[str] = []
    waiting = {
        name: names(one.formula) & variables.keys()
        for name, one in variables.items()
        if isinstance(one, Derived)
    }
    while waiting:
        ready = [name for name, read in waiting.items() if not read & waiting.keys()]
        if not ready:
            raise FormulaError(f"the variables {', '.join(sorted(waiting))} are defined by each other")
        for name in ready:
            order.append(name)
            del waiting[name]
    return tuple(order)


def draw_variables(
    variables: Mapping[str, Variable], require: tuple[str, ...], *, seed: int, question_id: str
) -> dict[str, Drawn]:
    """Values of the variables that are drawn (derived ones follow from them).

    A draw that breaks a requirement, or for which a derived variable has no value, is drawn again. Raises FormulaError
    when a thousand draws in a row are of no use.
    """
    for attempt in range(_DRAWS):
        drawn = {
            name: _drawn(one, random_for(seed, question_id, f"variable:{name}:{attempt}"))
            for name, one in variables.items()
            if not isinstance(one, Derived)
        }
        if _holds(variables, require, drawn):
            return drawn
    if not require:
        all_values(variables, drawn)
    raise FormulaError(f"{_DRAWS} draws in a row broke `require`; widen the ranges")


def _drawn(one: Range | Choice, chance: Random) -> Drawn:
    if isinstance(one, Choice):
        return _as_drawn(one.choice[chance.randrange(len(one.choice))])
    value = one.start + one.step * chance.randrange(one.steps + 1)
    return _as_drawn(str(value))


def _as_drawn(text: str) -> Drawn:
    """A number where `text` is one; JSON keeps it exactly (a float's shortest form is the decimal it stands for)."""
    try:
        number = Decimal(text)
    except ArithmeticError:
        return text
    if not number.is_finite():
        return text
    return int(number) if number == number.to_integral_value() else float(number)


def _holds(variables: Mapping[str, Variable], require: tuple[str, ...], drawn: Mapping[str, Drawn]) -> bool:
    try:
        values = all_values(variables, drawn)
        return all(evaluate(condition, values) for condition in require)
    except FormulaError:
        return False


def all_values(variables: Mapping[str, Variable], drawn: Mapping[str, Drawn]) -> dict[str, Value]:
    """Every variable's value, exact. Raises FormulaError."""
    values: dict[str, Value] = {name: _exact(value) for name, value in drawn.items()}
    for name in ordered(variables):
        derived = variables[name]
        assert isinstance(derived, Derived)
        try:
            values[name] = evaluate(derived.formula, values)
        except FormulaError as error:
            raise FormulaError(f"the variable `{name}`: {error}") from None
    return values


def _exact(value: Drawn) -> Value:
    return value if isinstance(value, str) else Fraction(str(value))


def range_problems(variables: Mapping[str, Variable]) -> Iterator[tuple[str, str]]:
    """Names of ranges that cannot be drawn from, with what is wrong."""
    for name, one in variables.items():
        if not isinstance(one, Range):
            continue
        if one.step <= 0:
            yield name, "`step` must be above 0."
        elif one.to < one.start:
            yield name, f"`from` ({one.start}) is above `to` ({one.to})."
        elif one.steps > MAX_STEPS:
            yield name, f"This range has more than {MAX_STEPS} values; take a larger `step`."
        elif (one.to - one.start) % one.step:
            yield name, f"Steps of {one.step} from {one.start} never reach {one.to}."

"""Blanks inside a text or a table: a number, a text or a choice each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from graders.quiz import number_key, text_key
from graders.quiz.asked import Answer, Part, PartKind
from graders.quiz.fields import FilledTexts, Model, Number, Text, Words
from graders.quiz.formulas import Value
from graders.quiz.judging import Judged, Outcome, given_text, marked_part
from graders.quiz.marked import MarkedPart
from graders.quiz.model import Complain
from graders.quiz.number_key import NumberKey
from graders.quiz.options import (
    Options,
    by_shown_id,
    equal_options,
    option_problems,
    right_ids,
    shown_options,
)
from graders.quiz.text_key import TextKey
from graders.quiz.variant import Variant

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)


class _Weighed(Model):
    weight: Number = Decimal(1)
    """How much the blank counts against the others."""
    label: Text = ""
    """What the blank is called for who cannot see its place."""


class NumberBlank(NumberKey, _Weighed):
    """A number to type."""

    type: Literal["number"] = "number"


class TextBlank(TextKey, _Weighed):
    """A word to type."""

    type: Literal["text"]


class ChoiceBlank(_Weighed):
    """An option to choose."""

    type: Literal["choice"] = "choice"
    options: Options
    answer: Words | None = None
    """Id or text of the right option; or mark it with `correct: true`."""

    @property
    def chosen(self) -> tuple[str, ...]:
        """What `answer` names."""
        return (self.answer,) if self.answer else ()


def _blank(value: Any) -> Any:
    if isinstance(value, dict | Model):
        return value
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return {"type": "number", "answer": value}
    return {"type": "text", "answer": value}


def _sort(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("type") or ("choice" if "options" in value else "number"))
    return str(getattr(value, "type", ""))


Blank = Annotated[
    Annotated[NumberBlank, Tag("number")]
    | Annotated[TextBlank, Tag("text")]
    | Annotated[ChoiceBlank, Tag("choice")],
    Discriminator(_sort),
]
"""A mapping; `type` is `number`, or `choice` where there are `options`, unless it says otherwise."""
ShortBlank = Annotated[Blank, BeforeValidator(_blank, json_schema_input_type=Blank | FilledTexts)]
"""A mapping as above, or just a number, a text or several texts."""
Blanks = Annotated[dict[str, ShortBlank], Field(min_length=1, max_length=40)]


def blank_problems(blank: Blank, complain: Complain) -> None:
    """Tell what is wrong whatever the variables."""
    if blank.weight <= 0:
        complain(("weight",), "`weight` must be above 0.")
    if isinstance(blank, NumberBlank):
        number_key.key_problems(blank, complain)
    elif isinstance(blank, TextBlank):
        text_key.key_problems(blank, complain)
    else:
        option_problems(blank.options, blank.chosen, complain)
        if len(right_ids(blank.options, blank.chosen)) > 1:
            complain(("options",), "More than one option of this blank is right.")


def variant_problem(blank: Blank, values: Mapping[str, Value]) -> str:
    """What is wrong for these values of the variables."""
    if isinstance(blank, NumberBlank):
        return number_key.value_problem(blank, values)
    return equal_options(blank.options, values) if isinstance(blank, ChoiceBlank) else ""


def part_of(blank: Blank, variant: Variant, part_id: str, *, label: str, token: str = "") -> Part:
    """The blank as it is met."""
    label = variant.fill(blank.label) or label
    if isinstance(blank, ChoiceBlank):
        options = shown_options(blank.options, variant, part_id)
        return variant.part(part_id, PartKind.ONE_OF, options=options, label=label, token=token)
    if isinstance(blank, TextBlank):
        return variant.part(part_id, PartKind.TEXT, label=label, token=token)
    unit = blank.unit.name if blank.unit else ""
    return variant.part(
        part_id, PartKind.NUMBER, label=label, token=token, unit=unit, spellings=blank.spellings
    )


def _judged(blank: Blank, variant: Variant, part: Part, given: str) -> Judged | None:
    if not given:
        return None
    if isinstance(blank, NumberBlank):
        return number_key.judge(blank, part, given, variant.values)
    if isinstance(blank, TextBlank):
        return text_key.judge(blank, given, variant.values)
    option_id, option = by_shown_id(blank.options, variant, part.id).get(given, ("", None))
    return Judged(
        share=Fraction(option_id in right_ids(blank.options, blank.chosen)),
        feedback=variant.fill(option.feedback) if option else "",
    )


def _right(blank: Blank, variant: Variant) -> str:
    if isinstance(blank, NumberBlank):
        return number_key.readable(blank, variant.values)
    if isinstance(blank, TextBlank):
        return variant.fill(blank.answer[0])
    right = right_ids(blank.options, blank.chosen)
    known = by_shown_id(blank.options, variant, "")
    return next(variant.fill(option.text) for option_id, option in known.values() if option_id in right)


def _marked(blank: Blank, variant: Variant, part: Part, given: str) -> tuple[MarkedPart, Fraction]:
    judged = _judged(blank, variant, part, given)
    texts = {option.id: option.text for option in part.options}
    marked = marked_part(part, judged, given=texts.get(given, given), right=_right(blank, variant))
    return marked, judged.share if judged else Fraction(0)


def mark_blanks(
    blanks: Mapping[str, Blank], variant: Variant, parts: tuple[Part, ...], answer: Answer
) -> Outcome:
    """Each blank earns its own share, by weight. A blank that the learner never saw does not count."""
    marked = [
        (blanks[part.id], *_marked(blanks[part.id], variant, part, given_text(answer.get(part.id))))
        for part in parts
        if part.id in blanks
    ]
    whole = sum((Fraction(blank.weight) for blank, _, _ in marked), Fraction(0))
    earned = sum((Fraction(blank.weight) * share for blank, _, share in marked), Fraction(0))
    return Outcome(share=earned / whole if whole else Fraction(0), parts=tuple(part for _, part, _ in marked))


def solve_blanks(blanks: Mapping[str, Blank], variant: Variant) -> Answer:
    """The full-marks answers."""
    return {part_id: _solved(blank, variant, part_id) for part_id, blank in blanks.items()}


def _solved(blank: Blank, variant: Variant, part_id: str) -> str:
    if isinstance(blank, NumberBlank):
        return number_key.solution(blank, variant.values)
    if isinstance(blank, TextBlank):
        return variant.fill(blank.answer[0])
    (right,) = right_ids(blank.options, blank.chosen)
    return variant.opaque(f"{part_id}:{right}")

"""`multiple`: several right options, with four ways to count.

With R right and W wrong options, of which r and w were chosen (names and formulas as in the documentation of
PrairieLearn's `pl-checkbox` element, where they are called none, EDC, PC and COV):

- `all_or_nothing`: 1 when r = R and w = 0, else 0
- `each_correct`: (r + W - w) / (R + W), every decision counts
- `right_minus_wrong`: (r - w) / R, at least 0
- `coverage`: r / R * r / (r + w), how much was found times how much of the chosen is right
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from graders.quiz.asked import Answer, Asked, PartKind
from graders.quiz.formulas import Value
from graders.quiz.judging import Judged, Outcome, marked_part
from graders.quiz.model import Complain
from graders.quiz.model import Question as AnyQuestion
from graders.quiz.options import (
    Chosen,
    Options,
    equal_options,
    marked_options,
    option_problems,
    right_ids,
    shown_options,
)
from graders.quiz.shape import Shape
from graders.quiz.variant import WHOLE, Variant

Scoring = Literal["all_or_nothing", "each_correct", "right_minus_wrong", "coverage"]


class Question(AnyQuestion):
    """Choose all right options."""

    type: Literal["multiple"]
    options: Options
    answer: Chosen = ()
    """Ids or texts of the right options; or mark them with `correct: true`."""
    scoring: Scoring = "each_correct"

    @property
    def right(self) -> frozenset[str]:
        """Ids of the right options."""
        return right_ids(self.options, self.answer)


def problems(question: Question, complain: Complain) -> None:
    """Tell what is wrong whatever the variables."""
    option_problems(question.options, question.answer, complain)


def variant_problem(question: Question, values: Mapping[str, Value]) -> str:
    """What is wrong for these values of the variables."""
    return equal_options(question.options, values)


def shape(question: Question, variant: Variant) -> Shape:
    """What the learner sees and answers."""
    options = shown_options(question.options, variant, WHOLE)
    return Shape(parts=(variant.part(WHOLE, PartKind.SOME_OF, options=options),))


def share(scoring: Scoring, *, right: int, wrong: int, of_right: int, of_wrong: int) -> Fraction:
    """The share earned when `right` of `of_right` right and `wrong` of `of_wrong` wrong options were chosen."""
    if scoring == "all_or_nothing":
        return Fraction(right == of_right and not wrong)
    if scoring == "each_correct":
        return Fraction(right + of_wrong - wrong, of_right + of_wrong)
    if scoring == "right_minus_wrong":
        return Fraction(max(0, right - wrong), of_right)
    return Fraction(right, of_right) * Fraction(right, right + wrong) if right else Fraction(0)


def mark(question: Question, variant: Variant, asked: Asked, answer: Answer) -> Outcome:
    """By the question's scoring rule; who chooses nothing earns nothing."""
    part = asked.parts[0]
    given = answer.get(WHOLE, [])
    options = marked_options(question.options, question.right, variant, part, given)
    chosen = [option for option in options if option.chosen]
    earned = share(
        question.scoring,
        right=sum(option.right for option in chosen),
        wrong=sum(not option.right for option in chosen),
        of_right=max(1, sum(option.right for option in options)),
        of_wrong=sum(not option.right for option in options),
    )
    judged = Judged(share=earned) if chosen else None
    marked = marked_part(
        part,
        judged,
        given="; ".join(option.text for option in chosen),
        right="; ".join(option.text for option in options if option.right),
        options=options,
    )
    return Outcome(share=earned if chosen else Fraction(0), parts=(marked,))


def solve(question: Question, variant: Variant, asked: Asked) -> Answer:
    """The full-marks answer."""
    return {WHOLE: [variant.opaque(f"{WHOLE}:{right}") for right in sorted(question.right)]}

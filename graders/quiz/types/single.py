"""`single`: one right option among several."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from graders.quiz.asked import Answer, Asked, PartKind
from graders.quiz.formulas import Value
from graders.quiz.judging import Judged, Outcome, given_text, marked_part
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


class Question(AnyQuestion):
    """Choose the one right option."""

    type: Literal["single"]
    options: Options
    answer: Chosen = ()
    """Id or text of the right option, or of several where each of them is right; or mark one with `correct: true`."""

    @property
    def right(self) -> frozenset[str]:
        """Ids of the options of which each is right."""
        return right_ids(self.options, self.answer)


def problems(question: Question, complain: Complain) -> None:
    """Tell what is wrong whatever the variables."""
    option_problems(question.options, question.answer, complain)
    if len(question.right) > 1 and not question.answer:
        complain(
            ("options",),
            "More than one option is marked `correct`; make the type `multiple`, or name them in `answer` where one of them suffices.",
        )
    elif len(question.right) == len(question.options):
        complain(("options",), "Every option is right.")


def variant_problem(question: Question, values: Mapping[str, Value]) -> str:
    """What is wrong for these values of the variables."""
    return equal_options(question.options, values)


def shape(question: Question, variant: Variant) -> Shape:
    """What the learner sees and answers."""
    options = shown_options(question.options, variant, WHOLE)
    return Shape(parts=(variant.part(WHOLE, PartKind.ONE_OF, options=options),))


def mark(question: Question, variant: Variant, asked: Asked, answer: Answer) -> Outcome:
    """All or nothing."""
    part = asked.parts[0]
    given = given_text(answer.get(WHOLE))
    options = marked_options(question.options, question.right, variant, part, [given])
    chosen = next((option for option in options if option.chosen), None)
    judged = Judged(share=Fraction(chosen.right), feedback=chosen.feedback) if chosen else None
    marked = marked_part(
        part,
        judged,
        given=chosen.text if chosen else "",
        right="; ".join(option.text for option in options if option.right),
        options=options,
    )
    return Outcome(share=Fraction(bool(chosen and chosen.right)), parts=(marked,))


def solve(question: Question, variant: Variant, asked: Asked) -> Answer:
    """The full-marks answer."""
    return {WHOLE: variant.opaque(f"{WHOLE}:{min(question.right)}")}

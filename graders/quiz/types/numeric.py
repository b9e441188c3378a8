"""`numeric`: a number, calculated from the variables, with a tolerance and perhaps a unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from graders.quiz import number_key
from graders.quiz.asked import Answer, Asked, PartKind
from graders.quiz.formulas import Value
from graders.quiz.judging import Outcome, given_text, marked_part, mean_outcome
from graders.quiz.model import Complain
from graders.quiz.model import Question as AnyQuestion
from graders.quiz.number_key import NumberKey
from graders.quiz.shape import Shape
from graders.quiz.variant import WHOLE, Variant


class Question(AnyQuestion, NumberKey):
    """Type a number."""

    type: Literal["numeric"]


def problems(question: Question, complain: Complain) -> None:
    """Tell what is wrong whatever the variables."""
    number_key.key_problems(question, complain)


def variant_problem(question: Question, values: Mapping[str, Value]) -> str:
    """What is wrong for these values of the variables."""
    return number_key.value_problem(question, values)


def shape(question: Question, variant: Variant) -> Shape:
    """What the learner sees and answers."""
    unit = question.unit.name if question.unit else ""
    part = variant.part(WHOLE, PartKind.NUMBER, unit=unit, spellings=question.spellings)
    return Shape(parts=(part,))


def mark(question: Question, variant: Variant, asked: Asked, answer: Answer) -> Outcome:
    """Right within the tolerance; a common wrong answer may earn a share."""
    part = asked.parts[0]
    given = given_text(answer.get(WHOLE))
    judged = number_key.judge(question, part, given, variant.values) if given else None
    right = number_key.readable(question, variant.values)
    return mean_outcome([marked_part(part, judged, given=given, right=right)], [judged])


def solve(question: Question, variant: Variant, asked: Asked) -> Answer:
    """The full-marks answer."""
    return {WHOLE: number_key.solution(question, variant.values)}

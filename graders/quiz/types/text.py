"""`text`: a word or a short phrase, compared with accepted answers or a pattern."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from graders.quiz import text_key
from graders.quiz.asked import Answer, Asked, PartKind
from graders.quiz.formulas import Value
from graders.quiz.judging import Outcome, given_text, marked_part, mean_outcome
from graders.quiz.model import Complain
from graders.quiz.model import Question as AnyQuestion
from graders.quiz.shape import Shape
from graders.quiz.text_key import TextKey
from graders.quiz.variant import WHOLE, Variant


class Question(AnyQuestion, TextKey):
    """Type a word or a short phrase."""

    type: Literal["text"]


def problems(question: Question, complain: Complain) -> None:
    """Tell what is wrong whatever the variables."""
    text_key.key_problems(question, complain)


def variant_problem(question: Question, values: Mapping[str, Value]) -> str:
    """What is wrong for these values of the variables."""
    return ""


def shape(question: Question, variant: Variant) -> Shape:
    """What the learner sees and answers."""
    return Shape(parts=(variant.part(WHOLE, PartKind.TEXT),))


def mark(question: Question, variant: Variant, asked: Asked, answer: Answer) -> Outcome:
    """Right when accepted; a common wrong answer may earn a share."""
    part = asked.parts[0]
    given = given_text(answer.get(WHOLE))
    judged = text_key.judge(question, given, variant.values) if given else None
    right = variant.fill(question.answer[0])
    return mean_outcome([marked_part(part, judged, given=given, right=right)], [judged])


def solve(question: Question, variant: Variant, asked: Asked) -> Answer:
    """The full-marks answer."""
    return {WHOLE: variant.fill(question.answer[0])}

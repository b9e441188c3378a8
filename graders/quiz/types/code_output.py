"""`code_output`: what does this print? Compared line by line; spaces at line ends and empty last lines do not matter."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from graders.quiz.asked import Answer, Asked, PartKind
from graders.quiz.fields import CodeText, FilledText, Model, Number, Text
from graders.quiz.formulas import Value
from graders.quiz.judging import Judged, Outcome, given_text, marked_part, mean_outcome
from graders.quiz.model import Complain
from graders.quiz.model import Question as AnyQuestion
from graders.quiz.shape import Shape
from graders.quiz.templates import filled
from graders.quiz.variant import WHOLE, Variant


class WrongOutput(Model):
    """A wrong output that learners expect, with what to tell them."""

    answer: FilledText
    feedback: Text
    share: Number = Decimal(0)
    """What it earns all the same, from 0 to 1."""


class Question(AnyQuestion):
    """Say what a snippet prints."""

    type: Literal["code_output"]
    code: CodeText
    language: Literal["python"] = "python"
    answer: FilledText
    """What it prints; `graders check` runs the snippet to prove it."""
    wrong_answers: tuple[WrongOutput, ...] = ()


def normalised(output: str) -> str:
    """`output` without spaces at line ends and without empty lines at its end; line ends are one character."""
    lines = [line.rstrip() for line in output.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return "\n".join(lines).rstrip("\n")


def problems(question: Question, complain: Complain) -> None:
    """Tell what is wrong whatever the variables."""
    for index, wrong in enumerate(question.wrong_answers):
        if not 0 <= wrong.share < 1:
            complain(
                ("wrong_answers", index, "share"), "`share` of a wrong answer must be from 0 to below 1."
            )


def variant_problem(question: Question, values: Mapping[str, Value]) -> str:
    """What is wrong for these values of the variables."""
    answer = normalised(filled(question.answer, values))
    for wrong in question.wrong_answers:
        if normalised(filled(wrong.answer, values)) == answer:
            return "a wrong answer is the right one"
    return ""


def shape(question: Question, variant: Variant) -> Shape:
    """What the learner sees and answers."""
    part = variant.part(WHOLE, PartKind.LINES)
    return Shape(parts=(part,), code=variant.fill(question.code), language=question.language)


def mark(question: Question, variant: Variant, asked: Asked, answer: Answer) -> Outcome:
    """Right when the output is; a common wrong one may earn a share."""
    given = given_text(answer.get(WHOLE))
    judged = _judged(question, variant, given) if given else None
    right = normalised(variant.fill(question.answer))
    return mean_outcome([marked_part(asked.parts[0], judged, given=given, right=right)], [judged])


def _judged(question: Question, variant: Variant, given: str) -> Judged:
    typed, answer = normalised(given), normalised(variant.fill(question.answer))
    if typed == answer:
        return Judged(share=Fraction(1))
    for wrong in question.wrong_answers:
        if typed == normalised(variant.fill(wrong.answer)):
            return Judged(share=Fraction(wrong.share), feedback=variant.fill(wrong.feedback))
    return Judged(share=Fraction(0), remarks=_remarks(typed, answer))


def _remarks(typed: str, answer: str) -> tuple[str, ...]:
    if "".join(typed.split()) == "".join(answer.split()):
        return ("Only spaces or line breaks differ from what is printed.",)
    if typed.replace('"', "'") == answer.replace('"', "'"):
        return ("Only the kind of quotation marks differs from what is printed.",)
    return ()


def solve(question: Question, variant: Variant, asked: Asked) -> Answer:
    """The full-marks answer."""
    return {WHOLE: normalised(variant.fill(question.answer))}

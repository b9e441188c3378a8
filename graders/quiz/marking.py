"""From an answer to points, verdicts and what to learn from them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from graders.quiz.answering import entry_of
from graders.quiz.asked import Answer, Asked, State
from graders.quiz.formulas import FormulaError
from graders.quiz.judging import Outcome
from graders.quiz.marked import Marked, Verdict, share_of
from graders.quiz.model import Question
from graders.quiz.types import kind_of
from graders.quiz.variant import Variant, variant_with

EVERYONE = "There was a fault in this question: everyone gets its points."
VOID = "There was a fault in this question: it does not count."


class Unmarkable(ValueError):
    """The question is not the one that was asked; `correction_problems` says so beforehand."""


def mark(question: Question, asked: Asked, value: Any) -> Marked:
    """The marking of `value` (a stored `Entry.value`) by `question`, which may be newer than what was `asked`.

    What was not answered, or is no answer, earns nothing for its part. Raises Unmarkable where the question has
    changed so much that the answer means nothing to it.
    """
    variant = _variant(question, asked)
    entry = entry_of(asked, value)
    outcome = _judged(question, variant, asked, _valid(asked, entry.value, entry.problems))
    outcome = _credited(question, _with_invalid(outcome, entry.value, entry.problems))
    points = share_of(question.worth, outcome.share)
    verdict = _verdict(entry.state, points, outcome.share)
    return Marked(
        id=question.id,
        points=points,
        possible=question.worth,
        verdict=verdict,
        parts=outcome.parts,
        feedback=variant.fill(_feedback(question, verdict)),
        explanation=variant.fill(question.explanation),
        remarks=outcome.remarks,
    )


def _judged(question: Question, variant: Variant, asked: Asked, answer: Answer) -> Outcome:
    """A key that has no value for what was drawn is nobody's mistake but the author's: everyone gets the points."""
    try:
        return kind_of(question).mark(question, variant, asked, answer)
    except FormulaError:
        return Outcome(share=Fraction(1), parts=(), remarks=(EVERYONE,))


def solve(question: Question, asked: Asked) -> Answer:
    """The answer to what was `asked` that earns all points by `question`."""
    return kind_of(question).solve(question, _variant(question, asked), asked)


def _variant(question: Question, asked: Asked) -> Variant:
    if question.type != asked.type or question.id != asked.id:
        raise Unmarkable(
            f"an answer to “{asked.id}” ({asked.type}) is none to “{question.id}” ({question.type})"
        )
    try:
        return variant_with(question, seed=asked.seed, drawn=asked.variables, shuffle=False)
    except FormulaError as error:
        raise Unmarkable(str(error)) from None


def _credited(question: Question, outcome: Outcome) -> Outcome:
    if question.credit == "everyone":
        return replace(outcome, share=Fraction(1), remarks=(EVERYONE, *outcome.remarks))
    if question.credit == "void":
        return replace(outcome, remarks=(VOID, *outcome.remarks))
    return outcome


def _valid(asked: Asked, value: Answer, problems: dict[str, str]) -> Answer:
    return {
        part.id: value[part.id] for part in asked.parts if part.id in value and part.field not in problems
    }


def _with_invalid(outcome: Outcome, value: Answer, problems: dict[str, str]) -> Outcome:
    """Parts whose entry is no answer say so, with what was typed."""
    parts = tuple(
        part.told_invalid(given=value.get(part.id, ""), problem=problems[part.field])
        if part.field in problems
        else part
        for part in outcome.parts
    )
    return replace(outcome, parts=parts)


def _verdict(state: State, points: Decimal, share: Fraction) -> Verdict:
    if share >= 1:
        return Verdict.RIGHT
    if state is State.UNANSWERED:
        return Verdict.UNANSWERED
    if points > 0:
        return Verdict.PARTLY
    return Verdict.INVALID if state is State.INVALID else Verdict.WRONG


def _feedback(question: Question, verdict: Verdict) -> str:
    said = question.feedback
    return {
        Verdict.RIGHT: said.right,
        Verdict.PARTLY: said.partly or said.wrong,
        Verdict.WRONG: said.wrong,
    }.get(verdict, "")

"""The key of a short text: the accepted answers, how strictly they are compared, and a pattern for the rest."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from graders.quiz.fields import FilledText, FilledTexts, Flag, Model, Number, Words
from graders.quiz.formulas import Value
from graders.quiz.judging import Judged
from graders.quiz.model import Complain
from graders.quiz.patterns import PatternError, compiled
from graders.quiz.templates import filled

MAX_CHARACTERS = 500


def _pattern(value: str) -> Any:
    try:
        compiled(value)
    except PatternError as error:
        raise ValueError(f"`{value}`: {error}") from None
    return value


class WrongText(Model):
    """A wrong answer that learners give, with what to tell them."""

    answer: FilledTexts
    feedback: FilledText
    share: Number = Decimal(0)
    """What it earns all the same, from 0 to 1."""


class TextKey(Model):
    """What a text must be."""

    answer: FilledTexts
    """The accepted answer, or several; the first is shown as the right one."""
    ignore_case: Flag = True
    ignore_space: Flag = True
    """Whether spaces at the ends do not matter and several count as one."""
    pattern: Annotated[Words, BeforeValidator(str), AfterValidator(_pattern)] | None = None
    """A regular expression; a text that it matches as a whole is right as well."""
    wrong_answers: tuple[WrongText, ...] = ()


def key_problems(key: TextKey, complain: Complain) -> None:
    """Tell of answers that are both right and wrong."""
    accepted = {normalised(key, answer) for answer in key.answer}
    for index, wrong in enumerate(key.wrong_answers):
        if not 0 <= wrong.share < 1:
            complain(
                ("wrong_answers", index, "share"), "`share` of a wrong answer must be from 0 to below 1."
            )
        for answer in wrong.answer:
            if normalised(key, answer) in accepted or _matches(key, answer):
                complain(("wrong_answers", index), f"“{answer}” is accepted as right as well.")


def normalised(key: TextKey, text: str) -> str:
    """`text` as it is compared: composed Unicode, and without what does not matter."""
    text = unicodedata.normalize("NFC", text)
    if key.ignore_space:
        text = " ".join(text.split())
    return text.casefold() if key.ignore_case else text


def judge(key: TextKey, typed: str, values: Mapping[str, Value]) -> Judged:
    """How good the typed text is. The time it takes is bounded by the pattern's size times the text's length."""
    if _is_one_of(key, typed, key.answer, values) or _matches(key, typed):
        return Judged(share=Fraction(1))
    for wrong in key.wrong_answers:
        if _is_one_of(key, typed, wrong.answer, values):
            return Judged(share=Fraction(wrong.share), feedback=filled(wrong.feedback, values))
    return Judged(share=Fraction(0), remarks=_remarks(key, typed, values))


def _is_one_of(key: TextKey, typed: str, answers: Iterable[str], values: Mapping[str, Value]) -> bool:
    return normalised(key, typed) in {normalised(key, filled(answer, values)) for answer in answers}


def _matches(key: TextKey, typed: str) -> bool:
    if key.pattern is None:
        return False
    text = unicodedata.normalize("NFC", typed)
    text = " ".join(text.split()) if key.ignore_space else text
    return compiled(key.pattern).matches(text, ignore_case=key.ignore_case)


def _remarks(key: TextKey, typed: str, values: Mapping[str, Value]) -> tuple[str, ...]:
    loose = key.model_copy(update={"ignore_case": True, "ignore_space": True})
    if _is_one_of(loose, typed, key.answer, values):
        return ("Only capitals or spaces differ from the right answer, and here they matter.",)
    return ()

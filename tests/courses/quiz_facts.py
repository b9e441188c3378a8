"""What the tests of a quiz's facts share: its papers, its answers as people read them, and which questions are proved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from graders.quiz import Asked, Question, Quiz, draw, read_quiz, solve
from tests.repository import ROOT

COURSE = ROOT / "exercises/ml-foundations"
SEEDS = range(1, 13)
CALCULATED = ("numeric", "table", "cloze")

Fact = Callable[[SimpleNamespace], Mapping[str, float | str]]


def quizzes() -> list[Path]:
    return sorted(COURSE.glob("week-*/quiz.yaml"))


@cache
def quiz_of(week: str) -> Quiz:
    return read_quiz((COURSE / week / "quiz.yaml").read_text(), name=f"{week}/quiz.yaml")


def question_of(week: str, question_id: str) -> Question:
    question = quiz_of(week).question(question_id)
    assert question
    return question


def asked(week: str, question_id: str) -> Iterator[Asked]:
    """The question in a dozen variants."""
    for seed in SEEDS:
        found = draw(quiz_of(week), seed).question(question_id)
        assert found
        yield found


def key(week: str, one: Asked) -> dict[str, str]:
    """The full-marks answer by part; a chosen option by its text."""
    question = question_of(week, one.id)
    texts = {option.id: option.text for part in one.parts for option in part.options}
    return {part: texts.get(str(given), str(given)) for part, given in solve(question, one).items()}


def assert_fact(week: str, question_id: str, fact: Fact) -> None:
    """The key of every variant is what `fact` works out from the variables alone."""
    for one in asked(week, question_id):
        expected = fact(SimpleNamespace(**one.variables))
        found = key(week, one)
        assert found.keys() == expected.keys()
        for part, value in expected.items():
            if isinstance(value, str):
                assert found[part] == value
            else:
                assert float(found[part]) == pytest.approx(value, abs=2e-3)


def rights(week: str, question_id: str) -> list[bool]:
    """Which options are right, in the order of the file."""
    return [option.correct for option in question_of(week, question_id).options]


def matches(week: str, question_id: str) -> list[str]:
    """The matches in the order of the file."""
    return [pair.match for pair in question_of(week, question_id).pairs]


def assert_every_question_is_proved(week: str, module: ModuleType) -> None:
    """Each question has a fact, a demonstration `test_<its_id>…`, prints what it prints, or is a matter of words."""
    shown = {
        name.removeprefix("test_").replace("_", "-") for name in vars(module) if name.startswith("test_")
    }
    for question in quiz_of(week).questions:
        is_shown = any(re.match(rf"{question.id}(-|$)", name) for name in shown)
        by_words = question.id in module.WORDS
        if question.type in CALCULATED:
            assert question.id in module.FACTS, f"{question.id} has a number that nothing computes"
        else:
            assert question.type == "code_output" or is_shown or by_words, f"nothing proves {question.id}"

"""A draft's exercise or quiz as a learner would meet it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from assay.catalog.operations.versions import statement_of
from assay.quizzes.rendering import Presented, Told, present, tell
from graders import release
from graders.exercise import Exercise
from graders.quiz import Asked, Quiz, draw, mark, parse, solve


@dataclass(frozen=True, kw_only=True)
class Shown:
    """An exercise: its statement, its questions with their tests' titles, and the name of the file to download."""

    source: Exercise
    statement_html: str
    questions: list[dict[str, Any]]
    file_name: str


@dataclass(frozen=True, kw_only=True)
class ShownQuiz:
    """One question of the paper that an attempt with this seed would have, with its key; `numbers` are those of all."""

    quiz: Quiz
    seed: int
    numbers: list[int]
    asked: Asked
    presented: Presented
    key: Told


def of_exercise(source: Exercise) -> Shown:
    """Without policies: those are the cohort's."""
    return Shown(
        source=source,
        statement_html=statement_of(source),
        questions=[asdict(question) for question in source.questions],
        file_name=release.make(source).file_name,
    )


def of_quiz(quiz: Quiz, *, seed: int, number: int) -> ShownQuiz:
    """Question `number` of the paper, the first where there is none of that number."""
    questions = draw(quiz, seed).questions
    asked = questions[number - 1 if 1 <= number <= len(questions) else 0]
    question = quiz.question(asked.id)
    assert question is not None
    nothing: Mapping[str, list[str]] = {}
    return ShownQuiz(
        quiz=quiz,
        seed=seed,
        numbers=[item.number for item in questions],
        asked=asked,
        presented=present(asked, parse(asked, nothing)),
        key=tell(asked, mark(question, asked, solve(question, asked))),
    )

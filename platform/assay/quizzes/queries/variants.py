"""A quiz as some learner would meet it, with its key: for those who teach, before or beside the learners' attempts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assay.catalog.models import Exercise
from assay.catalog.queries import load_quiz
from graders.quiz import Asked, Marked, Paper, draw, mark, parse, solve
from graders.quiz.drawing import ask
from graders.quiz.variant import variant_of


def paper(*, exercise: Exercise, seed: int) -> Paper:
    """The paper that an attempt with this seed would have."""
    assert exercise.current is not None
    return draw(load_quiz(version=exercise.current), seed)


def variant(*, exercise: Exercise, question_id: str, seed: int) -> tuple[Asked, Marked]:
    """One question, drawn or not, and its right answer as marked."""
    assert exercise.current is not None
    quiz = load_quiz(version=exercise.current)
    question = quiz.question(question_id)
    assert question is not None
    asked = ask(question, variant_of(question, seed=seed, shuffle=quiz.shuffle))
    return asked, mark(question, asked, solve(question, asked))


def solved(*, exercise: Exercise, asked: Asked) -> Marked:
    """The right answer to a question of a paper, as marked."""
    assert exercise.current is not None
    question = load_quiz(version=exercise.current).question(asked.id)
    assert question is not None
    return mark(question, asked, solve(question, asked))


def tried(*, exercise: Exercise, asked: Asked, fields: Mapping[str, Sequence[str]]) -> Marked:
    """How an answer would be marked; nothing is kept."""
    assert exercise.current is not None
    question = load_quiz(version=exercise.current).question(asked.id)
    assert question is not None
    return mark(question, asked, parse(asked, fields).value)

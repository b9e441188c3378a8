"""From a quiz and a seed to one paper."""

from __future__ import annotations

from graders.quiz.asked import Asked, Paper
from graders.quiz.model import Question
from graders.quiz.quiz import Quiz
from graders.quiz.types import kind_of
from graders.quiz.variables import random_for
from graders.quiz.variant import Variant, variant_of


def draw(quiz: Quiz, seed: int) -> Paper:
    """The paper of one attempt: same quiz and seed, same paper; a change of one question changes no other's draw."""
    chosen = _chosen(quiz, seed)
    return Paper(
        questions=tuple(
            ask(question, variant_of(question, seed=seed, shuffle=quiz.shuffle), number=number)
            for number, question in enumerate(chosen, start=1)
        )
    )


def ask(question: Question, variant: Variant, *, number: int = 1) -> Asked:
    """One question as it is met."""
    shape = kind_of(question).shape(question, variant)
    return Asked(
        id=question.id,
        type=question.type,
        number=number,
        points=question.worth,
        text=variant.fill(question.text) if shape.text is None else shape.text,
        hint=variant.fill(question.hint),
        parts=shape.parts,
        code=shape.code,
        language=shape.language,
        table=shape.table,
        takes_each_once=shape.takes_each_once,
        variables=dict(variant.drawn),
        seed=variant.seed,
    )


def _chosen(quiz: Quiz, seed: int) -> list[Question]:
    drawn = {question_id for pool in quiz.pools for question_id in _of_pool(quiz, pool.name, pool.draw, seed)}
    return [question for question in quiz.questions if question.pool is None or question.id in drawn]


def _of_pool(quiz: Quiz, pool: str, count: int, seed: int) -> list[str]:
    """Each question has a number of its own; the smallest win, so that a new question displaces one at most."""
    members = [question.id for question in quiz.questions if question.pool == pool]
    return sorted(members, key=lambda name: random_for(seed, name, "pool").random())[:count]

"""Quizzes to test with, written as an author would."""

from __future__ import annotations

import textwrap

from graders.quiz import Asked, Question, Quiz, draw, read_quiz


def quiz(questions: str, head: str = "title: T") -> Quiz:
    """A quiz with `questions` (a YAML list, indented as you like)."""
    return read_quiz(text(questions, head), name="quiz.yaml")


def text(questions: str, head: str = "title: T") -> str:
    """The text of a quiz file."""
    return f"{head}\nquestions:\n{textwrap.indent(textwrap.dedent(questions).strip(), '  ')}\n"


def only(questions: str, seed: int = 1, head: str = "title: T") -> tuple[Question, Asked]:
    """The first question of a quiz, and how it is asked with `seed`."""
    read = quiz(questions, head)
    return read.questions[0], draw(read, seed).questions[0]

"""An attempt as the engine sees it: its quiz, its paper, what was answered so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from assay.catalog.queries import load_quiz
from assay.quizzes.models import QuizAttempt, Response
from graders.quiz import Answer, Asked, Entry, Marked, Paper, Question, Quiz, draw, entry_of, mark


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """`responses` by question id; a question without one was not touched yet."""

    attempt: QuizAttempt
    quiz: Quiz
    paper: Paper
    responses: dict[str, Response]

    @classmethod
    def of(cls, attempt: QuizAttempt) -> Self:
        quiz = load_quiz(version=attempt.version)
        return cls(
            attempt=attempt,
            quiz=quiz,
            paper=draw(quiz, attempt.seed),
            responses={item.question_id: item for item in attempt.responses.all()},
        )

    def numbered(self, number: int) -> Asked | None:
        """The question of that number, counted from 1."""
        return self.paper.questions[number - 1] if 1 <= number <= len(self.paper.questions) else None

    def question(self, question_id: str) -> Question:
        """The question behind one of the paper's, with its key."""
        question = self.quiz.question(question_id)
        assert question is not None
        return question

    def value(self, question_id: str) -> Answer:
        """What was entered last; empty where nothing was."""
        response = self.responses.get(question_id)
        return response.value if response else {}

    def entry(self, asked: Asked) -> Entry:
        """The same with what is wrong with it, told by field."""
        return entry_of(asked, self.value(asked.id))

    def marked(self, asked: Asked, keys: Quiz) -> Marked:
        """What was entered, marked by the keys of `keys`, which may be a corrected version of the quiz that was seen.

        A question that it does not have any more is marked by the one that was seen.
        """
        question = keys.question(asked.id) or self.question(asked.id)
        return mark(question, asked, self.value(asked.id))

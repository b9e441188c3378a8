"""A quiz as its author wrote it."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field

from graders.quiz.model import Question, Settings
from graders.quiz.types import AnyQuestion

MAX_QUESTIONS = 500


class Quiz(Settings):
    """A whole quiz: what it says of itself, and its questions in the order of the file."""

    questions: Annotated[tuple[AnyQuestion, ...], Field(min_length=1, max_length=MAX_QUESTIONS)]

    def question(self, question_id: str) -> Question | None:
        """The question of that id."""
        return next((question for question in self.questions if question.id == question_id), None)

    @property
    def points(self) -> Decimal:
        """What one paper is worth."""
        free = sum((question.worth for question in self.questions if question.pool is None), Decimal(0))
        return free + sum((pool.draw * self._worth(pool.name) for pool in self.pools), Decimal(0))

    def _worth(self, pool: str) -> Decimal:
        return next(question.points for question in self.questions if question.pool == pool)

    def content(self) -> dict[str, Any]:
        """The quiz as JSON values, without what is as by default: equal for equal quizzes."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)

    @cached_property
    def digest(self) -> str:
        """A sha256 over the content; layout and comments of the file do not change it."""
        canonical = json.dumps(self.content(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()

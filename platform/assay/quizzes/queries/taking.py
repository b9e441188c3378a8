"""An attempt while it runs, as its page shows it: the state of every question, and the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from assay.catalog.queries import load_quiz
from assay.quizzes.models import QuizAttempt, Response
from assay.quizzes.queries.versions import version_for
from assay.quizzes.sitting import Sitting
from graders.quiz import Answer, Asked, Marked

_ANSWERED = frozenset({Response.State.ANSWERED, Response.State.PARTLY})


@dataclass(frozen=True, kw_only=True)
class QuestionState:
    """One number of the navigator. `state` is unanswered, partly, answered or invalid."""

    asked: Asked
    value: Answer
    state: str
    problems: dict[str, str]
    flagged: bool
    revision: int
    is_checked: bool

    @property
    def number(self) -> int:
        return self.asked.number

    @property
    def is_missing(self) -> bool:
        """Whether there is still something to do here."""
        return self.state != Response.State.ANSWERED


@dataclass(frozen=True, kw_only=True)
class Taking:
    """An unfinished attempt. `left_seconds` None: no clock runs."""

    sitting: Sitting
    questions: list[QuestionState]
    left_seconds: int | None

    @property
    def missing(self) -> list[QuestionState]:
        return [item for item in self.questions if item.is_missing]

    @property
    def flagged(self) -> list[QuestionState]:
        return [item for item in self.questions if item.flagged]

    @property
    def answered_count(self) -> int:
        return sum(item.state in _ANSWERED for item in self.questions)


def taking(*, attempt: QuizAttempt, at: datetime) -> Taking:
    """The attempt at `at`: two queries."""
    sitting = Sitting.of(attempt)
    left = max(0, ceil((attempt.ends_at - at).total_seconds())) if attempt.ends_at else None
    return Taking(
        sitting=sitting,
        questions=[_state(sitting, asked) for asked in sitting.paper.questions],
        left_seconds=left,
    )


def checked(*, sitting: Sitting, asked: Asked) -> Marked | None:
    """The marking of a question that was checked in the middle of the attempt, else None."""
    response = sitting.responses.get(asked.id)
    if response is None or response.checked_at is None:
        return None
    return sitting.marked(asked, load_quiz(version=version_for(sitting.attempt)))


def _state(sitting: Sitting, asked: Asked) -> QuestionState:
    response = sitting.responses.get(asked.id)
    return QuestionState(
        asked=asked,
        value=response.value if response else {},
        state=response.state if response else Response.State.UNANSWERED,
        problems=sitting.entry(asked).problems if response else {},
        flagged=response is not None and response.is_flagged,
        revision=response.revision if response else 0,
        is_checked=response is not None and response.checked_at is not None,
    )

"""Where a piece of work stands for its learner, in one list of words, and what pages that sum up read of it.

A piece of work is all that one learner did at one exercise or quiz. `submissions` and `quizzes` each make their own;
the course page, the dashboard and the boards read both through `Work`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assay.catalog.models import Exercise
from assay.cohorts.models import Enrolment
from assay.cohorts.policies import Deadline


class Status(StrEnum):
    """Where an exercise, a quiz or an attempt stands for its learner."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    QUEUED = "queued"
    RUNNING = "running"
    GRADED = "graded"
    AWAITING_MARKS = "awaiting_marks"
    NEEDS_WORK = "needs_work"
    LATE = "late"
    CLOSED = "closed"
    REFUSED = "refused"
    PLATFORM_PROBLEM = "platform_problem"

    @property
    def words(self) -> Promise:
        return _WORDS[self]


_WORDS: dict[Status, Promise] = {
    Status.NOT_STARTED: _("Not started"),
    Status.IN_PROGRESS: _("In progress"),
    Status.SUBMITTED: _("Submitted"),
    Status.QUEUED: _("Queued"),
    Status.RUNNING: _("Running"),
    Status.GRADED: _("Graded"),
    Status.AWAITING_MARKS: _("Awaiting marks"),
    Status.NEEDS_WORK: _("Needs work"),
    Status.LATE: _("Late"),
    Status.CLOSED: _("Closed"),
    Status.REFUSED: _("Not accepted, not counted"),
    Status.PLATFORM_PROBLEM: _("Platform problem, not counted"),
}


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The attempt that counts, whether its points are released or not: for those who teach alone.

    `raw_points` before lateness, `points` after it and never more than the exercise is worth now. `questions` have name,
    title, points, possible and verdict. `is_set`: a person set the points of the whole attempt.
    """

    attempt_id: UUID
    raw_points: Decimal
    points: Decimal
    accepted_at: datetime
    days_late: int
    questions: Sequence[Mapping[str, Any]]
    is_set: bool = False


class Attempt(Protocol):
    """One attempt in a list. `points` (after lateness) is None until marked and released."""

    @property
    def number(self) -> int: ...
    @property
    def accepted_at(self) -> datetime: ...
    @property
    def status(self) -> Status: ...
    @property
    def points(self) -> Decimal | None: ...
    @property
    def possible(self) -> Decimal: ...


class Work(Protocol):
    """All attempts of one learner at one exercise or quiz, judged by the rules that hold now.

    `points` and `questions` (name, title, points, possible, verdict) are those of the attempt that counts, and only
    where they are released; `reached_at` is when that attempt was handed in. `waiting` are points that a person may
    still give. `runs_until`: an attempt is unfinished and its clock runs until then.
    """

    @property
    def enrolment(self) -> Enrolment: ...
    @property
    def exercise(self) -> Exercise: ...
    @property
    def deadline(self) -> Deadline: ...
    @property
    def points(self) -> Decimal | None: ...
    @property
    def possible(self) -> Decimal: ...
    @property
    def waiting(self) -> Decimal: ...
    @property
    def counted(self) -> Counted | None: ...
    @property
    def is_full(self) -> bool: ...
    @property
    def questions(self) -> Sequence[Mapping[str, Any]]: ...
    @property
    def attempts_used(self) -> int: ...
    @property
    def reached_at(self) -> datetime | None: ...
    @property
    def runs_until(self) -> datetime | None: ...
    def status(self, at: datetime) -> Status: ...
    def rows(self) -> Sequence[Attempt]:
        """The attempts that were handed in, newest first."""
        ...


def split(exercises: Iterable[Exercise]) -> tuple[list[Exercise], list[Exercise]]:
    """The quizzes, and the notebooks."""
    quizzes: list[Exercise] = []
    notebooks: list[Exercise] = []
    for exercise in exercises:
        (quizzes if exercise.is_quiz else notebooks).append(exercise)
    return quizzes, notebooks

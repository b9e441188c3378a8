"""Answers as rows of a table: one per finished attempt and question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from assay.catalog.models import Exercise
from assay.catalog.queries import load_quiz
from assay.cohorts.models import Cohort
from assay.quizzes.models import QuizAttempt
from assay.quizzes.sitting import Sitting
from graders.quiz import Marked

COLUMNS = (
    "username", "name", "alias", "role", "attempt", "practice", "started_at", "submitted_at", "ended_by", "version",
    "number", "question", "type", "variables", "answer", "right_answer", "verdict", "points", "possible",
)  # fmt: skip


def attempt_ids(*, cohort: Cohort, exercise: Exercise) -> list[UUID]:
    """The finished attempts, in the order of people and attempts."""
    found = QuizAttempt.objects.filter(
        enrolment__cohort=cohort, exercise=exercise, current_marking__isnull=False
    )
    ordered = found.order_by("enrolment__user__username", "is_practice", "number")
    return list(ordered.values_list("pk", flat=True))


def rows_of(*, attempt_ids: Sequence[UUID]) -> list[tuple[Any, ...]]:
    """Under `COLUMNS`; two queries."""
    found = QuizAttempt.objects.filter(pk__in=attempt_ids).select_related(
        "version", "enrolment__user", "current_marking__marking__version"
    )
    attempts = {item.pk: item for item in found.prefetch_related("responses")}
    return [row for pk in attempt_ids if pk in attempts for row in _rows(attempts[pk])]


def _rows(attempt: QuizAttempt) -> Iterator[tuple[Any, ...]]:
    sitting = Sitting.of(attempt)
    keys = load_quiz(version=attempt.current_marking.marking.version)
    user = attempt.enrolment.user
    head = (
        user.username,
        user.display_name,
        attempt.enrolment.alias,
        attempt.enrolment.role,
        attempt.number,
        "yes" if attempt.is_practice else "no",
        attempt.started_at,
        attempt.submitted_at,
        attempt.ended_by,
        attempt.version.digest[:8],
    )
    for asked in sitting.paper.questions:
        marked = sitting.marked(asked, keys)
        drawn = " ".join(f"{name}={value}" for name, value in asked.variables.items())
        given, right = _words(marked, "given"), _words(marked, "right")
        tail = (str(marked.verdict), marked.points, marked.possible)
        yield (*head, asked.number, asked.id, asked.type, drawn, given, right, *tail)


def _words(marked: Marked, which: str) -> str:
    """`0.85`, or `label: answer; label: answer` where a question has several parts."""
    said = [(part.label, str(getattr(part, which))) for part in marked.parts]
    if len(said) == 1:
        return said[0][1]
    return "; ".join(f"{label}: {text}" for label, text in said if text)

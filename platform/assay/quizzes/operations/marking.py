"""Mark an attempt against a version of its quiz: a pure read, and writing down what it gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from assay.catalog.models import ExerciseVersion
from assay.catalog.queries import load_quiz
from assay.quizzes.models import CurrentMarking, Marking, QuizAttempt
from assay.quizzes.sitting import Sitting
from graders.quiz import Marked, Quiz


@dataclass(frozen=True, kw_only=True)
class Result:
    """The marking of one attempt; `questions` in the order of its paper."""

    points: Decimal
    possible: Decimal
    questions: tuple[Marked, ...]

    def to_rows(self) -> list[dict[str, Any]]:
        """What `Marking.questions` keeps."""
        return [
            {
                "name": item.id,
                "title": f"Question {number}",
                "points": float(item.points),
                "possible": float(item.possible),
                "verdict": str(item.verdict),
            }
            for number, item in enumerate(self.questions, start=1)
        ]


def marked(*, attempt: QuizAttempt, version: ExerciseVersion) -> Result:
    """What the attempt's answers earn by the keys of `version`; nothing is written."""
    return marked_by(attempt=attempt, keys=load_quiz(version=version))


def marked_by(*, attempt: QuizAttempt, keys: Quiz) -> Result:
    """The same by the keys of a quiz that need not be published.

    A question that `keys` does not have any more is marked by the version that was seen.
    """
    sitting = Sitting.of(attempt)
    questions = tuple(sitting.marked(asked, keys) for asked in sitting.paper.questions)
    possible = sum((item.possible for item in questions), Decimal(0))
    points = sum((item.points for item in questions), Decimal(0))
    return Result(points=min(max(points, Decimal(0)), possible), possible=possible, questions=questions)


@transaction.atomic
def mark_anew(*, attempt: QuizAttempt, version: ExerciseVersion, reason: str, at: datetime) -> Marking:
    """Append a marking and let it hold; where it would say what the one that holds says, that one is returned."""
    result = marked(attempt=attempt, version=version)
    rows = result.to_rows()
    pointer = CurrentMarking.objects.select_related("marking").filter(attempt=attempt).first()
    if pointer and (pointer.marking.version_id, pointer.marking.questions) == (version.pk, rows):
        return pointer.marking
    marking = Marking.objects.create(
        attempt=attempt,
        version=version,
        points=result.points,
        possible=result.possible,
        questions=rows,
        reason=reason,
        created_at=at,
    )
    CurrentMarking.objects.update_or_create(attempt=attempt, defaults={"marking": marking})
    return marking

"""What publishing a draft would do, item by item, and whether it may."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import Any

from assay.authoring.models import Draft
from assay.catalog.environments import environment_digest
from assay.catalog.models import CheckReport, Course, Exercise
from assay.quizzes.models import QuizAttempt
from assay.submissions.models import Submission


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    """One item. `outcome` is new, changed, unchanged, restored or retired; `handed_in` counts what learners have sent in so far."""

    slug: str
    title: str
    kind: str
    points: str
    week: str
    outcome: str
    report: CheckReport | None
    handed_in: int
    current_digest: str

    @property
    def is_offered(self) -> bool:
        """Whether learners get something from this item that they have not now."""
        return self.outcome not in {"unchanged", "retired"}

    @property
    def is_ready(self) -> bool:
        """Whether it may be published without a reason."""
        return not self.is_offered or (self.report is not None and self.report.is_fair)

    @property
    def is_quiz(self) -> bool:
        return self.kind == "quiz"


def plan(draft: Draft) -> list[PlanRow]:
    """One row per item in the order of the course, then what would not be offered any more."""
    known = {
        exercise.slug: exercise
        for exercise in Exercise.objects.select_related("current", "week").filter(course=draft.course_id)
    }
    handed_in = _handed_in(draft.course)
    rows = [_row(item, known.get(item["slug"]), handed_in) for item in draft.items]
    if draft.is_course and draft.items:
        there = {item["slug"] for item in draft.items}
        rows += [
            _retired(exercise, handed_in)
            for exercise in known.values()
            if exercise.slug not in there and exercise.retired_at is None and not exercise.is_uploaded
        ]
    return rows


def fingerprint(rows: list[PlanRow]) -> str:
    """Of what a person has looked at: it changes when somebody publishes meanwhile."""
    text = "\n".join(f"{row.slug} {row.outcome} {row.current_digest}" for row in rows)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def report_of_item(item: dict[str, Any]) -> CheckReport | None:
    """The newest check of just this content, samples and environment included."""
    return CheckReport.objects.filter(
        digest=item["digest"],
        samples_digest=item["samples_digest"],
        environment_digest=environment_digest(item["environment"]) if item["environment"] else "",
    ).first()


def _row(item: dict[str, Any], known: Exercise | None, handed_in: Counter[str]) -> PlanRow:
    return PlanRow(
        slug=item["slug"],
        title=item["title"],
        kind=item["kind"],
        points=item["points"],
        week=item["week"],
        outcome=_outcome(known, item["digest"]),
        report=report_of_item(item),
        handed_in=handed_in[item["slug"]],
        current_digest=_digest(known),
    )


def _outcome(known: Exercise | None, digest: str) -> str:
    if known is None or known.current is None:
        return "new"
    if known.retired_at is not None:
        return "restored"
    return "unchanged" if known.current.digest == digest else "changed"


def _retired(exercise: Exercise, handed_in: Counter[str]) -> PlanRow:
    assert exercise.current is not None
    return PlanRow(
        slug=exercise.slug,
        title=exercise.current.title,
        kind=exercise.current.kind,
        points=str(exercise.current.points),
        week=exercise.week.slug,
        outcome="retired",
        report=None,
        handed_in=handed_in[exercise.slug],
        current_digest=_digest(exercise),
    )


def _digest(exercise: Exercise | None) -> str:
    return exercise.current.digest if exercise and exercise.current else ""


def _handed_in(course: Course) -> Counter[str]:
    """Submissions and attempts at quizzes, by the slug of the exercise."""
    submissions = Submission.objects.filter(exercise__course=course).values_list("exercise__slug", flat=True)
    attempts = QuizAttempt.objects.filter(exercise__course=course).values_list("exercise__slug", flat=True)
    return Counter(submissions) + Counter(attempts)

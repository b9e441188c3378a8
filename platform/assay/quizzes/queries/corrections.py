"""What was corrected in a quiz, as instructors and as a learner with one attempt read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

from django.db.models import Count, Q

from assay.catalog.models import Exercise, ExerciseVersion
from assay.quizzes.models import Correction, Marking, QuizAttempt
from assay.quizzes.queries.versions import holding_versions, seen_versions


@dataclass(frozen=True, kw_only=True)
class SeenVersion:
    """A version that learners were asked; `keys` is the version whose keys hold for them."""

    version: ExerciseVersion
    keys: ExerciseVersion
    finished: int
    unfinished: int
    is_offered: bool

    @property
    def is_behind(self) -> bool:
        """Whether other keys hold for its attempts than its own."""
        return self.keys != self.version


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What a learner is told of one marking anew. Points are before lateness."""

    at: datetime
    reason: str
    before: Decimal
    after: Decimal
    titles: tuple[str, ...]


def versions_of(*, exercise: Exercise) -> list[SeenVersion]:
    """The versions of a quiz that matter, newest first, over all cohorts of its course."""
    counts = _counts(exercise)
    holding = holding_versions(exercise)
    return [
        SeenVersion(
            version=version,
            keys=holding[version.pk],
            finished=counts.get(version.pk, (0, 0))[0],
            unfinished=counts.get(version.pk, (0, 0))[1],
            is_offered=version.pk == exercise.current_id,
        )
        for version in seen_versions(exercise)
    ]


def _counts(exercise: Exercise) -> dict[int, tuple[int, int]]:
    """Finished and unfinished attempts by version."""
    attempts = QuizAttempt.objects.filter(exercise=exercise).order_by().values("version")
    rows = attempts.annotate(
        finished=Count("pk", filter=Q(submitted_at__isnull=False)),
        unfinished=Count("pk", filter=Q(submitted_at=None)),
    )
    return {row["version"]: (row["finished"], row["unfinished"]) for row in rows}


def corrections_of(*, exercise: Exercise) -> list[Correction]:
    """One row per correction that was made, newest first; what was made at one moment is one."""
    found = Correction.objects.filter(exercise=exercise).select_related(
        "by", "to_version", "exercise__current"
    )
    return list({item.at: item for item in found}.values())


def notices_of(*, attempt: QuizAttempt) -> list[Notice]:
    """Each time that this attempt was marked anew with another result, newest first. Whoever asks checks who may see it."""
    reasons = dict(Correction.objects.filter(exercise=attempt.exercise_id).values_list("at", "reason"))
    markings = list(attempt.markings.order_by("pk"))
    notices = [
        Notice(
            at=after.created_at,
            reason=reasons.get(after.created_at, ""),
            before=before.points,
            after=after.points,
            titles=_changed_titles(before, after),
        )
        for before, after in pairwise(markings)
    ]
    return [notice for notice in reversed(notices) if notice.titles]


def _changed_titles(before: Marking, after: Marking) -> tuple[str, ...]:
    known = {row["name"]: row["points"] for row in before.questions}
    return tuple(row["title"] for row in after.questions if known.get(row["name"]) != row["points"])

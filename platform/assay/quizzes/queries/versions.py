"""Which version's keys hold for an attempt."""

from __future__ import annotations

from django.db.models import Q

from assay.catalog.models import Exercise, ExerciseVersion
from assay.quizzes.models import Correction, QuizAttempt


def version_for(attempt: QuizAttempt) -> ExerciseVersion:
    """Of the newest correction of what the attempt saw, else what it saw."""
    found = Correction.objects.filter(exercise=attempt.exercise_id, from_version=attempt.version_id)
    newest = found.select_related("to_version").first()
    return newest.to_version if newest else attempt.version


def seen_versions(exercise: Exercise) -> list[ExerciseVersion]:
    """The versions of a quiz that somebody was asked, and the one that is offered; newest first."""
    seen = QuizAttempt.objects.filter(exercise=exercise).values("version")
    found = exercise.versions.filter(Q(pk__in=seen) | Q(pk=exercise.current_id))
    return list(found.order_by("-published_at", "-pk"))


def holding_versions(exercise: Exercise) -> dict[int, ExerciseVersion]:
    """Whose keys hold, by the id of each version that was seen or is offered."""
    holding = {version.pk: version for version in seen_versions(exercise)}
    corrections = Correction.objects.filter(exercise=exercise).select_related("to_version")
    return holding | {item.from_version_id: item.to_version for item in reversed(corrections)}

"""Before the first submission: let the grader learn what it must know of each exercise on offer."""

from __future__ import annotations

import structlog

from assay.catalog.models import ExerciseVersion
from assay.catalog.queries import load_exercise, published_exercises
from graders.pool.interface import Grader
from graders.report import PlatformError

log = structlog.get_logger(__name__)


def prepare(*, grader: Grader) -> int:
    """Prepare every notebook exercise on offer; returns how many are. What fails is learnt at the first submission."""
    versions = [exercise.current for exercise in published_exercises().filter(current__kind="notebook")]
    return sum(_prepare(version, grader) for version in versions if version is not None)


def _prepare(version: ExerciseVersion, grader: Grader) -> bool:
    try:
        grader.prepare(exercise=load_exercise(version=version))
    except (PlatformError, OSError) as error:
        log.warning("exercise_not_prepared", version=version.digest, reason=str(error))
        return False
    return True

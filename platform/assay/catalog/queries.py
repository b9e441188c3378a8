"""Published exercises, as the engine wants them and as pages show them."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import jupytext  # noqa: F401 - the engine imports it late; half a second that no learner's first upload should pay
from django.conf import settings
from django.db.models import QuerySet

from assay.catalog.folders import CourseFolder, Source
from assay.catalog.models import CheckReport, Exercise, ExerciseVersion, StoredFile
from assay.catalog.sources import digest_of, environment_digest_of, samples_digest_of, slug_of
from graders import exercise as engine
from graders.quiz import Quiz, QuizError, read_quiz
from graders.report import PlatformError


def published_exercises() -> QuerySet[Exercise]:
    """Exercises that are offered: published and not retired, in the order of their courses."""
    return (
        Exercise.objects.select_related("course", "week", "current")
        .filter(retired_at=None, current__isnull=False)
        .order_by("course__slug", "week__number", "position", "slug")
    )


def report_of(source: Source) -> CheckReport | None:
    """The newest check of just this content, samples and environment included."""
    return CheckReport.objects.filter(
        digest=digest_of(source),
        samples_digest=samples_digest_of(source),
        environment_digest=environment_digest_of(source),
    ).first()


def report_of_version(version: ExerciseVersion) -> CheckReport | None:
    """The newest check of what the version holds, whichever samples lay beside it."""
    return CheckReport.objects.filter(digest=version.digest).first()


def newly_offered(folder: CourseFolder) -> list[Source]:
    """What publishing this folder would newly offer or change, in the order of the course."""
    current = dict(
        Exercise.objects.filter(course__slug=folder.slug, retired_at=None).values_list(
            "slug", "current__digest"
        )
    )
    sources = [source for week in folder.weeks for source in week.sources]
    return [source for source in sources if current.get(slug_of(source)) != digest_of(source)]


def load_exercise(*, version: ExerciseVersion) -> engine.Exercise:
    """The engine's exercise of a version, unpacked once per host and read once per process.

    Raises `PlatformError` where what is stored is not what was published.
    """
    exercise_id = f"{version.exercise.course.slug}/{version.exercise.slug}"
    return _load(version.digest, version.archive_id, exercise_id, settings.VAR_DIR / "exercises")


@lru_cache(maxsize=64)
def _load(digest: str, archive: str, exercise_id: str, cache_folder: Path) -> engine.Exercise:
    folder = cache_folder / digest
    for _ in range(2):
        if not folder.is_dir():
            _unpack(archive, folder)
        with suppress(engine.ExerciseError):
            exercise = engine.read(folder, exercise_id=exercise_id)
            if exercise.version == digest:
                return exercise
        shutil.rmtree(folder, ignore_errors=True)
    raise PlatformError(f"The stored files of {exercise_id} do not make version {digest[:12]}.")


def load_quiz(*, version: ExerciseVersion) -> Quiz:
    """The engine's quiz of a version, read once per process. Raises `PlatformError` where it cannot be read."""
    return _load_quiz(version.archive_id)


@lru_cache(maxsize=64)
def _load_quiz(archive: str) -> Quiz:
    text = bytes(StoredFile.objects.get(pk=archive).content).decode()
    try:
        return read_quiz(text, name="quiz.yaml")
    except QuizError as error:
        raise PlatformError(f"The stored quiz {archive[:12]} cannot be read.") from error


def _unpack(archive: str, folder: Path) -> None:
    """Unpack beside the goal, then rename: no other process sees half an exercise."""
    content = bytes(StoredFile.objects.get(pk=archive).content)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".unpacking-") as scratch:
        engine.unpack(content, Path(scratch) / "exercise")
        with suppress(OSError):  # another process was faster
            (Path(scratch) / "exercise").rename(folder)

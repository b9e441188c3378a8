"""Check what an author wrote in the real sandbox, and keep what was found; what was checked is not checked again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from assay.catalog.folders import QuizFile, Source
from assay.catalog.models import CheckReport
from assay.catalog.sources import digest_of, environment_digest_of, samples_digest_of, slug_of
from graders.check import exercise as exercises
from graders.check import prediction as predictions
from graders.check import quiz as quizzes
from graders.pool.interface import Grader

OnProgress = Callable[[str, int, int], None]
"""Called with a stage, how many of its steps are done, and of how many."""


def check(*, source: Source, grader: Grader, jobs: int, at: datetime, on_progress: OnProgress) -> CheckReport:
    """Run every check of an exercise or quiz, as many runs at once as `jobs` says, and keep the report.

    Raises `PlatformError` where the sandbox cannot grade.
    """
    if isinstance(source, QuizFile):
        found = _checked_quiz(source, grader, on_progress)
        score = None
    else:
        check_all = exercises.check if source.prediction is None else predictions.check
        checked = check_all(source, grader, jobs=jobs, on_progress=on_progress)
        found, score = checked.to_json(), checked.mutation_score
    return CheckReport.objects.create(
        slug=slug_of(source),
        digest=digest_of(source),
        samples_digest=samples_digest_of(source),
        environment_digest=environment_digest_of(source),
        is_fair=found["is_fair"],
        mutation_score=score,
        report=_storable(found),
        checked_at=at,
    )


def _checked_quiz(source: QuizFile, grader: Grader, on_progress: OnProgress) -> dict[str, Any]:
    def checked(run: quizzes.RunSnippet | None) -> dict[str, Any]:
        return quizzes.check(source.quiz, name="quiz.yaml", run=run, on_progress=on_progress).to_json()

    if not quizzes.needs_sandbox(source.quiz):
        return checked(None)
    with quizzes.in_sandbox(grader) as run:
        return checked(run)


def _storable(value: Any) -> Any:
    """Less the one character that PostgreSQL stores in no text."""
    if isinstance(value, str):
        return value.replace("\0", "\N{REPLACEMENT CHARACTER}")
    if isinstance(value, dict):
        return {_storable(name): _storable(item) for name, item in value.items()}
    return [_storable(item) for item in value] if isinstance(value, list | tuple) else value

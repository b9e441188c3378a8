"""One exercise or quiz: from what its author wrote to the version that learners get."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from assay.accounts.models import User
from assay.accounts.operations import record
from assay.catalog import statement
from assay.catalog.environments import environment_digest
from assay.catalog.folders import QuizFile, Source
from assay.catalog.models import Exercise, ExerciseVersion, Publication
from assay.catalog.operations.storing import store
from assay.catalog.sources import digest_of
from graders import exercise as engine
from graders import release
from graders.prediction import summary


@dataclass(frozen=True, kw_only=True)
class Published:
    """What became of one exercise. `outcome` is new, changed, unchanged, restored or retired."""

    slug: str
    title: str
    digest: str
    points: Decimal
    outcome: str


@dataclass(frozen=True, kw_only=True)
class Publishing:
    """Who publishes when, and what is said about it: see `Publication`."""

    by: User | None
    at: datetime
    note: str = ""
    told_learners: str = ""
    reason: str = ""


def set_version(exercise: Exercise, source: Source, how: Publishing, *, is_new: bool) -> Published:
    """Make `source` what learners get of `exercise`; a content that was published before is that version again."""
    outcome = outcome_of(exercise, digest_of(source), is_new=is_new)
    version = ExerciseVersion.objects.filter(exercise=exercise, digest=digest_of(source)).first()
    version = version or _new_version(exercise, source, how)
    if outcome == "unchanged":
        return _published(version, outcome)
    return offer(version, how, outcome=outcome)


def offer(version: ExerciseVersion, how: Publishing, *, outcome: str) -> Published:
    """Make a stored version what learners get from now on, and note who did it and why."""
    exercise = version.exercise
    before = {"version": exercise.current.digest} if exercise.current else {}
    Exercise.objects.filter(pk=exercise.pk).update(current=version, retired_at=None)
    Publication.objects.create(
        version=version,
        at=how.at,
        by=how.by,
        note=how.note,
        told_learners=how.told_learners,
        reason=how.reason,
    )
    after = {"version": version.digest} | ({"reason": how.reason} if how.reason else {})
    record(actor=how.by, verb="exercise.published", obj=exercise, before=before, after=after, at=how.at)
    return _published(version, outcome)


def _published(version: ExerciseVersion, outcome: str) -> Published:
    return Published(
        slug=version.exercise.slug,
        title=version.title,
        digest=version.digest,
        points=version.points,
        outcome=outcome,
    )


def outcome_of(exercise: Exercise | None, digest: str, *, is_new: bool = False) -> str:
    """What publishing this content does to the exercise: new, restored, unchanged or changed."""
    if is_new or exercise is None or exercise.current is None:
        return "new"
    if exercise.retired_at is not None:
        return "restored"
    return "unchanged" if exercise.current.digest == digest else "changed"


def _new_version(exercise: Exercise, source: Source, how: Publishing) -> ExerciseVersion:
    content = _quiz_content(source) if isinstance(source, QuizFile) else _notebook_content(source)
    return ExerciseVersion.objects.create(
        exercise=exercise, digest=digest_of(source), published_at=how.at, published_by=how.by, **content
    )


def _quiz_content(source: QuizFile) -> dict[str, Any]:
    """The columns of a quiz's version; no key is in any but the archive."""
    quiz = source.quiz
    return {
        "title": quiz.title,
        "summary": quiz.summary,
        "kind": ExerciseVersion.QUIZ,
        "points": quiz.points,
        "policy": {"attempts_allowed": quiz.attempts, "counts": quiz.counts},
        "archive_id": store(source.text.encode()),
    }


def _notebook_content(source: engine.Exercise) -> dict[str, Any]:
    copy = release.make(source)
    return {
        "title": source.title,
        "summary": source.summary,
        "kind": source.kind,
        "points": Decimal(str(source.points)),
        "environment": source.environment,
        "environment_digest": environment_digest(source.environment),
        "isolation": source.isolation,
        "limits": asdict(source.limits),
        "policy": _policy(source),
        "outline": _outline(source),
        "statement_html": statement_of(source),
        "archive_id": store(engine.pack(source.folder)),
        "release_id": store(copy.content),
        "release_file_name": copy.file_name,
    }


def statement_of(source: engine.Exercise) -> str:
    """What it asks, as HTML."""
    cells = [(cell.released, cell.attachments) for cell in source.cells if cell.cell_type == "markdown"]
    return statement.render(statement.without_title(cells))


def _outline(source: engine.Exercise) -> list[dict[str, Any]]:
    """The questions; that of a prediction exercise with what may be told of its metric and baselines."""
    questions = [asdict(question) for question in source.questions]
    if source.prediction is not None:
        questions[0]["prediction"] = summary(source.prediction, source.folder)
    return questions


def _policy(source: engine.Exercise) -> dict[str, Any]:
    """The exercise's own settings under the names of `cohorts.policies.Policy`."""
    attempts = asdict(source.attempts)
    reveal = asdict(source.reveal)
    return {
        "attempts_allowed": attempts.pop("allowed"),
        **attempts,
        "reveal_score": reveal.pop("score"),
        **reveal,
    }

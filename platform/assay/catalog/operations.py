"""Publish a course folder: the database becomes a projection of it, in one transaction or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from assay.accounts.models import User
from assay.accounts.operations import record
from assay.catalog import statement
from assay.catalog.environments import environment_digest
from assay.catalog.folders import CourseFolder, PublishRefused, QuizFile, WeekFolder, read_course
from assay.catalog.models import Course, Exercise, ExerciseVersion, StoredFile, Week
from assay.celery import enqueue
from graders import exercise as engine
from graders import release
from graders.quiz import QuizError, read_quiz

__all__ = ["PublishRefused", "PublishReport", "Published", "publish", "publish_quiz_text", "store"]


Source = engine.Exercise | QuizFile


@dataclass(frozen=True, kw_only=True)
class Published:
    """What became of one exercise. `outcome` is new, changed, unchanged, restored or retired."""

    slug: str
    title: str
    digest: str
    points: Decimal
    outcome: str


@dataclass(frozen=True, kw_only=True)
class PublishReport:
    """What one publishing did."""

    course: Course
    exercises: tuple[Published, ...]

    @property
    def is_changed(self) -> bool:
        return any(item.outcome != "unchanged" for item in self.exercises)


def publish(*, folder: Path, by: User | None, at: datetime) -> PublishReport:
    """Make the course in `folder` what learners see. Repeated, it changes nothing.

    Raises `PublishRefused` with every problem of every file; then nothing at all is changed.
    """
    wanted = read_course(folder)
    _check_environments(wanted)
    with transaction.atomic():
        course = _course(wanted, by, at)
        published: list[Published] = []
        for week_folder in wanted.weeks:
            week = _week(course, week_folder)
            for position, source in enumerate(_sources(week_folder)):
                published.append(_exercise(week, position, source, by, at))
        published += _retire(course, {item.slug for item in published}, by, at)
        _drop_empty_weeks(course, wanted)
        report = PublishReport(course=course, exercises=tuple(published))
        if report.is_changed:
            enqueue(task="submissions.prepare", lane="bulk")
    return report


@transaction.atomic
def publish_quiz_text(*, exercise: Exercise, text: str, by: User | None, at: datetime) -> ExerciseVersion:
    """Make `text` (YAML, pictures put in already) what learners of this quiz get from now on.

    Raises `PublishRefused`. The folder stays the source: publishing it again brings its own text back.
    """
    try:
        source = QuizFile(slug=exercise.slug, text=text, quiz=read_quiz(text, name="quiz.yaml"))
    except QuizError as error:
        raise PublishRefused(error.problems) from error
    _set_version(exercise, source, by, at, is_new=False)
    exercise.refresh_from_db()
    assert exercise.current is not None
    return exercise.current


def store(content: bytes) -> str:
    """Keep `content` once; returns its SHA-256, the key of its `StoredFile`."""
    digest = hashlib.sha256(content).hexdigest()
    if not StoredFile.objects.filter(pk=digest).exists():
        stored = StoredFile(sha256=digest, size_bytes=len(content), content=content)
        StoredFile.objects.bulk_create([stored], ignore_conflicts=True)
    return digest


def _check_environments(course: CourseFolder) -> None:
    problems = tuple(
        engine.Problem(
            file=f"{week.slug}/{item.name}/exercise.toml",
            line=0,
            sentence=f"There is no environment {item.environment!r}.",
        )
        for week in course.weeks
        for item in week.exercises
        if not environment_digest(item.environment)
    )
    if problems:
        raise PublishRefused(problems)


def _course(wanted: CourseFolder, by: User | None, at: datetime) -> Course:
    values = {"title": wanted.title, "description": wanted.description, "language": wanted.language}
    course, is_new = Course.objects.get_or_create(slug=wanted.slug, defaults=values)
    before = {name: getattr(course, name) for name in values}
    if is_new or before != values:
        Course.objects.filter(pk=course.pk).update(**values)
        course.refresh_from_db()
        record(
            actor=by,
            verb="course.published",
            obj=course,
            before={} if is_new else before,
            after=values,
            at=at,
        )
    return course


def _week(course: Course, wanted: WeekFolder) -> Week:
    values = {
        "number": wanted.number,
        "title": wanted.title,
        "summary": wanted.summary,
        "learnt": wanted.learnt,
        "reading": wanted.reading,
    }
    week, _ = Week.objects.get_or_create(course=course, slug=wanted.slug, defaults=values)
    if any(getattr(week, name) != value for name, value in values.items()):
        Week.objects.filter(pk=week.pk).update(**values)
        week.refresh_from_db()
    return week


def _sources(folder: WeekFolder) -> list[Source]:
    """What a week offers, in the order of its page: the exercises, then the quiz."""
    return [*folder.exercises, *([folder.quiz] if folder.quiz else [])]


def _exercise(week: Week, position: int, source: Source, by: User | None, at: datetime) -> Published:
    slug, _ = _identity(source)
    exercise, is_new = Exercise.objects.select_related("current").get_or_create(
        course=week.course, slug=slug, defaults={"week": week, "position": position}
    )
    Exercise.objects.filter(pk=exercise.pk).update(week=week, position=position)
    return _set_version(exercise, source, by, at, is_new=is_new)


def _set_version(
    exercise: Exercise, source: Source, by: User | None, at: datetime, *, is_new: bool
) -> Published:
    slug, digest = _identity(source)
    old = exercise.current
    outcome = _outcome(exercise, digest, is_new=is_new)
    version = ExerciseVersion.objects.filter(exercise=exercise, digest=digest).first()
    version = version or _new_version(exercise, source, by, at)
    Exercise.objects.filter(pk=exercise.pk).update(current=version, retired_at=None)
    if outcome != "unchanged":
        record(
            actor=by,
            verb="exercise.published",
            obj=exercise,
            before={"version": old.digest} if old else {},
            after={"version": version.digest},
            at=at,
        )
    return Published(
        slug=slug, title=version.title, digest=version.digest, points=version.points, outcome=outcome
    )


def _identity(source: Source) -> tuple[str, str]:
    """Slug and digest."""
    if isinstance(source, QuizFile):
        return source.slug, source.quiz.digest
    return source.name, source.version


def _outcome(exercise: Exercise, digest: str, *, is_new: bool) -> str:
    if is_new:
        return "new"
    if exercise.retired_at is not None:
        return "restored"
    return "unchanged" if exercise.current and exercise.current.digest == digest else "changed"


def _new_version(exercise: Exercise, source: Source, by: User | None, at: datetime) -> ExerciseVersion:
    content = _quiz_content(source) if isinstance(source, QuizFile) else _notebook_content(source)
    return ExerciseVersion.objects.create(
        exercise=exercise, digest=_identity(source)[1], published_at=at, published_by=by, **content
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
    cells = [(cell.released, cell.attachments) for cell in source.cells if cell.cell_type == "markdown"]
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
        "outline": [asdict(question) for question in source.questions],
        "statement_html": statement.render(statement.without_title(cells)),
        "archive_id": store(engine.pack(source.folder)),
        "release_id": store(copy.content),
        "release_file_name": copy.file_name,
    }


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


def _retire(course: Course, slugs: set[str], by: User | None, at: datetime) -> list[Published]:
    """Exercises whose folder is gone keep their submissions but are not offered any more."""
    gone = course.exercises.select_related("current").filter(retired_at=None).exclude(slug__in=slugs)
    retired = []
    for exercise in gone:
        Exercise.objects.filter(pk=exercise.pk).update(retired_at=at)
        record(actor=by, verb="exercise.retired", obj=exercise, at=at)
        retired.append(
            Published(
                slug=exercise.slug,
                title=str(exercise),
                digest=exercise.current.digest if exercise.current else "",
                points=exercise.current.points if exercise.current else Decimal(0),
                outcome="retired",
            )
        )
    return retired


def _drop_empty_weeks(course: Course, wanted: CourseFolder) -> None:
    course.weeks.exclude(slug__in=[week.slug for week in wanted.weeks]).filter(exercises=None).delete()

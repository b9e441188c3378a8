"""Publish a course folder: the database becomes a projection of it, in one transaction or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from assay.accounts.models import User
from assay.accounts.operations import record
from assay.catalog.folders import CourseFolder, PublishRefused, QuizFile, Source, WeekFolder, read_course
from assay.catalog.models import Course, Exercise, ExerciseVersion, Week
from assay.catalog.operations.versions import Published, Publishing, offer, outcome_of, set_version
from assay.catalog.sources import slug_of
from assay.celery import enqueue
from graders.exercise import Problem
from graders.quiz import QuizError, read_quiz


@dataclass(frozen=True, kw_only=True)
class PublishReport:
    """What one publishing did."""

    course: Course
    exercises: tuple[Published, ...]

    @property
    def is_changed(self) -> bool:
        return any(item.outcome != "unchanged" for item in self.exercises)


def publish(
    *,
    folder: Path,
    by: User | None,
    at: datetime,
    note: str = "",
    told_learners: str = "",
    reason: str = "",
) -> PublishReport:
    """Make the course in `folder` what learners see. Repeated, it changes nothing.

    `note`, `told_learners` and `reason` are kept with each version that becomes current: see `Publication`.
    Raises `PublishRefused` with every problem of every file; then nothing at all is changed.
    """
    wanted = read_course(folder)
    how = Publishing(by=by, at=at, note=note, told_learners=told_learners, reason=reason)
    with transaction.atomic():
        course = _course(wanted, by, at)
        published: list[Published] = []
        for week_folder in wanted.weeks:
            week = _week(course, week_folder)
            for position, source in enumerate(week_folder.sources):
                published.append(_exercise(week, position, source, how))
        published += _retire(course, {item.slug for item in published}, by, at)
        _drop_empty_weeks(course, wanted)
        report = PublishReport(course=course, exercises=tuple(published))
        if report.is_changed:
            enqueue(task="submissions.prepare", lane="bulk")
    return report


@transaction.atomic
def publish_alone(*, week: Week, source: Source, how: Publishing) -> PublishReport:
    """Make one exercise or quiz what learners see in `week`; everything else of the course stays as it is.

    It keeps its place in the week, or comes last. Raises `PublishRefused` where its name is taken by something else.
    """
    known = (
        Exercise.objects.select_related("current").filter(course=week.course, slug=slug_of(source)).first()
    )
    _refuse_other_kind(known, source)
    if known is None or known.week_id != week.pk:
        position = 1 + (week.exercises.aggregate(Max("position"))["position__max"] or 0)
    else:
        position = known.position
    published = _exercise(week, position, source, how)
    is_uploaded = known is None or known.is_uploaded or known.retired_at is not None
    Exercise.objects.filter(course=week.course, slug=published.slug).update(is_uploaded=is_uploaded)
    enqueue(task="submissions.prepare", lane="bulk")
    return PublishReport(course=week.course, exercises=(published,))


@transaction.atomic
def publish_again(*, version: ExerciseVersion, how: Publishing) -> Published:
    """Make a version that was published before what learners get once more."""
    outcome = outcome_of(version.exercise, version.digest)
    if outcome == "restored":
        Exercise.objects.filter(pk=version.exercise_id).update(is_uploaded=True)
    enqueue(task="submissions.prepare", lane="bulk")
    return offer(version, how, outcome=outcome)


@transaction.atomic
def publish_quiz_text(*, exercise: Exercise, text: str, by: User | None, at: datetime) -> ExerciseVersion:
    """Make `text` (YAML, pictures put in already) what learners of this quiz get from now on.

    Raises `PublishRefused`. The folder stays the source: publishing it again brings its own text back.
    """
    try:
        source = QuizFile(slug=exercise.slug, text=text, quiz=read_quiz(text, name="quiz.yaml"))
    except QuizError as error:
        raise PublishRefused(error.problems) from error
    set_version(exercise, source, Publishing(by=by, at=at), is_new=False)
    exercise.refresh_from_db()
    assert exercise.current is not None
    return exercise.current


def _refuse_other_kind(known: Exercise | None, source: Source) -> None:
    if known is not None and known.current is not None and known.is_quiz != isinstance(source, QuizFile):
        kind = "quiz" if known.is_quiz else "exercise"
        sentence = f"The course has a {kind} named {known.slug!r} already: give the folder another name."
        raise PublishRefused((Problem(file="", line=0, sentence=sentence),))


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


def _exercise(week: Week, position: int, source: Source, how: Publishing) -> Published:
    exercise, is_new = Exercise.objects.select_related("current").get_or_create(
        course=week.course, slug=slug_of(source), defaults={"week": week, "position": position}
    )
    Exercise.objects.filter(pk=exercise.pk).update(week=week, position=position, is_uploaded=False)
    return set_version(exercise, source, how, is_new=is_new)


def _retire(course: Course, slugs: set[str], by: User | None, at: datetime) -> list[Published]:
    """Exercises whose folder is gone keep their submissions but are not offered any more.

    What was uploaded alone was never in the folder, so that it is not missing from it.
    """
    offered = course.exercises.select_related("current").filter(retired_at=None, is_uploaded=False)
    gone = offered.exclude(slug__in=slugs)
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

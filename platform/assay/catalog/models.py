"""Courses, weeks and exercises as published from their folders; a version never changes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models


class StoredFile(models.Model):
    """Bytes kept once under their SHA-256 (64 hex digits)."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size_bytes = models.PositiveBigIntegerField()
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.sha256[:12]


class Course(models.Model):
    """One folder of `exercises/`."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    language = models.CharField(max_length=16, default="en")

    def __str__(self) -> str:
        return self.title


class Week(models.Model):
    """One week of a course, in the order of `course.toml`."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="weeks")
    slug = models.SlugField(max_length=80)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    learnt = models.JSONField(default=list)
    reading = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course", "slug"], name="week_slug_once_per_course"),
        ]

    def __str__(self) -> str:
        return f"Week {self.number}: {self.title}"


class Exercise(models.Model):
    """The stable identity of an exercise in a course; what it says is in its versions.

    `is_uploaded` says that it came alone, by the site's pages: the course's folder does not know it.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="exercises")
    week = models.ForeignKey(Week, on_delete=models.PROTECT, related_name="exercises")
    slug = models.SlugField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    current = models.ForeignKey("ExerciseVersion", null=True, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)
    is_uploaded = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["week__number", "position", "slug"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course", "slug"], name="exercise_slug_once_per_course"),
        ]

    def __str__(self) -> str:
        return self.current.title if self.current else self.slug

    @property
    def is_quiz(self) -> bool:
        return self.current is not None and self.current.is_quiz

    @property
    def is_prediction(self) -> bool:
        return self.current is not None and self.current.is_prediction


class ExerciseVersion(models.Model):
    """One published content of an exercise; immutable.

    `digest` is `graders.exercise.Exercise.version`; `outline` lists the questions with their tests' public titles;
    `limits` and `policy` are the exercise's own settings as JSON; `archive` is the packed folder (with hidden tests),
    `release` the learner's copy. Of a quiz (`kind` is quiz) `digest` is `graders.quiz.Quiz.digest` and `archive` its YAML
    with every key; it has neither environment nor release.
    """

    QUIZ: ClassVar = "quiz"
    PREDICTION: ClassVar = "prediction"

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="versions")
    digest = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    kind = models.CharField(max_length=20, default="notebook")
    points = models.DecimalField(max_digits=8, decimal_places=2)
    environment = models.CharField(max_length=60, blank=True)
    environment_digest = models.CharField(max_length=64, blank=True)
    isolation = models.CharField(max_length=20, default="separate")
    limits = models.JSONField(default=dict)
    policy = models.JSONField(default=dict)
    outline = models.JSONField(default=list)
    statement_html = models.TextField(blank=True)
    archive = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    release_file_name = models.CharField(max_length=120, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-published_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exercise", "digest"], name="version_once_per_exercise"),
            models.CheckConstraint(condition=models.Q(points__gte=0), name="version_points_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.digest[:8]})"

    @property
    def is_quiz(self) -> bool:
        return self.kind == self.QUIZ

    @property
    def told_learners(self) -> str:
        """What learners were told when it was published last; mostly nothing."""
        newest = self.publications.first()
        return newest.told_learners if newest else ""

    @property
    def is_prediction(self) -> bool:
        return self.kind == self.PREDICTION

    @property
    def prediction(self) -> dict[str, Any] | None:
        """What may be told of a prediction exercise (`graders.prediction.summary`); None for any other."""
        return self.outline[0]["prediction"] if self.is_prediction else None


class Publication(models.Model):
    """One time that a version became what learners get; append-only.

    `note` is for those who teach, `told_learners` for learners, and `reason` says why it was published over what a check
    found, or without one.
    """

    version = models.ForeignKey(ExerciseVersion, on_delete=models.CASCADE, related_name="publications")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    told_learners = models.TextField(blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.version} at {self.at:%Y-%m-%d %H:%M}"


class CheckReport(models.Model):
    """What one check of one content found; append-only, the newest holds.

    `digest` is that of the version, `samples_digest` that of `submissions/` beside it, which is part of no version.
    `report` is `to_json()` of the engine's check. `mutation_score` is from 0 to 1, None where no mutant was made.
    """

    slug = models.SlugField(max_length=80)
    digest = models.CharField(max_length=64)
    samples_digest = models.CharField(max_length=64, blank=True)
    environment_digest = models.CharField(max_length=64, blank=True)
    is_fair = models.BooleanField()
    mutation_score = models.FloatField(null=True)
    report = models.JSONField()
    checked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-checked_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["digest", "environment_digest"])]

    def __str__(self) -> str:
        return f"{self.slug} ({self.digest[:8]}): {'fair' if self.is_fair else 'not fair'}"

    @property
    def caught_percent(self) -> int | None:
        """The mutation score in whole per cent, never rounded up to what it is not."""
        return None if self.mutation_score is None else int(100 * self.mutation_score + 1e-9)

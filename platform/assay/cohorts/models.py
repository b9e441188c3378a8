"""A run of a course: who takes part, in which role, by when, under which policies."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from assay.catalog.models import Course, Exercise


class Cohort(models.Model):
    """One run of a course. `policy` overrides the exercises' defaults (keys of `cohorts.policies.Policy`)."""

    class Board(models.TextChoices):
        OFF = "off"
        ON = "on"

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="cohorts")
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=64, default="UTC")
    board = models.CharField(max_length=8, choices=Board.choices, default=Board.ON)
    policy = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return self.title


class Enrolment(models.Model):
    """A person in a cohort, in one role, under an alias on its boards.

    `time_limit_percent` stretches the time limits of quizzes for a person who needs it: 150 gives half as much again.
    """

    class Role(models.TextChoices):
        LEARNER = "learner"
        ASSISTANT = "assistant"
        INSTRUCTOR = "instructor"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments")
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="enrolments")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.LEARNER)
    alias = models.CharField(max_length=60)
    shows_real_name = models.BooleanField(default=False)
    hidden_on_boards = models.BooleanField(default=False)
    time_limit_percent = models.PositiveSmallIntegerField(
        default=100, validators=[MinValueValidator(100), MaxValueValidator(400)]
    )
    enrolled_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "cohort"], name="enrolled_once_per_cohort"),
            models.UniqueConstraint(fields=["cohort", "alias"], name="alias_once_per_cohort"),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.cohort}"

    @property
    def is_staff(self) -> bool:
        """Whether this person sees other people's work in the cohort."""
        return self.role in {self.Role.ASSISTANT, self.Role.INSTRUCTOR}


class ScheduledExercise(models.Model):
    """When an exercise is open in a cohort (UTC). `policy` overrides the cohort's for this exercise alone.

    `scores_released_at` is when an instructor let the points go by hand.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="schedule")
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="schedule")
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    policy = models.JSONField(default=dict, blank=True)
    scores_released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cohort", "exercise"], name="scheduled_once_per_cohort"),
        ]

    def __str__(self) -> str:
        return f"{self.exercise} in {self.cohort}"


class Extension(models.Model):
    """More time for one learner, for one exercise or (exercise null) for all of the cohort's."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="extensions")
    exercise = models.ForeignKey(Exercise, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()
    reason = models.TextField(blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    granted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.enrolment} until {self.until:%Y-%m-%d %H:%M}"

"""One sitting of a quiz, what was answered in it, how it was marked, and corrections of a key."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from assay.catalog.models import Exercise, ExerciseVersion
from assay.cohorts.models import Enrolment


class QuizAttemptQuerySet(models.QuerySet["QuizAttempt"]):
    """Vocabulary over attempts."""

    def of(self, enrolment: Enrolment, exercise: Exercise) -> Self:
        return self.filter(enrolment=enrolment, exercise=exercise)

    def unfinished(self) -> Self:
        return self.filter(submitted_at=None)

    def counted(self) -> Self:
        """Those that cost an attempt: all but practice."""
        return self.filter(is_practice=False)


class QuizAttempt(models.Model):
    """One sitting. `version` is what the learner saw, `seed` decides which variant of it.

    `ends_at` (null: never) is when the clock ends it, as computed last; `effective_deadline` the due date that held at the
    start. `revision` counts the saves. A finished attempt has `submitted_at`, never after `ends_at`.
    """

    class EndedBy(models.TextChoices):
        LEARNER = "learner"
        CLOCK = "clock"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="quiz_attempts")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="quiz_attempts")
    version = models.ForeignKey(ExerciseVersion, on_delete=models.PROTECT, related_name="quiz_attempts")
    number = models.PositiveIntegerField()
    is_practice = models.BooleanField(default=False)
    seed = models.PositiveBigIntegerField()
    started_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    effective_deadline = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=8, choices=EndedBy.choices, blank=True)
    revision = models.PositiveIntegerField(default=0)
    receipt_sha256 = models.CharField(max_length=64, blank=True)

    objects = QuizAttemptQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-started_at", "-number"]
        indexes: ClassVar = [models.Index(fields=["submitted_at", "ends_at"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrolment", "exercise", "is_practice", "number"], name="quiz_attempt_number_once"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "exercise", "is_practice"],
                condition=models.Q(submitted_at=None),
                name="one_unfinished_quiz_attempt",
            ),
            models.CheckConstraint(
                condition=models.Q(submitted_at=None, ended_by="")
                | models.Q(submitted_at__isnull=False, ended_by__in=["learner", "clock"]),
                name="quiz_attempt_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} {self.exercise} #{self.number}{' (practice)' if self.is_practice else ''}"

    @property
    def is_finished(self) -> bool:
        return self.submitted_at is not None


class Response(models.Model):
    """The answer to one question of one attempt, as saved last.

    `value` is what was entered, by part of the question (`graders.quiz` `Answer`); it is kept even where it cannot be read,
    and then `state` is invalid. `revision` is the attempt's at that save. A response with `checked_at` was marked for the
    learner at once and does not change any more.
    """

    class State(models.TextChoices):
        UNANSWERED = "unanswered"
        PARTLY = "partly"
        ANSWERED = "answered"
        INVALID = "invalid"

    attempt = models.ForeignKey(QuizAttempt, on_delete=models.CASCADE, related_name="responses")
    question_id = models.CharField(max_length=80)
    value = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State.choices, default=State.UNANSWERED)
    is_flagged = models.BooleanField(default=False)
    revision = models.PositiveIntegerField()
    saved_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["attempt", "question_id"], name="response_once_per_question"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} r{self.revision}"


class Marking(models.Model):
    """What marking an attempt against one version gave; append-only.

    `questions` has one entry per question asked: name, title, points, possible, verdict (right, partly, wrong, unanswered,
    invalid).
    """

    class Reason(models.TextChoices):
        SUBMITTED = "submitted"
        CORRECTED = "corrected"

    attempt = models.ForeignKey(QuizAttempt, on_delete=models.PROTECT, related_name="markings")
    version = models.ForeignKey(ExerciseVersion, on_delete=models.PROTECT, related_name="+")
    points = models.DecimalField(max_digits=8, decimal_places=2)
    possible = models.DecimalField(max_digits=8, decimal_places=2)
    questions = models.JSONField(default=list)
    reason = models.CharField(max_length=12, choices=Reason.choices)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(points__gte=0), name="marking_not_negative"),
            models.CheckConstraint(
                condition=models.Q(points__lte=models.F("possible")), name="marking_at_most_possible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.points} / {self.possible}"


class CurrentMarking(models.Model):
    """The pointer to the marking of an attempt that holds now."""

    attempt = models.OneToOneField(QuizAttempt, on_delete=models.CASCADE, related_name="current_marking")
    marking = models.ForeignKey(Marking, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.marking)


class Correction(models.Model):
    """Attempts that saw `from_version` are marked against `to_version`; of several the newest holds.

    Rows of one moment were made together. `offered_before` (null: that stayed) is what new attempts got until then.
    """

    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="corrections")
    from_version = models.ForeignKey(ExerciseVersion, on_delete=models.PROTECT, related_name="+")
    to_version = models.ForeignKey(ExerciseVersion, on_delete=models.PROTECT, related_name="+")
    offered_before = models.ForeignKey(ExerciseVersion, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.exercise}: {self.reason}"

"""One attempt at one exercise, the jobs that grade it, and the scores they gave."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery

from assay.catalog.models import Exercise, ExerciseVersion, StoredFile
from assay.cohorts.models import Enrolment

LONGEST_COMMENT = 4000
MOST_MARKS = 32767  # of one question; what the smallest kind of number holds everywhere


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Vocabulary over submissions."""

    def with_state(self) -> Self:
        """Annotates `job_state`, the state of the latest job."""
        latest = GradingJob.objects.filter(submission=OuterRef("pk")).order_by("-pk")
        return self.annotate(job_state=Subquery(latest.values("state")[:1]))

    def counted(self) -> Self:
        """Those that cost an attempt: not what failed on our side, was cancelled or is invalid."""
        return self.with_state().exclude(job_state__in=GradingJob.COSTS_NOTHING)

    def in_state(self, job_state: str) -> Self:
        """Those whose latest job is in this state."""
        return self.with_state().filter(job_state=job_state)

    def of(self, enrolment: Enrolment, exercise: Exercise) -> Self:
        return self.filter(enrolment=enrolment, exercise=exercise)


class Submission(models.Model):
    """A file as it was received; never changed. `effective_deadline` is the one that held at `accepted_at`."""

    class Channel(models.TextChoices):
        PAGE = "page"
        API = "api"
        IMPORT = "import"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="submissions")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="submissions")
    version = models.ForeignKey(ExerciseVersion, on_delete=models.PROTECT, related_name="submissions")
    attempt_number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    notes = models.JSONField(default=list)
    accepted_at = models.DateTimeField()
    effective_deadline = models.DateTimeField(null=True)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    idempotency_key = models.CharField(max_length=80, blank=True)

    given_marks: list[ManualMark] | None = None  # set where the marks of many were fetched at once

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-accepted_at", "-attempt_number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrolment", "exercise", "attempt_number"], name="attempt_number_once"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "idempotency_key"],
                condition=~models.Q(idempotency_key=""),
                name="idempotency_key_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} {self.exercise} #{self.attempt_number}"

    @property
    def sha256(self) -> str:
        return self.file_id

    @property
    def is_late(self) -> bool:
        """Whether it came after the deadline that held then."""
        return self.effective_deadline is not None and self.accepted_at > self.effective_deadline

    @property
    def job(self) -> GradingJob:
        """The latest wish to grade it."""
        return self.jobs.latest("pk")


class GradingJob(models.Model):
    """One wish to grade a submission. `claim_number` is the fence: only the latest claim may write.

    `woken_at` is when a worker was last called for it; `reused` is the score of an equal file, where that was taken.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        GRADED = "graded"
        SUPERSEDED = "superseded"
        CANCELLED = "cancelled"
        INVALID = "invalid"
        PLATFORM_FAILED = "platform_failed"

    class Lane(models.TextChoices):
        INTERACTIVE = "interactive"
        RETRY = "retry"
        BULK = "bulk"

    TERMINAL: ClassVar = frozenset(
        {State.GRADED, State.SUPERSEDED, State.CANCELLED, State.INVALID, State.PLATFORM_FAILED}
    )

    COSTS_NOTHING: ClassVar = frozenset({State.CANCELLED, State.INVALID, State.PLATFORM_FAILED})

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="jobs")
    version = models.ForeignKey(ExerciseVersion, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=State.choices, default=State.QUEUED)
    lane = models.CharField(max_length=12, choices=Lane.choices, default=Lane.INTERACTIVE)
    claim_number = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    requested_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    woken_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    environment_digest = models.CharField(max_length=64, blank=True)
    failure = models.TextField(blank=True)
    reused = models.ForeignKey("Score", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["queued_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["state", "lease_until"]),
            models.Index(fields=["state", "lane", "queued_at"]),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["submission"],
                condition=models.Q(state__in=["queued", "running"]),
                name="one_unfinished_job_per_submission",
            ),
        ]

    def __str__(self) -> str:
        return f"job {self.pk} ({self.state})"

    @property
    def is_terminal(self) -> bool:
        return self.state in self.TERMINAL


class Score(models.Model):
    """What one claim of one job found; append-only. `report` is the engine's report less tests and notebook."""

    job = models.ForeignKey(GradingJob, on_delete=models.PROTECT, related_name="scores")
    claim_number = models.PositiveSmallIntegerField()
    ending = models.CharField(max_length=24)
    message = models.TextField(blank=True)
    points = models.DecimalField(max_digits=8, decimal_places=2)
    possible = models.DecimalField(max_digits=8, decimal_places=2)
    questions = models.JSONField(default=list)
    report = models.JSONField(default=dict)
    notebook = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "claim_number"], name="score_once_per_claim"),
            models.CheckConstraint(condition=models.Q(points__gte=0), name="score_not_negative"),
            models.CheckConstraint(
                condition=models.Q(points__lte=models.F("possible")), name="score_at_most_possible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.points} / {self.possible}"


class CurrentScore(models.Model):
    """The pointer to the score of a submission that holds now."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="current_score")
    score = models.ForeignKey(Score, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.score)


class TestResult(models.Model):
    """One test of one score. `expected`, `got` and `traceback` are empty for hidden tests."""

    __test__ = False  # the name begins with "Test": pytest must not collect it

    score = models.ForeignKey(Score, on_delete=models.CASCADE, related_name="tests")
    position = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    category = models.CharField(max_length=60, blank=True)
    visibility = models.CharField(max_length=8)
    verdict = models.CharField(max_length=16)
    points = models.DecimalField(max_digits=8, decimal_places=2)
    possible = models.DecimalField(max_digits=8, decimal_places=2)
    message = models.TextField(blank=True)
    hint = models.TextField(blank=True)
    expected = models.TextField(blank=True)
    got = models.TextField(blank=True)
    traceback = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["score", "position"], name="test_position_once_per_score"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.verdict}"


class ManualMark(models.Model):
    """What a person gave for one question of a submission, or (`question` empty) for the whole; append-only.

    The highest `number` counts. `points` None takes back what was given before: what the tests found holds again.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="marks")
    question = models.CharField(max_length=120, blank=True)
    number = models.PositiveSmallIntegerField()
    points = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    comment = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "question", "number"], name="mark_number_once"),
            models.CheckConstraint(condition=models.Q(points__gte=0), name="mark_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.question or 'all'}: {self.points}"

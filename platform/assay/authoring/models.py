"""What an instructor has brought but not published yet, and the jobs that check it or try it out."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assay.catalog.models import Course, StoredFile, Week

_STAGES = {
    "reference": _("reference solution"),
    "isolation": _("without shared mode"),
    "release": _("untouched release"),
    "samples": _("samples"),
    "mutants": _("slips"),
}


class Draft(models.Model):
    """A folder of a course, or of one exercise or quiz for one of its weeks; its files never change.

    `archive` is a zip of the files, `name` the folder's name. `problems` holds what keeps it from being published (`file`,
    `line`, `sentence`), `items` what it holds, one table per exercise and quiz: see `assay.authoring.items`.
    """

    class Kind(models.TextChoices):
        COURSE = "course"
        ALONE = "alone"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="drafts")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    week = models.ForeignKey(Week, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=255)
    archive = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    problems = models.JSONField(default=list)
    items = models.JSONField(default=list)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return self.items[0]["title"] if self.kind == self.Kind.ALONE and self.items else self.name

    @property
    def is_open(self) -> bool:
        """Neither published nor put away."""
        return self.published_at is None and self.discarded_at is None

    @property
    def is_course(self) -> bool:
        return self.kind == self.Kind.COURSE

    def item(self, slug: str) -> dict[str, Any] | None:
        return next((item for item in self.items if item["slug"] == slug), None)


class DraftJob(models.Model):
    """One wish to check a draft, or to try a notebook against an exercise of it. `claim_number` is the fence.

    A check looks at every item that has no report; `slug` is the item it is at, `stage`, `done` and `total` say how far. A
    trial grades `file` against the item `slug`; its `report` is the engine's, and counts for nobody.
    """

    class Kind(models.TextChoices):
        CHECK = "check"
        TRIAL = "trial"

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    UNFINISHED: ClassVar = frozenset({State.QUEUED, State.RUNNING})

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    claim_number = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    queued_at = models.DateTimeField()
    woken_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    slug = models.CharField(max_length=80, blank=True)
    stage = models.CharField(max_length=120, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    failure = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    report = models.JSONField(null=True)

    class Meta:
        ordering: ClassVar = ["queued_at", "id"]
        indexes: ClassVar = [models.Index(fields=["state", "lease_until"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["draft"],
                condition=models.Q(kind="check", state__in=["queued", "running"]),
                name="one_unfinished_check_per_draft",
            ),
            # A check takes minutes of the sandbox: two at once would keep learners waiting.
            models.UniqueConstraint(
                fields=["state"],
                condition=models.Q(kind="check", state="running"),
                name="one_running_check_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} ({self.state})"

    @property
    def stage_words(self) -> str:
        """The stage as people read it; of a quiz it is the name of a question."""
        return str(_STAGES.get(self.stage, self.stage))

    @property
    def is_finished(self) -> bool:
        return self.state not in self.UNFINISHED

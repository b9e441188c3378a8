"""What workers do, by name: each task calls one operation."""

from __future__ import annotations

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from assay.health import note_beat
from assay.submissions import operations
from graders.pool.client import PoolClient


@shared_task(name="submissions.grade")
def grade(*, job_id: int) -> None:
    """Grade one job, if it still waits."""
    operations.grade(job_id=job_id, at=timezone.now(), grader=PoolClient(socket=settings.POOL_SOCKET))


@shared_task(name="submissions.reap")
def reap() -> None:
    """Mend what was left lying."""
    note_beat()
    operations.reap(at=timezone.now())

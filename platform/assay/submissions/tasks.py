"""What workers do, by name: each task calls one operation."""

from __future__ import annotations

from functools import cache

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from assay.health import note_beat, pool_answers
from assay.submissions import operations
from graders.pool.client import PoolClient
from graders.pool.interface import Grader


@cache
def grader() -> Grader:
    """The process's door to the sandbox; it remembers what it learnt of each exercise."""
    return PoolClient(socket=settings.POOL_SOCKET)


@shared_task(name="submissions.grade")
def grade(*, job_id: int) -> None:
    """Grade one job if it still waits, and if there is a sandbox, or it needs none."""
    if pool_answers(settings.POOL_SOCKET) or not operations.needs_sandbox(job_id=job_id):
        operations.grade(job_id=job_id, at=timezone.now(), grader=grader())
    else:
        operations.postpone(job_id=job_id, at=timezone.now())


@shared_task(name="submissions.reap")
def reap() -> None:
    """Mend what was left lying."""
    note_beat()
    operations.reap(at=timezone.now())


@shared_task(name="submissions.prepare")
def prepare() -> None:
    """Spare the first learner of each exercise the wait for the reference solution."""
    if pool_answers(settings.POOL_SOCKET):
        operations.prepare(grader=grader())

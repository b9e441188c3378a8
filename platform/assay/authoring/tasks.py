"""What workers do with drafts."""

from __future__ import annotations

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from assay.authoring import operations
from assay.authoring.operations.jobs import postpone
from assay.health import pool_answers
from assay.submissions.tasks import grader


@shared_task(name="authoring.check")
def check(*, job_id: int) -> None:
    """Check one draft, with half of the sandbox at most: the other half stays for learners."""
    if pool_answers(settings.POOL_SOCKET):
        jobs = max(1, settings.GRADERS_AT_ONCE // 2)
        operations.run_check(job_id=job_id, at=timezone.now(), grader=grader(), jobs=jobs)
    else:
        postpone(job_id=job_id, at=timezone.now())


@shared_task(name="authoring.try_out")
def try_out(*, job_id: int) -> None:
    """Grade one notebook that an instructor tries."""
    if pool_answers(settings.POOL_SOCKET):
        operations.run_trial(job_id=job_id, at=timezone.now(), grader=grader())
    else:
        postpone(job_id=job_id, at=timezone.now())


@shared_task(name="authoring.reap")
def reap() -> None:
    """Mend what was left lying."""
    operations.reap(at=timezone.now())

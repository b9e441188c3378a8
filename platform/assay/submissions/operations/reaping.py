"""Nothing lies around: leases that ran out and wake-ups that were lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from assay.celery import enqueue
from assay.submissions.models import GradingJob
from assay.submissions.operations.claims import fail

_PATIENCE = timedelta(seconds=20)
_MOST_AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class Reaped:
    """How many jobs were taken from silent workers, and how many were called for again."""

    returned: int
    woken: int


def reap(*, at: datetime) -> Reaped:
    """Return jobs whose lease ran out and wake those that wait unheard; run it every 15 seconds."""
    expired = GradingJob.objects.filter(state=GradingJob.State.RUNNING, lease_until__lt=at)
    reason = "The worker fell silent."
    returned = [
        fail(job=job, claim_number=job.claim_number, reason=reason, at=at) for job in expired[:_MOST_AT_ONCE]
    ]
    return Reaped(returned=sum(returned), woken=_wake(at))


def _wake(at: datetime) -> int:
    unheard = GradingJob.objects.filter(
        Q(woken_at=None) | Q(woken_at__lt=at - _PATIENCE), state=GradingJob.State.QUEUED
    )
    with transaction.atomic():
        jobs = list(unheard.order_by("queued_at", "pk").values_list("pk", "lane")[:_MOST_AT_ONCE])
        GradingJob.objects.filter(pk__in=[job_id for job_id, _ in jobs]).update(woken_at=at)
        for job_id, lane in jobs:
            enqueue(task="submissions.grade", lane=lane, job_id=job_id)
    return len(jobs)

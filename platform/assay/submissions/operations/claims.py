"""Who works on a job: taking it, giving it back, giving it up. Every step compares before it sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import F, QuerySet

from assay.celery import enqueue
from assay.submissions import events
from assay.submissions.models import GradingJob

MOST_CLAIMS = 3
log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """The right to write the result of a job, until somebody else claims it."""

    job: GradingJob
    number: int


def claim(*, job_id: int, at: datetime, lease_seconds: float) -> Claim | None:
    """Take a queued job; None where it is not queued (any more). Holds until `at` + `lease_seconds`."""
    with transaction.atomic():
        taken = GradingJob.objects.filter(pk=job_id, state=GradingJob.State.QUEUED).update(
            state=GradingJob.State.RUNNING,
            claim_number=F("claim_number") + 1,
            lease_until=at + timedelta(seconds=lease_seconds),
            started_at=at,
        )
        if not taken:
            return None
        job = GradingJob.objects.select_related(
            "submission__enrolment__cohort", "submission__exercise", "version__exercise__course"
        ).get(pk=job_id)
    return Claim(job=job, number=job.claim_number)


def held(job: GradingJob, number: int) -> QuerySet[GradingJob]:
    """The job's row where claim `number` still holds it, and no row otherwise."""
    return GradingJob.objects.filter(pk=job.pk, state=GradingJob.State.RUNNING, claim_number=number)


def fail(*, job: GradingJob, claim_number: int, reason: str, at: datetime) -> bool:
    """Our side failed: back to the queue, or given up after three claims. False where the claim holds no more."""
    if claim_number >= MOST_CLAIMS:
        return _give_up(job, claim_number, reason, at)
    with transaction.atomic():
        changed = held(job, claim_number).update(
            state=GradingJob.State.QUEUED,
            lane=GradingJob.Lane.RETRY,
            lease_until=None,
            queued_at=at,
            woken_at=at,
            failure=reason,
        )
        if changed:
            enqueue(
                task="submissions.grade",
                lane=GradingJob.Lane.RETRY,
                delay_seconds=5 * claim_number,
                job_id=job.pk,
            )
    log.warning("grading_returned", job_id=job.pk, claim_number=claim_number, reason=reason, changed=changed)
    if changed:
        events.publish(submission_id=job.submission_id, event={"stage": "queued"})
    return bool(changed)


def postpone(*, job_id: int, at: datetime) -> bool:
    """The sandbox does not answer: leave the job queued without using up a claim; the reaper wakes it again."""
    waiting = GradingJob.objects.filter(pk=job_id, state=GradingJob.State.QUEUED)
    return bool(waiting.update(lane=GradingJob.Lane.RETRY, woken_at=at))


def _give_up(job: GradingJob, claim_number: int, reason: str, at: datetime) -> bool:
    changed = held(job, claim_number).update(
        state=GradingJob.State.PLATFORM_FAILED, lease_until=None, finished_at=at, failure=reason
    )
    log.error("grading_given_up", job_id=job.pk, claim_number=claim_number, reason=reason, changed=changed)
    if changed:
        events.publish(submission_id=job.submission_id, event=events.DONE)
    return bool(changed)

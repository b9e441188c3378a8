"""Who works on a job of a draft: asking for it, taking it, telling how far it is, giving it back. Every step compares before it sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet

from assay.accounts.models import User
from assay.accounts.operations import record
from assay.authoring.models import Draft, DraftJob
from assay.catalog.operations import store
from assay.celery import enqueue

MOST_CLAIMS = 3
_PATIENCE = timedelta(seconds=20)
_WAIT_SECONDS = 120
_RUNS = (
    3  # between two words of a check: one that waits in the pool, the reference solution, and the run itself
)
_RUN_SECONDS = 60.0
_TASKS = {
    DraftJob.Kind.CHECK: ("authoring.check", "bulk"),
    DraftJob.Kind.TRIAL: ("authoring.try_out", "interactive"),
}
log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """The right to write what comes of a job, until somebody else claims it."""

    job: DraftJob
    number: int


def request_check(*, draft: Draft, by: User, at: datetime) -> DraftJob:
    """Have a draft checked; one that waits or runs already is returned as it is."""
    try:
        with transaction.atomic():
            return _queue(
                DraftJob(draft=draft, kind=DraftJob.Kind.CHECK), by, at, verb="draft.check_requested"
            )
    except IntegrityError:
        return draft.jobs.get(kind=DraftJob.Kind.CHECK, state__in=DraftJob.UNFINISHED)


@transaction.atomic
def request_trial(
    *, draft: Draft, slug: str, file_name: str, content: bytes, by: User, at: datetime
) -> DraftJob:
    """Have a notebook graded against an item of the draft; it is no submission and counts for nobody."""
    trial = DraftJob(
        draft=draft, kind=DraftJob.Kind.TRIAL, slug=slug, file_id=store(content), file_name=file_name
    )
    return _queue(trial, by, at, verb="draft.tried")


def _queue(job: DraftJob, by: User, at: datetime, *, verb: str) -> DraftJob:
    job.requested_by, job.queued_at, job.woken_at = by, at, at
    job.save()
    record(actor=by, verb=verb, obj=job.draft, after={"job": job.pk}, at=at)
    _wake(job)
    return job


def _wake(job: DraftJob, *, delay_seconds: float = 0) -> None:
    task, lane = _TASKS[DraftJob.Kind(job.kind)]
    enqueue(task=task, lane=lane, delay_seconds=delay_seconds, job_id=job.pk)


def claim(*, job_id: int, kind: str, at: datetime) -> Claim | None:
    """Take a queued job; None where it is not queued (any more), or where another check runs."""
    job = DraftJob.objects.select_related("draft__course", "draft__week", "draft__archive", "file").get(
        pk=job_id
    )
    try:
        with transaction.atomic():
            taken = DraftJob.objects.filter(pk=job_id, kind=kind, state=DraftJob.State.QUEUED).update(
                state=DraftJob.State.RUNNING,
                claim_number=F("claim_number") + 1,
                lease_until=at + timedelta(seconds=_lease_seconds(job.draft)),
                started_at=at,
                failure="",
            )
    except IntegrityError:
        return None
    job.refresh_from_db(fields=["state", "claim_number"])
    return Claim(job=job, number=job.claim_number) if taken else None


def _lease_seconds(draft: Draft) -> float:
    longest = max((item["run_seconds"] for item in draft.items), default=_RUN_SECONDS)
    return _RUNS * float(longest) + _WAIT_SECONDS


def _held(taken: Claim) -> QuerySet[DraftJob]:
    return DraftJob.objects.filter(pk=taken.job.pk, state=DraftJob.State.RUNNING, claim_number=taken.number)


def tell(taken: Claim, *, slug: str, stage: str, done: int, total: int, at: datetime) -> bool:
    """Note how far it is, and hold the job for another while. False where the claim holds no more."""
    until = at + timedelta(seconds=_lease_seconds(taken.job.draft))
    return bool(_held(taken).update(slug=slug, stage=stage[:120], done=done, total=total, lease_until=until))


def finish(taken: Claim, *, at: datetime, **found: Any) -> bool:
    """It is done. False where the claim holds no more: then nothing is written."""
    with transaction.atomic():
        changed = _held(taken).update(
            state=DraftJob.State.DONE, lease_until=None, finished_at=at, stage="", **found
        )
        _wake_next_check(at)
    return bool(changed)


def give_back(taken: Claim, *, reason: str, at: datetime) -> bool:
    """Our side failed: back to the queue, or given up after three claims. False where the claim holds no more."""
    is_last = taken.number >= MOST_CLAIMS
    values: dict[str, Any] = {"lease_until": None, "failure": reason[:500]}
    if is_last:
        values |= {"state": DraftJob.State.FAILED, "finished_at": at}
    else:
        values |= {"state": DraftJob.State.QUEUED, "woken_at": at}
    with transaction.atomic():
        changed = _held(taken).update(**values)
        if changed and not is_last:
            _wake(taken.job, delay_seconds=5 * taken.number)
        if is_last:
            _wake_next_check(at)
    log.warning("draft_job_returned", job_id=taken.job.pk, claim_number=taken.number, reason=reason)
    return bool(changed)


def postpone(*, job_id: int, at: datetime) -> bool:
    """The sandbox does not answer: leave the job queued without using up a claim; the reaper wakes it again."""
    return bool(DraftJob.objects.filter(pk=job_id, state=DraftJob.State.QUEUED).update(woken_at=at))


def _wake_next_check(at: datetime) -> None:
    """One that came while another ran found no place."""
    waiting = DraftJob.objects.filter(kind=DraftJob.Kind.CHECK, state=DraftJob.State.QUEUED).first()
    if waiting is not None:
        DraftJob.objects.filter(pk=waiting.pk).update(woken_at=at)
        _wake(waiting)


def reap(*, at: datetime) -> int:
    """Return jobs whose lease ran out and wake those that wait unheard; run it every 15 seconds. How many there were."""
    expired = DraftJob.objects.select_related("draft").filter(
        state=DraftJob.State.RUNNING, lease_until__lt=at
    )
    returned = sum(
        give_back(Claim(job=job, number=job.claim_number), reason="The worker fell silent.", at=at)
        for job in expired
    )
    unheard = DraftJob.objects.filter(
        Q(woken_at=None) | Q(woken_at__lt=at - _PATIENCE), state=DraftJob.State.QUEUED
    )
    with transaction.atomic():
        jobs = list(unheard)
        DraftJob.objects.filter(pk__in=[job.pk for job in jobs]).update(woken_at=at)
        for job in jobs:
            _wake(job)
    return returned + len(jobs)

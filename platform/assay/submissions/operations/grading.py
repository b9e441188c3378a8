"""One go at one job: claim it, let the sandbox grade it, write the result down."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from assay.catalog.queries import load_exercise
from assay.cohorts.queries import Timetable
from assay.submissions import events
from assay.submissions.models import GradingJob
from assay.submissions.operations.claims import Claim, claim, fail
from assay.submissions.operations.recording import record
from graders.pool.interface import Grader, OnProgress
from graders.report import PlatformError, Progress, Report

_WAIT_SECONDS = 60  # for an answer of a busy pool, and for everything around the runs
_RUNS = 3  # the one before it in the pool, the reference solution at the first time, and this one
_RUN_SECONDS = 60
_PAUSE_SECONDS = 0.05  # between two events about cells; a page cannot show more


def grade(*, job_id: int, at: datetime, grader: Grader) -> bool:
    """Grade a queued job. False where it was not ours to grade, or went back to the queue."""
    started = time.monotonic()
    taken = claim(job_id=job_id, at=at, lease_seconds=_lease_seconds(job_id))
    if taken is None:
        return False
    try:
        report = _report(taken, grader, at)
    except (PlatformError, OSError) as error:
        fail(job=taken.job, claim_number=taken.number, reason=_reason(error), at=_now(at, started))
        return False
    if report.ending.is_platform_fault:
        fail(job=taken.job, claim_number=taken.number, reason=report.message, at=_now(at, started))
        return False
    written = record(job=taken.job, claim_number=taken.number, report=report, at=_now(at, started))
    if written:
        events.publish(submission_id=taken.job.submission_id, event=events.DONE)
    return written


def needs_sandbox(*, job_id: int) -> bool:
    """Whether somebody's code is run: files of predictions are read and scored by the worker itself."""
    as_file = {"version__kind": "prediction", "version__outline__0__prediction__handed_in": "csv"}
    return not GradingJob.objects.filter(pk=job_id, **as_file).exists()


def _lease_seconds(job_id: int) -> float:
    limits = GradingJob.objects.filter(pk=job_id).values_list("version__limits", flat=True).first() or {}
    return _RUNS * float(limits.get("run_seconds", _RUN_SECONDS)) + _WAIT_SECONDS


def _report(taken: Claim, grader: Grader, at: datetime) -> Report:
    submission = taken.job.submission
    return grader.grade(
        exercise=load_exercise(version=taken.job.version),
        file_name=submission.file_name,
        content=bytes(submission.file.content),
        on_progress=_announcer(taken.job, at),
    )


def _announcer(job: GradingJob, at: datetime) -> OnProgress:
    """Tells the page how far it is. Verdicts are told only where the learner may see her points already."""
    enrolment = job.submission.enrolment
    timetable = Timetable.of(cohort=enrolment.cohort, enrolments=[enrolment])
    tells_verdicts = timetable.is_released(enrolment, job.submission.exercise, at)
    last = 0.0

    def announce(progress: Progress) -> None:
        nonlocal last
        now = time.monotonic()
        if progress.stage != "test" and 0 < progress.done < progress.total and now - last < _PAUSE_SECONDS:
            return
        last = now
        events.publish(submission_id=job.submission_id, event=_event(progress, tells_verdicts=tells_verdicts))

    return announce


def _event(progress: Progress, *, tells_verdicts: bool) -> dict[str, object]:
    event: dict[str, object] = {
        "stage": "running",
        "step": progress.stage,
        "done": progress.done,
        "total": progress.total,
    }
    if progress.stage == "test" and tells_verdicts:
        event |= {
            "passed": progress.passed,
            "question": progress.question,
            "verdict": str(progress.verdict) if progress.verdict else "",
        }
    return event


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]


def _now(at: datetime, started: float) -> datetime:
    return at + timedelta(seconds=time.monotonic() - started)

"""From jobs, points and dates to the word for where an attempt or an exercise stands."""

from __future__ import annotations

from datetime import datetime

from assay.cohorts.policies import Deadline
from assay.cohorts.work import Status
from assay.submissions.models import GradingJob

__all__ = ["NOT_COUNTED", "Status", "of_attempt", "of_exercise"]


_OF_JOB: dict[str, Status] = {
    GradingJob.State.QUEUED: Status.QUEUED,
    GradingJob.State.RUNNING: Status.RUNNING,
    GradingJob.State.GRADED: Status.GRADED,
    GradingJob.State.SUPERSEDED: Status.QUEUED,
    GradingJob.State.CANCELLED: Status.REFUSED,
    GradingJob.State.INVALID: Status.REFUSED,
    GradingJob.State.PLATFORM_FAILED: Status.PLATFORM_PROBLEM,
}

NOT_COUNTED = frozenset({Status.REFUSED, Status.PLATFORM_PROBLEM})


def of_attempt(*, job_state: str, is_released: bool, is_full: bool, awaits_marks: bool = False) -> Status:
    """Where one attempt stands. Without released points a graded one is only "Graded"."""
    status = _OF_JOB[job_state]
    if status is Status.GRADED and awaits_marks:
        return Status.AWAITING_MARKS
    if status is Status.GRADED and is_released and not is_full:
        return Status.NEEDS_WORK
    return status


def of_exercise(
    *,
    latest: Status | None,
    is_full: bool,
    has_score: bool,
    awaits_marks: bool = False,
    deadline: Deadline,
    at: datetime,
) -> Status:
    """Where an exercise stands: a waiting attempt comes first, then the points that count, then the dates.

    `is_full` says that the counted points are released and all there are; `awaits_marks` that only a person's are
    missing.
    """
    if latest in {Status.QUEUED, Status.RUNNING}:
        return latest
    if is_full:
        return Status.GRADED
    if awaits_marks:
        return Status.AWAITING_MARKS
    if has_score:
        is_worth_another = deadline.is_open(at) and latest is Status.NEEDS_WORK
        return Status.NEEDS_WORK if is_worth_another else Status.GRADED
    if latest is not None:
        return latest
    if deadline.has_closed(at):
        return Status.CLOSED
    return Status.LATE if deadline.is_overdue(at) else Status.NOT_STARTED

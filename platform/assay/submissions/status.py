"""The words for where a piece of work stands; the only list of them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assay.cohorts.policies import Deadline
from assay.submissions.models import GradingJob


class Status(StrEnum):
    """Where an exercise or an attempt stands for its learner."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    QUEUED = "queued"
    RUNNING = "running"
    GRADED = "graded"
    NEEDS_WORK = "needs_work"
    LATE = "late"
    CLOSED = "closed"
    REFUSED = "refused"
    PLATFORM_PROBLEM = "platform_problem"

    @property
    def words(self) -> Promise:
        return _WORDS[self]


_WORDS: dict[Status, Promise] = {
    Status.NOT_STARTED: _("Not started"),
    Status.IN_PROGRESS: _("In progress"),
    Status.QUEUED: _("Queued"),
    Status.RUNNING: _("Running"),
    Status.GRADED: _("Graded"),
    Status.NEEDS_WORK: _("Needs work"),
    Status.LATE: _("Late"),
    Status.CLOSED: _("Closed"),
    Status.REFUSED: _("Not a notebook, not counted"),
    Status.PLATFORM_PROBLEM: _("Platform problem, not counted"),
}

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


def of_attempt(*, job_state: str, is_released: bool, is_full: bool) -> Status:
    """Where one attempt stands. Without released points a graded one is only "Graded"."""
    status = _OF_JOB[job_state]
    if status is Status.GRADED and is_released and not is_full:
        return Status.NEEDS_WORK
    return status


def of_exercise(
    *, latest: Status | None, is_full: bool, has_score: bool, deadline: Deadline, at: datetime
) -> Status:
    """Where an exercise stands: a waiting attempt comes first, then the points that count, then the dates.

    `is_full` says that the counted points are released and all there are.
    """
    if latest in {Status.QUEUED, Status.RUNNING}:
        return latest
    if is_full:
        return Status.GRADED
    if has_score:
        is_worth_another = deadline.is_open(at) and latest is Status.NEEDS_WORK
        return Status.NEEDS_WORK if is_worth_another else Status.GRADED
    if latest is not None:
        return latest
    if deadline.has_closed(at):
        return Status.CLOSED
    return Status.LATE if deadline.is_overdue(at) else Status.NOT_STARTED

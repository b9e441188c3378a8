"""How long the queue is before a submission, and an honest guess of the wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from django.conf import settings
from django.db.models import Q

from assay.submissions.models import GradingJob

_RECENT = 20
_LANES = (GradingJob.Lane.INTERACTIVE, GradingJob.Lane.RETRY, GradingJob.Lane.BULK)


@dataclass(frozen=True, kw_only=True)
class Place:
    """`ahead` jobs come first; `seconds` until this one is done, if others take as long as the last ones did."""

    ahead: int
    seconds: int


def place_in_queue(*, job: GradingJob) -> Place:
    """The place of a queued job: earlier lanes go first, inside a lane the older job."""
    earlier_lanes = _LANES[: _LANES.index(GradingJob.Lane(job.lane))]
    before_me = Q(lane__in=earlier_lanes) | Q(lane=job.lane, queued_at__lt=job.queued_at)
    ahead = GradingJob.objects.filter(before_me, state=GradingJob.State.QUEUED).count()
    ahead += GradingJob.objects.filter(state=GradingJob.State.RUNNING).count()
    rounds = ceil((ahead + 1) / settings.GRADERS_AT_ONCE)
    return Place(ahead=ahead, seconds=max(1, ceil(rounds * _usual_duration().total_seconds())))


def _usual_duration() -> timedelta:
    """The mean of the last gradings; half a second where there are none."""
    recent = GradingJob.objects.filter(state=GradingJob.State.GRADED, started_at__isnull=False)
    rows = recent.order_by("-finished_at").values_list("started_at", "finished_at")[:_RECENT]
    durations = [finished - started for started, finished in rows if started and finished]
    return sum(durations, timedelta()) / len(durations) if durations else timedelta(seconds=0.5)

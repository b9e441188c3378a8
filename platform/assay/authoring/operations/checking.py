"""One go at checking a draft: every item that has no report yet, one after the other, each kept as soon as it is there."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from assay.authoring.items import opened
from assay.authoring.models import DraftJob
from assay.authoring.operations.jobs import Claim, claim, finish, give_back, tell
from assay.catalog.folders import PublishRefused, Source
from assay.catalog.operations import check
from assay.catalog.operations.checking import OnProgress
from assay.catalog.queries import report_of
from assay.catalog.sources import slug_of
from graders.pool.interface import Grader
from graders.report import PlatformError

_PAUSE_SECONDS = 0.5  # between two notes of progress; a page cannot show more


class _Lost(Exception):
    """Somebody else has the job now."""


def run_check(*, job_id: int, at: datetime, grader: Grader, jobs: int) -> bool:
    """Check what a queued job asks for. False where it was not ours to do, or went back to the queue."""
    taken = claim(job_id=job_id, kind=DraftJob.Kind.CHECK, at=at)
    if taken is None:
        return False
    started = time.monotonic()

    def now() -> datetime:
        return at + timedelta(seconds=time.monotonic() - started)

    try:
        with opened(taken.job.draft) as found:
            for source in found.sources.values():
                if report_of(source) is None:
                    check(
                        source=source,
                        grader=grader,
                        jobs=jobs,
                        at=now(),
                        on_progress=_announcer(taken, source, at, started),
                    )
    except _Lost:
        return False
    except (PlatformError, PublishRefused, OSError) as error:
        give_back(taken, reason=str(error), at=now())
        return False
    return finish(taken, at=now())


def _announcer(taken: Claim, source: Source, at: datetime, started: float) -> OnProgress:
    """Notes in the job how far it is, which is its heartbeat as well."""
    last = 0.0

    def announce(stage: str, done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if 0 < done < total and now - last < _PAUSE_SECONDS:
            return
        last = now
        moment = at + timedelta(seconds=now - started)
        if not tell(taken, slug=slug_of(source), stage=stage, done=done, total=total, at=moment):
            raise _Lost

    return announce

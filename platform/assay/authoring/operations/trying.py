"""One notebook against an exercise that is not published yet: graded like any other, and kept for nobody's points."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from assay.authoring.items import opened
from assay.authoring.models import DraftJob
from assay.authoring.operations.jobs import claim, finish, give_back, tell
from assay.catalog.folders import PublishRefused, QuizFile
from assay.submissions.cleaning import clean_json
from graders.pool.interface import Grader
from graders.report import PlatformError, Progress, Report


def run_trial(*, job_id: int, at: datetime, grader: Grader) -> bool:
    """Grade what a queued trial asks for. False where it was not ours to do, or went back to the queue."""
    taken = claim(job_id=job_id, kind=DraftJob.Kind.TRIAL, at=at)
    if taken is None:
        return False
    started = time.monotonic()

    def now() -> datetime:
        return at + timedelta(seconds=time.monotonic() - started)

    def announce(progress: Progress) -> None:
        slug = taken.job.slug
        tell(taken, slug=slug, stage=progress.stage, done=progress.done, total=progress.total, at=now())

    try:
        with opened(taken.job.draft) as found:
            source = found.sources[taken.job.slug]
            assert not isinstance(source, QuizFile)
            assert taken.job.file is not None
            content = bytes(taken.job.file.content)
            report = grader.grade(
                exercise=source, file_name=taken.job.file_name, content=content, on_progress=announce
            )
    except (PlatformError, PublishRefused, OSError) as error:
        give_back(taken, reason=str(error), at=now())
        return False
    if report.ending.is_platform_fault:
        give_back(taken, reason=report.message, at=now())
        return False
    return finish(taken, at=now(), report=_kept(report))


def _kept(report: Report) -> dict[str, object]:
    """The report less the executed notebook, which nobody opens here."""
    found: dict[str, object] = clean_json({**report.as_dict(), "notebook": None})
    return found

"""The site's Celery app with a sandbox that only pretends, for workers that tests start as programs."""

from __future__ import annotations

import os
import threading

from assay.celery import app
from graders.exercise import Exercise
from graders.pool.fake import FakeGrader
from graders.pool.interface import OnProgress, ignore_progress
from graders.report import Report

__all__ = ["app"]
HANGS = os.environ["TEST_SANDBOX_HANGS"] == "1"


class Sandbox:
    """Full points, or silence for ever."""

    def grade(
        self,
        *,
        exercise: Exercise,
        file_name: str,
        content: bytes,
        on_progress: OnProgress = ignore_progress,
    ) -> Report:
        if HANGS:
            threading.Event().wait()
        return FakeGrader().grade(
            exercise=exercise, file_name=file_name, content=content, on_progress=on_progress
        )


@app.on_after_finalize.connect
def _pretend(**_: object) -> None:
    from assay.submissions import tasks

    vars(tasks).update(grader=Sandbox, pool_answers=lambda _: True)

"""The door to the sandbox: what the site and the command line ask of a pool."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from graders.exercise import Exercise
from graders.report import Progress, Report

OnProgress = Callable[[Progress], None]


def ignore_progress(_: Progress) -> None:
    """For callers that do not watch."""


class Grader(Protocol):
    """Grades one submission of one exercise; blocks until the report exists."""

    def grade(
        self,
        *,
        exercise: Exercise,
        file_name: str,
        content: bytes,
        on_progress: OnProgress = ignore_progress,
    ) -> Report:
        """Never raises for what a learner sent: a bad file gives `invalid_notebook`, a fault of ours `sandbox_failed`."""
        ...

    def prepare(self, *, exercise: Exercise) -> None:
        """Do now what the first submission of this version would otherwise wait for. Raises PlatformError."""
        ...

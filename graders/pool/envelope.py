"""What every report on one submission says, however its grading went."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.metadata
import time
from typing import Any

from graders.exercise import Exercise
from graders.pool.running import Run
from graders.report import Clock, Ending, EnvironmentRef, ExerciseRef, Report, SubmissionRef


class Envelope:
    """Names the submission, the exercise and the moment of receipt; `report` adds the rest."""

    def __init__(self, *, exercise: Exercise, file_name: str, content: bytes, received: float) -> None:
        self.exercise = exercise
        self._received = received
        self._submission = SubmissionRef(file=file_name, sha256=hashlib.sha256(content).hexdigest())

    def report(
        self, *, ending: Ending, message: str, pool: dict[str, Any] | None = None, **rest: Any
    ) -> Report:
        """The report; without a run it has no points, no questions and no notebook."""
        exercise, pool = self.exercise, pool or {}
        bare = Report(
            submission=self._submission,
            exercise=ExerciseRef(id=exercise.id, version=exercise.version),
            environment=EnvironmentRef(name=exercise.environment, digest=pool.get("digest", "")),
            engine_version=importlib.metadata.version("assay"),
            launcher=pool.get("launcher", ""),
            isolation=exercise.isolation,
            ending=ending,
            message=message,
            points=0.0,
            possible=exercise.points,
            clock=Clock(done=self._since(time.monotonic())),
        )
        return dataclasses.replace(bare, **rest)

    def clock(self, run: Run) -> Clock:
        """The moments of a run as seconds since the submission was received."""
        return Clock(
            forked=self._since(run.forked_at),
            first_cell=self._since(run.first_cell_at),
            last_test=self._since(run.last_test_at),
            done=self._since(time.monotonic()),
        )

    def _since(self, moment: float | None) -> float | None:
        return None if moment is None else round(moment - self._received, 4)

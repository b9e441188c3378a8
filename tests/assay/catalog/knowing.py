"""A sandbox that only pretends, for checks: it gives full points to the reference solution and none to anything else."""

from __future__ import annotations

from graders.exercise import Exercise
from graders.pool.fake import FakeGrader
from graders.pool.interface import OnProgress, ignore_progress
from graders.report import Report


class KnowingGrader:
    """`gives_points_away`: the untouched release earns everything, which is unfair."""

    def __init__(self, *, gives_points_away: bool = False) -> None:
        self._known = {"reference.ipynb"} | ({"release.ipynb"} if gives_points_away else set())
        self.calls = 0

    def prepare(self, *, exercise: Exercise) -> None:
        """There is nothing to learn."""

    def grade(
        self, *, exercise: Exercise, file_name: str, content: bytes, on_progress: OnProgress = ignore_progress
    ) -> Report:
        self.calls += 1
        fake = FakeGrader(share=1.0 if file_name in self._known else 0.0)
        return fake.grade(exercise=exercise, file_name=file_name, content=content, on_progress=on_progress)

"""Progress of one run, told while it happens."""

from __future__ import annotations

from graders.notebook import Plan
from graders.pool.interface import OnProgress
from graders.pool.jobs import NumberedCheck
from graders.pool.running import Run
from graders.report import Progress


class Watch:
    """Turns what is heard of a run into progress."""

    def __init__(self, *, plan: Plan, checks: tuple[NumberedCheck, ...], on_progress: OnProgress) -> None:
        self._cells = sum(cell.cell_type == "code" and cell.stop is None for cell in plan.cells)
        self._checks = checks
        self._on_progress = on_progress
        self._told: set[int] = set()

    def matched(self) -> None:
        """Say that the run begins, or begins anew."""
        self._told.clear()
        self._on_progress(Progress(stage="matched", done=0, total=self._cells))

    def heard(self, run: Run, event: str) -> None:
        """Say how far `run` is: `event` is "cell_done" or "test"."""
        if event == "cell_done":
            self._on_progress(Progress(stage="cell", done=run.learner.done, total=self._cells))
            return
        for number in run.tests.outcomes.keys() - self._told:
            self._told.add(number)
            item = self._checks[number]
            self._on_progress(
                Progress(
                    stage="test",
                    done=len(self._told),
                    total=len(self._checks),
                    passed=run.tests.passed,
                    question=item.cell.grade_id,
                    visibility=item.check.visibility,
                    verdict=run.tests.outcomes[number].verdict,
                )
            )

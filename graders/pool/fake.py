"""A grader without a sandbox, for tests of whoever calls one: it runs nothing and decides by its settings alone."""

from __future__ import annotations

from dataclasses import dataclass

from graders import notebook, scoring
from graders.exercise import Exercise
from graders.notebook import InvalidNotebook, Plan
from graders.pool import predictions
from graders.pool.assembling import executed_notebook, question_reports
from graders.pool.envelope import Envelope
from graders.pool.interface import OnProgress, ignore_progress
from graders.pool.jobs import numbered_checks
from graders.pool.running import Run
from graders.pool.transcript import LearnerRecord, TestOutcome, TestRecord
from graders.pool.watching import Watch
from graders.report import Clock, Ending, Report, Verdict

_POOL = {"environment": "ml-base", "digest": "0" * 64, "launcher": "fake"}
_AT_ONCE = Clock(done=0.0)


@dataclass(frozen=True, kw_only=True)
class FakeGrader:
    """Grades as told.

    `share` is the part of the tests that pass, counted from the first: 1 gives full points, 0 none.
    `ending` is how every run ends; after any but `completed` no further test is reached, and a platform
    fault has no points at all. Files are read and matched as ever: a bad one gives `invalid_notebook`.
    Progress is told in the order of a real run: matched, each cell, each test.
    """

    share: float = 1.0
    ending: Ending = Ending.COMPLETED
    message: str = ""

    def prepare(self, *, exercise: Exercise) -> None:
        """See `graders.pool.interface.Grader`; there is nothing to learn."""

    def grade(
        self,
        *,
        exercise: Exercise,
        file_name: str,
        content: bytes,
        on_progress: OnProgress = ignore_progress,
    ) -> Report:
        """See `graders.pool.interface.Grader`."""
        envelope = Envelope(exercise=exercise, file_name=file_name, content=content, received=0.0)
        if predictions.takes_csv(exercise) and not self.ending.is_platform_fault:
            return predictions.graded_file(envelope, content)
        try:
            plan = notebook.match(exercise, notebook.read(content, file_name, exercise.limits))
        except InvalidNotebook as error:
            return envelope.report(ending=Ending.INVALID_NOTEBOOK, message=str(error), clock=_AT_ONCE)
        watch = Watch(plan=plan, checks=numbered_checks(exercise), on_progress=on_progress)
        watch.matched()
        if self.ending.is_platform_fault:
            return envelope.report(ending=self.ending, message=self.message, pool=_POOL, clock=_AT_ONCE)
        run = self._run(exercise, plan, watch)
        questions, points = question_reports(exercise, plan, run.tests.outcomes)
        return envelope.report(
            ending=self.ending,
            message=self.message,
            pool=_POOL,
            points=scoring.rounded(points),
            questions=questions,
            notes=plan.notes,
            clock=Clock(forked=0.01, first_cell=0.02, last_test=0.03, done=0.04),
            wall_seconds=0.03,
            cpu_seconds=0.02,
            peak_memory_mib=42.0,
            notebook=executed_notebook(exercise, plan, run, run.tests.outcomes),
        )

    def _run(self, exercise: Exercise, plan: Plan, watch: Watch) -> Run:
        checks = numbered_checks(exercise)
        cells = [
            place for place, cell in enumerate(plan.cells) if cell.cell_type == "code" and cell.stop is None
        ]
        run = Run(learner=LearnerRecord(cells, exercise.limits), tests=TestRecord(len(checks)))
        for count, place in enumerate(cells, start=1):
            run.learner.take({"event": "cell_done", "position": place, "execution_count": count})
            watch.heard(run, "cell_done")
        passing = round(self.share * len(checks))
        for number in range(len(checks)):
            run.tests.outcomes[number] = self._outcome(passes=number < passing)
            watch.heard(run, "test")
        return run

    def _outcome(self, *, passes: bool) -> TestOutcome:
        if passes:
            return TestOutcome(verdict=Verdict.PASSED)
        if self.ending is not Ending.COMPLETED:
            return TestOutcome(verdict=Verdict.NOT_REACHED, message="The run ended before this test.")
        return TestOutcome(
            verdict=Verdict.FAILED, message="The fake grader failed this test.", expected="1", got="0"
        )

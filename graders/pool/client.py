"""The door to a real pool: read the file, match it, run it behind the wall, report."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from graders import notebook, scoring
from graders.exercise import Exercise
from graders.notebook import InvalidNotebook, Plan
from graders.pool import predictions
from graders.pool.assembling import complete_outcomes, ending_of, executed_notebook, question_reports
from graders.pool.connection import Connection, PoolUnavailable, connect
from graders.pool.envelope import Envelope
from graders.pool.interface import OnProgress, ignore_progress
from graders.pool.jobs import learner_job, numbered_checks, test_job
from graders.pool.observed import Observation, observations
from graders.pool.reference import Profile, Profiles, profile_of
from graders.pool.running import OnEvent, Run, run_once
from graders.pool.sentences import limit_notes
from graders.pool.transcript import LearnerRecord, TestRecord
from graders.pool.watching import Watch
from graders.report import Ending, PlatformError, Report

_CAN_BE_FORGED = (
    "The tests of this exercise share the learner's process. Submitted code can read them and their data there, and can "
    "change what they see and say, so that nothing vouches for this score but the notebook itself."
)
_RESTART_SECONDS = 30.0  # that a pool which has answered before may take to come back
_CLAIMS = 2  # a pool that vanished in mid-run is asked once more


class PoolClient:
    """Grades through the pool behind one socket. Safe to use from several threads at once."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._profiles = Profiles()
        self._has_answered = False

    def prepare(self, *, exercise: Exercise) -> None:
        """See `graders.pool.interface.Grader`: runs the reference solution, which takes as long as a submission."""
        if predictions.takes_csv(exercise):
            return
        connection, pool = self._connect(exercise)
        with connection:
            self._profile(connection, exercise, pool)

    def examine(self, *, exercise: Exercise) -> tuple[Observation, ...]:
        """See `graders.pool.observed.Examiner`."""
        if exercise.is_shared:
            return ()  # there everything is within the learner's reach
        connection, pool = self._connect(exercise)
        with connection:
            plan = notebook.reference_plan(exercise)
            run = _run(connection, exercise, plan, pool, None, _ignore, observe=True)
        ending, message = ending_of(run, exercise.limits)
        if ending.is_platform_fault:
            raise PlatformError(message)
        return observations(run.tests.observed)

    def grade(
        self,
        *,
        exercise: Exercise,
        file_name: str,
        content: bytes,
        on_progress: OnProgress = ignore_progress,
    ) -> Report:
        """See `graders.pool.interface.Grader`."""
        received = time.monotonic()
        envelope = Envelope(exercise=exercise, file_name=file_name, content=content, received=received)
        if predictions.takes_csv(exercise):
            return predictions.graded_file(envelope, content)
        try:
            plan = notebook.match(exercise, notebook.read(content, file_name, exercise.limits))
        except InvalidNotebook as error:
            return envelope.report(ending=Ending.INVALID_NOTEBOOK, message=str(error))
        if exercise.prediction is not None:
            plan = predictions.with_export(plan, exercise.prediction)
        watch = Watch(plan=plan, checks=numbered_checks(exercise), on_progress=on_progress)
        for claim in range(1, _CLAIMS + 1):
            try:
                return self._graded(envelope, plan, watch)
            except PoolUnavailable as error:
                if claim == _CLAIMS:
                    return envelope.report(ending=Ending.SANDBOX_FAILED, message=_apology(error))
            except PlatformError as error:
                return envelope.report(ending=Ending.SANDBOX_FAILED, message=_apology(error))
        raise AssertionError("the loop returns")

    def _graded(self, envelope: Envelope, plan: Plan, watch: Watch) -> Report:
        exercise = envelope.exercise
        connection, pool = self._connect(exercise)
        with connection:
            watch.matched()
            profile = self._profile(connection, exercise, pool)
            run = _run(connection, exercise, plan, pool, profile, watch.heard)
        outcomes = complete_outcomes(exercise, run)
        ending, message = ending_of(run, exercise.limits)
        if ending.is_platform_fault:
            return envelope.report(ending=ending, message=_apology(message), pool=pool)
        shown = plan if exercise.prediction is None else predictions.without_export(plan)
        questions, points = question_reports(exercise, plan, outcomes)
        report = envelope.report(
            ending=ending,
            message=message,
            pool=pool,
            points=scoring.rounded(points),
            questions=questions,
            notes=plan.notes + limit_notes(run, exercise.limits),
            warnings=((_CAN_BE_FORGED,) if exercise.is_shared else ())
            + tuple(run.tests.warnings + run.warnings),
            clock=envelope.clock(run),
            wall_seconds=run.wall_seconds,
            cpu_seconds=run.cpu_seconds,
            peak_memory_mib=run.peak_memory_mib,
            notebook=executed_notebook(exercise, shown, run, outcomes),
        )
        return report if exercise.prediction is None else predictions.graded_run(envelope, run, base=report)

    def _connect(self, exercise: Exercise) -> tuple[Connection, dict[str, Any]]:
        """A connection to a pool that answers, and what it says of itself."""
        patience = _RESTART_SECONDS if self._has_answered else 0.0
        connection, pool = connect(self._socket, patience_seconds=patience)
        self._has_answered = True
        if pool["environment"] != exercise.environment:
            connection.close()
            raise PlatformError(
                f"the pool has {pool['environment']}, and the exercise asks for {exercise.environment}"
            )
        return connection, pool

    def _profile(self, connection: Connection, exercise: Exercise, pool: dict[str, Any]) -> Profile:
        if exercise.is_shared or exercise.prediction is not None:
            return Profile()  # no test looks at what another process holds
        return self._profiles.get(
            version=exercise.version,
            environment=pool["digest"],
            learn=lambda: _learn(connection, exercise, pool),
        )


def _learn(connection: Connection, exercise: Exercise, pool: dict[str, Any]) -> Profile:
    """Grade the reference solution, only to see what the tests need of it."""
    run = _run(connection, exercise, notebook.reference_plan(exercise), pool, None, _ignore)
    ending, message = ending_of(run, exercise.limits)
    if ending.is_platform_fault:
        raise PlatformError(message)
    return profile_of(run.tests)


def _run(
    connection: Connection,
    exercise: Exercise,
    plan: Plan,
    pool: dict[str, Any],
    profile: Profile | None,
    on_event: OnEvent,
    *,
    observe: bool = False,
) -> Run:
    positions = [
        position for position, cell in enumerate(plan.cells) if cell.cell_type == "code" and cell.stop is None
    ]
    run = Run(
        learner=LearnerRecord(positions, exercise.limits), tests=TestRecord(len(numbered_checks(exercise)))
    )
    return run_once(
        connection=connection,
        exercise=exercise,
        learner_job=learner_job(exercise, plan, pool.get("packages", ())),
        test_job=test_job(exercise, plan, profile, observe=observe),
        run=run,
        on_event=on_event,
    )


def _ignore(_: Run, __: str) -> None:
    """For runs that nobody watches."""


def _apology(error: Exception | str) -> str:
    return f"This is our fault, not yours, and costs you nothing: {str(error).rstrip('.')}."

"""The door to a real pool: read the file, match it, run it behind the wall, report."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from graders import notebook, scoring
from graders.exercise import Exercise
from graders.notebook import InvalidNotebook, Plan
from graders.pool.assembling import complete_outcomes, ending_of, executed_notebook, question_reports
from graders.pool.connection import Connection, PoolUnavailable
from graders.pool.envelope import Envelope
from graders.pool.interface import OnProgress, ignore_progress
from graders.pool.jobs import learner_job, numbered_checks, test_job
from graders.pool.reference import Profile, Profiles, profile_of
from graders.pool.running import OnEvent, Run, run_once
from graders.pool.transcript import LearnerRecord, TestRecord
from graders.pool.watching import Watch
from graders.report import Ending, PlatformError, Report

_PING_SECONDS = 60.0
_CLAIMS = 2  # a pool that vanished in mid-run is asked once more


class PoolClient:
    """Grades through the pool behind one socket. Safe to use from several threads at once."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._profiles = Profiles()

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
        try:
            plan = notebook.match(exercise, notebook.read(content, file_name, exercise.limits))
        except InvalidNotebook as error:
            return envelope.report(ending=Ending.INVALID_NOTEBOOK, message=str(error))
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
        with Connection(self._socket) as connection:
            pool = _greet(connection, exercise)
            watch.matched()
            changed = self._profiles.get(
                version=exercise.version,
                environment=pool["digest"],
                learn=lambda: _learn(connection, exercise, pool),
            )
            run = _run(connection, exercise, plan, pool, changed, watch.heard)
        outcomes = complete_outcomes(exercise, run)
        ending, message = ending_of(run)
        if ending.is_platform_fault:
            return envelope.report(ending=ending, message=_apology(message), pool=pool)
        questions, points = question_reports(exercise, plan, outcomes)
        return envelope.report(
            ending=ending,
            message=message,
            pool=pool,
            points=scoring.rounded(points),
            questions=questions,
            notes=plan.notes,
            warnings=tuple(run.tests.warnings + run.warnings),
            clock=envelope.clock(run),
            wall_seconds=run.wall_seconds,
            cpu_seconds=run.cpu_seconds,
            peak_memory_mib=run.peak_memory_mib,
            notebook=executed_notebook(exercise, plan, run, outcomes),
        )


def _greet(connection: Connection, exercise: Exercise) -> dict[str, Any]:
    try:
        pool = connection.ping(timeout_seconds=_PING_SECONDS)
    except TimeoutError:
        raise PoolUnavailable("the pool does not answer") from None
    if pool["environment"] != exercise.environment:
        raise PlatformError(
            f"the pool has {pool['environment']}, and the exercise asks for {exercise.environment}"
        )
    return pool


def _learn(connection: Connection, exercise: Exercise, pool: dict[str, Any]) -> Profile:
    """Grade the reference solution, only to see which arguments it changes."""
    run = _run(connection, exercise, notebook.reference_plan(exercise), pool, None, _ignore)
    ending, message = ending_of(run)
    if ending.is_platform_fault:
        raise PlatformError(message)
    return profile_of(run.tests.changed)


def _run(
    connection: Connection,
    exercise: Exercise,
    plan: Plan,
    pool: dict[str, Any],
    changed: Profile | None,
    on_event: OnEvent,
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
        test_job=test_job(exercise, plan, changed),
        run=run,
        on_event=on_event,
    )


def _ignore(_: Run, __: str) -> None:
    """For runs that nobody watches."""


def _apology(error: Exception | str) -> str:
    return f"This is our fault, not yours, and costs you nothing: {str(error).rstrip('.')}."

"""One run: hand the jobs to the pool, read everybody at once until it has ended."""

from __future__ import annotations

import io
import os
import selectors
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from graders.exercise import Exercise
from graders.pool.connection import Connection, PoolUnavailable
from graders.pool.jobs import job_descriptor, pool_limits
from graders.pool.transcript import LearnerRecord, TestRecord
from graders.runner.frames import BadFrame, FrameReader

_CHUNK_BYTES = 1 << 16
_GRACE_SECONDS = 60.0  # past `run_seconds` the pool must long have spoken; then it counts as gone
_LEFTOVER_SECONDS = 5.0
_TEST_STREAM_BYTES = 64 << 20


@dataclass(frozen=True, kw_only=True)
class Jailed:
    """How one jail ended: `how` for programs, `detail` for people; `limit` names what stopped it."""

    how: str
    detail: str
    limit: str = ""


@dataclass(kw_only=True)
class Run:
    """Everything that is known of one run. Moments are of `time.monotonic()`."""

    learner: LearnerRecord
    tests: TestRecord
    learner_jail: Jailed = Jailed(how="", detail="")
    test_jail: Jailed = Jailed(how="", detail="")
    forked_at: float | None = None
    first_cell_at: float | None = None
    last_test_at: float | None = None
    wall_seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_memory_mib: float = 0.0
    learner_overflowed: bool = False
    warnings: list[str] = field(default_factory=list)


OnEvent = Callable[[Run, str], None]


def run_once(
    *,
    connection: Connection,
    exercise: Exercise,
    learner_job: dict[str, Any],
    test_job: dict[str, Any],
    run: Run,
    on_event: OnEvent,
) -> Run:
    """Fill `run`. `on_event` hears "cell_done" and "test". Raises PoolUnavailable when the pool goes away."""
    learner_out, learner_end = _pipe()
    test_out, test_end = _pipe()
    with learner_out, test_out:
        with (
            learner_end,
            test_end,
            job_descriptor(exercise, learner_job, hidden=False) as learner_file,
            job_descriptor(exercise, test_job, hidden=True) as test_file,
        ):
            connection.grade(
                limits=pool_limits(exercise),
                learner_job=learner_file,
                test_job=test_file,
                learner_out=learner_end.fileno(),
                test_out=test_end.fileno(),
            )
        listener = _Listener(run=run, connection=connection, exercise=exercise, on_event=on_event)
        listener.listen(learner_out=learner_out, test_out=test_out)
    return run


def _pipe() -> tuple[io.FileIO, io.FileIO]:
    reading, writing = os.pipe()
    return io.FileIO(reading, "rb"), io.FileIO(writing, "wb")


class _Listener:
    """Reads the pool's messages and both pipes as they come."""

    def __init__(self, *, run: Run, connection: Connection, exercise: Exercise, on_event: OnEvent) -> None:
        self._run = run
        self._connection = connection
        self._run_seconds = exercise.limits.run_seconds
        self._on_event = on_event
        self._learner_frames = FrameReader()
        self._test_frames = FrameReader(stream_bytes=_TEST_STREAM_BYTES)
        self._ended = False
        self._deadline: float | None = None

    def listen(self, *, learner_out: io.FileIO, test_out: io.FileIO) -> None:
        """Until the pool says that the run has ended and both pipes are dry."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._connection, selectors.EVENT_READ, self._hear_pool)
            selector.register(learner_out, selectors.EVENT_READ, self._hear_learner)
            selector.register(test_out, selectors.EVENT_READ, self._hear_tests)
            while selector.get_map():
                ready = selector.select(self._patience())
                if not ready and self._is_overdue():
                    return
                for key, _ in ready:
                    if not key.data(key.fileobj):
                        selector.unregister(key.fileobj)
                        if isinstance(key.fileobj, io.FileIO):
                            key.fileobj.close()  # whoever still writes gets an error instead of our time

    def _patience(self) -> float | None:
        return None if self._deadline is None else max(0.0, self._deadline - time.monotonic())

    def _is_overdue(self) -> bool:
        """After the end of the run: enough has been read. Before it: the pool is gone."""
        if not self._ended:
            raise PoolUnavailable("the pool did not answer in time")
        return True

    def _hear_pool(self, _: Connection) -> bool:
        message = self._connection.receive(timeout_seconds=_LEFTOVER_SECONDS)
        run = self._run
        match message.get("event"):
            case "forked":
                run.forked_at = time.monotonic()
                self._deadline = run.forked_at + self._run_seconds + _GRACE_SECONDS
                return True
            case "ended":
                run.learner_jail = Jailed(**message["learner"])
                run.test_jail = Jailed(**message["test"])
                run.wall_seconds = message["wall_seconds"]
                run.cpu_seconds = message["cpu_seconds"]
                run.peak_memory_mib = message["peak_memory_mib"]
                self._ended = True
                self._deadline = time.monotonic() + _LEFTOVER_SECONDS
                return False
            case _:
                raise PoolUnavailable(f"the pool refused the run: {message.get('detail', message)}")

    def _hear_learner(self, pipe: io.FileIO) -> bool:
        chunk = pipe.read(_CHUNK_BYTES) or b""
        try:
            for frame in self._learner_frames.feed(chunk):
                event = self._run.learner.take(frame)
                if event == "cell_started" and self._run.first_cell_at is None:
                    self._run.first_cell_at = time.monotonic()
                if event == "cell_done":
                    self._on_event(self._run, event)
        except BadFrame:
            self._run.learner_overflowed = True
            return False
        return bool(chunk)

    def _hear_tests(self, pipe: io.FileIO) -> bool:
        chunk = pipe.read(_CHUNK_BYTES) or b""
        try:
            for frame in self._test_frames.feed(chunk):
                event = self._run.tests.take(frame)
                if event == "test":
                    self._run.last_test_at = time.monotonic()
                    self._on_event(self._run, event)
        except BadFrame as error:
            self._run.warnings.append(f"The test process sent something unreadable: {error}.")
            return False
        return bool(chunk)

"""Process 1 of a jail: buries orphans, keeps the clock of the running cell, says how the Python ended."""

from __future__ import annotations

import os
import select
import signal
import time
from dataclasses import dataclass

FAILED_TO_START = 101
CELL_TIMED_OUT = 102
WENT_WRONG = 103
CALL_TIMED_OUT = 104
SIGNALLED = 128  # plus the signal's number

GRACE_SECONDS = 2.0

CELL_STARTS = b"s"
CALL_STARTS = b"c"
ENDS = b"e"

_TIMED_OUT = {CELL_STARTS: CELL_TIMED_OUT, CALL_STARTS: CALL_TIMED_OUT}


def watch(*, child: int, marks: int, cell_seconds: float, call_seconds: float) -> int:
    """Wait until `child` has ended and return the exit code that says how.

    `marks` is the read end of a pipe on which the child tells when a cell or a call starts and ends. What it
    says is not trusted: a lie only moves its own clock, which the run's limit holds in any case.
    """
    clock = _Clock(child=child, seconds={CELL_STARTS: cell_seconds, CALL_STARTS: call_seconds})
    wake, wake_end = os.pipe()
    for end in (wake, wake_end):
        os.set_blocking(end, False)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake_end, warn_on_full_buffer=False)
    sources = [wake, marks]
    while (status := _bury(child)) is None:
        ready, _, _ = select.select(sources, [], [], clock.patience())
        if wake in ready:
            os.read(wake, 4096)
        if marks in ready and not clock.hear(os.read(marks, 4096)):
            sources.remove(marks)
        clock.strike()
    return _TIMED_OUT[clock.running] if clock.killed else _exit_code(status)


@dataclass(kw_only=True)
class _Clock:
    child: int
    seconds: dict[bytes, float]
    running: bytes = b""
    deadline: float | None = None
    interrupted: bool = False
    killed: bool = False

    def patience(self) -> float | None:
        return None if self.deadline is None else max(0.0, self.deadline - time.monotonic())

    def hear(self, marks: bytes) -> bool:
        """Follow the last mark; False at the end of the pipe."""
        last = marks[-1:]
        if last in self.seconds:
            self.running = last
            self.deadline, self.interrupted = time.monotonic() + self.seconds[last], False
        elif last == ENDS:
            self.deadline = None
        return bool(marks)

    def strike(self) -> None:
        if self.deadline is None or time.monotonic() < self.deadline:
            return
        if self.interrupted:
            self.killed, self.deadline = True, None
            os.kill(self.child, signal.SIGKILL)
        else:
            self.interrupted, self.deadline = True, time.monotonic() + GRACE_SECONDS
            os.kill(self.child, signal.SIGINT)


def _bury(child: int) -> int | None:
    """Reap everything that has ended; the child's wait status once it is among them."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return 0  # cannot be: the child's status was seen before it was gone
        if pid == 0:
            return None
        if pid == child:
            return status


def _exit_code(status: int) -> int:
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        return SIGNALLED - code
    return WENT_WRONG if code else 0  # the code is the learner's choice: none of ours may be forged

"""One submission under way: two jails, their clocks, and the sentence that says how each ended."""

from __future__ import annotations

import os
import signal
import socket
import time
from dataclasses import dataclass, field
from typing import Any

from graders.runner import reaper
from graders.runner.jail import Blueprint, Descriptors, Jail, Kind, start
from graders.runner.limits import MEBIBYTE, Limits
from graders.runner.memory import Footprint, Meter, as_mebibytes

_LAST_WORDS_SECONDS = 15.0
_CPU_SAMPLES = 8
_CANCELLED = "the client has gone"


@dataclass(frozen=True)
class Outcome:
    """How one jail ended, in a word for programs and a sentence for people; `limit` names what stopped it."""

    how: str
    detail: str
    limit: str = ""


@dataclass(kw_only=True)
class Inmate:
    """One jail and what is known of it."""

    jail: Jail
    deadline: float
    memory_mib: int
    stopped: Outcome | None = None
    outcome: Outcome | None = None
    meter: Meter | None = None

    def stop(self, why: Outcome) -> None:
        if self.outcome is None and self.stopped is None:
            self.stopped = why
            self.jail.kill()


@dataclass(kw_only=True)
class Run:
    """`learner` is held to the limits of the exercise; `test` outlives it by a few seconds at most."""

    limits: Limits
    started_at: float
    learner: Inmate
    test: Inmate
    zygote: Footprint
    cpu_seconds: float = 0.0
    peak_bytes: int = 0
    ended_at: float = 0.0
    _samples: int = field(default=0, init=False)

    @property
    def jails(self) -> tuple[Jail, Jail]:
        return self.learner.jail, self.test.jail

    @property
    def has_ended(self) -> bool:
        return self.learner.outcome is not None and self.test.outcome is not None

    def cancel(self) -> None:
        """Stop both: nobody waits for the result any more."""
        for inmate in (self.learner, self.test):
            inmate.stop(Outcome("killed", _CANCELLED))

    def keep_limits(self, now: float) -> None:
        """Compare both jails with what they may use; call it every few hundredths of a second."""
        self._samples += 1
        for inmate in (self.learner, self.test):
            if inmate.outcome is None:
                self._keep_limits(inmate, now)

    def _keep_limits(self, inmate: Inmate, now: float) -> None:
        if inmate is self.learner and self._samples % _CPU_SAMPLES == 0:
            self._note_processor_time()
        why = self._reason_to_stop(inmate, now)
        if why is None:
            return
        self._note_processor_time()
        inmate.stop(why)

    def _reason_to_stop(self, inmate: Inmate, now: float) -> Outcome | None:
        limits = self.limits
        if now > inmate.deadline:
            return Outcome("timed_out", f"the run was stopped after {limits.run_seconds:g} s", "run_seconds")
        if self.cpu_seconds > limits.run_seconds and inmate is self.learner:
            detail = f"the run was stopped after {limits.run_seconds:g} s of processor time"
            return Outcome("timed_out", detail, "processor_seconds")
        meter = self._meter(inmate)
        if meter and meter.over_limit():
            detail = f"the run was stopped at {limits.memory_mib} MiB of memory"
            return Outcome("out_of_memory", detail, "memory_mib")
        return None

    @property
    def patience_seconds(self) -> float:
        """How long nothing can go over its limit of memory."""
        meters = [inmate.meter for inmate in (self.learner, self.test) if inmate.meter and not inmate.outcome]
        return min((meter.patience_seconds for meter in meters), default=0.0)

    def _note_processor_time(self) -> None:
        """While the learner's processes live: what the kernel ends with process 1 is in nobody's usage."""
        meter = self._meter(self.learner)
        if meter and self.learner.outcome is None:
            self.cpu_seconds = max(self.cpu_seconds, meter.cpu_seconds())

    def _meter(self, inmate: Inmate) -> Meter | None:
        if inmate.meter is None:
            inmate.jail.read_status()
            if inmate.jail.processes >= 0:
                inmate.meter = Meter(
                    processes=inmate.jail.processes,
                    folders=inmate.jail.folders,
                    limit_bytes=inmate.memory_mib * MEBIBYTE,
                    zygote=self.zygote,
                )
        return inmate.meter

    def bury(self, jail: Jail) -> None:
        """Process 1 of `jail` has ended: take its figures and give everything back."""
        inmate = self.learner if jail is self.learner.jail else self.test
        status, usage = jail.close()
        inmate.outcome = outcome(inmate, status, self.limits)
        self.ended_at = time.monotonic()
        if inmate is self.learner:
            self.cpu_seconds = max(self.cpu_seconds, usage.ru_utime + usage.ru_stime)
            largest = usage.ru_maxrss * 1024 - self.zygote.resident_bytes
            self.peak_bytes = max(0, largest, inmate.meter.peak_bytes if inmate.meter else 0)
            self.test.deadline = min(self.test.deadline, self.ended_at + _LAST_WORDS_SECONDS)

    def ended(self) -> dict[str, Any]:
        """The last message about this run."""
        assert self.learner.outcome and self.test.outcome
        return {
            "event": "ended",
            "learner": vars(self.learner.outcome),
            "test": vars(self.test.outcome),
            "wall_seconds": round(self.ended_at - self.started_at, 4),
            "cpu_seconds": round(self.cpu_seconds, 4),
            "peak_memory_mib": as_mebibytes(self.peak_bytes),
        }


def start_run(*, blueprint: Blueprint, limits: Limits, descriptors: list[int]) -> Run:
    """Fork both jails. `descriptors`: learner's job, test's job, learner's output, test's output."""
    learner_job, test_job, learner_out, test_out = descriptors
    now = time.monotonic()
    learner_end, test_end = socket.socketpair()
    with learner_end, test_end:
        held = Descriptors(job=learner_job, bridge=learner_end.fileno(), out=learner_out)
        learner = start(kind=Kind.LEARNER, blueprint=blueprint, limits=limits, descriptors=held)
        held = Descriptors(job=test_job, bridge=test_end.fileno(), out=test_out)
        test = start(kind=Kind.TEST, blueprint=blueprint, limits=limits, descriptors=held)
    deadline = now + limits.run_seconds
    return Run(
        limits=limits,
        started_at=now,
        learner=Inmate(jail=learner, deadline=deadline, memory_mib=limits.memory_mib),
        test=Inmate(jail=test, deadline=deadline + _LAST_WORDS_SECONDS, memory_mib=limits.memory_mib),
        zygote=blueprint.zygote,
    )


def outcome(inmate: Inmate, status: int, limits: Limits) -> Outcome:
    jail = inmate.jail
    if jail.failure:
        return Outcome("failed_to_start", jail.failure)
    if inmate.stopped:
        return inmate.stopped
    if os.WIFSIGNALED(status):
        return Outcome("killed", f"the run was ended from outside by {_signal(os.WTERMSIG(status))}")
    return _by_exit_code(os.WEXITSTATUS(status), jail, limits)


def _by_exit_code(code: int, jail: Jail, limits: Limits) -> Outcome:
    if code == 0:
        return Outcome("exited", "")
    if code == reaper.FAILED_TO_START:
        return Outcome("failed_to_start", "the jail could not be built")
    if code == reaper.CELL_TIMED_OUT:
        return Outcome("timed_out", f"a cell ignored its {limits.cell_seconds:g} s", "cell_seconds")
    if code == reaper.CALL_TIMED_OUT:
        return Outcome("timed_out", f"a call ignored its {limits.call_seconds:g} s", "call_seconds")
    if code > reaper.SIGNALLED:
        return Outcome("killed", f"the process was ended by {_signal(code - reaper.SIGNALLED)}")
    return Outcome("exited", jail.remark or "the process ended before its work was done")


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"

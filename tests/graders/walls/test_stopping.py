"""When a run is stopped, and with which sentence: decided from figures, without a jail."""

from __future__ import annotations

import os
import signal
from typing import cast

import pytest

from graders.runner import reaper, run
from graders.runner.jail import Jail, Kind
from graders.runner.limits import BadLimits, Limits
from graders.runner.memory import Footprint

NOTHING = Footprint(resident_bytes=0, anonymous_bytes=0, data_bytes=0, address_bytes=0)


class StubJail:
    def __init__(self, kind):
        self.kind = kind
        self.processes = -1
        self.failure = self.remark = ""
        self.killed = False

    def kill(self):
        self.killed = True

    def read_status(self):
        pass


class StubMeter:
    peak_bytes = 0

    def __init__(self, *, cpu_seconds=0.0, over_limit=False):
        self._cpu_seconds = cpu_seconds
        self._over_limit = over_limit

    def over_limit(self):
        return self._over_limit

    def cpu_seconds(self):
        return self._cpu_seconds


@pytest.fixture
def under_way():
    limits = Limits(run_seconds=60, memory_mib=512)
    inmates = {
        kind: run.Inmate(
            jail=cast(Jail, StubJail(kind)), deadline=60 + 15 * (kind is Kind.TEST), memory_mib=512
        )
        for kind in Kind
    }
    return run.Run(
        limits=limits,
        started_at=0.0,
        learner=inmates[Kind.LEARNER],
        test=inmates[Kind.TEST],
        zygote=NOTHING,
    )


def test_within_the_limits_nothing_happens(under_way):
    under_way.learner.meter = StubMeter(cpu_seconds=59)
    for _ in range(10):
        under_way.keep_limits(now=59.0)
    assert not under_way.learner.jail.killed


def test_processor_time(under_way):
    under_way.learner.meter = StubMeter(cpu_seconds=61)
    for _ in range(10):
        under_way.keep_limits(now=20.0)
    assert under_way.learner.stopped == run.Outcome(
        "timed_out", "the run was stopped after 60 s of processor time", "processor_seconds"
    )
    assert not under_way.test.jail.killed


def test_wall_time_stops_the_learner_and_leaves_the_test_its_last_words(under_way):
    under_way.keep_limits(now=61.0)
    assert under_way.learner.stopped == run.Outcome(
        "timed_out", "the run was stopped after 60 s", "run_seconds"
    )
    assert not under_way.test.jail.killed
    under_way.keep_limits(now=76.0)
    assert under_way.test.jail.killed


def test_memory(under_way):
    under_way.learner.meter = StubMeter(over_limit=True)
    under_way.keep_limits(now=1.0)
    assert under_way.learner.stopped == run.Outcome(
        "out_of_memory", "the run was stopped at 512 MiB of memory", "memory_mib"
    )


def test_a_cancelled_run_stops_both(under_way):
    under_way.cancel()
    assert under_way.learner.jail.killed and under_way.test.jail.killed


def test_the_first_reason_stays(under_way):
    under_way.cancel()
    under_way.keep_limits(now=100.0)
    assert under_way.learner.stopped.how == "killed"


@pytest.mark.parametrize(
    ("status", "how"),
    [
        (0, "exited"),
        (reaper.WENT_WRONG << 8, "exited"),
        (reaper.FAILED_TO_START << 8, "failed_to_start"),
        (reaper.CELL_TIMED_OUT << 8, "timed_out"),
        (reaper.CALL_TIMED_OUT << 8, "timed_out"),
        ((reaper.SIGNALLED + signal.SIGSEGV) << 8, "killed"),
        (signal.SIGKILL, "killed"),
    ],
)
def test_what_the_end_of_process_1_says(under_way, status, how):
    assert os.WIFEXITED(status) or os.WIFSIGNALED(status)
    assert run.outcome(under_way.learner, status, under_way.limits).how == how


def test_limits_of_a_request():
    limits = Limits.from_request({"run_seconds": 1.5, "tasks": 7.0, "unknown": 1})
    assert limits == Limits(run_seconds=1.5, tasks=7)


@pytest.mark.parametrize("value", [0, -1, True, "10", None, 1e12, float("nan")])
def test_bad_limits(value):
    with pytest.raises(BadLimits, match="memory_mib"):
        Limits.from_request({"memory_mib": value})

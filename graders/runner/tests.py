"""The test process: drives the learner's process from test cell to test cell and alone says how good it was."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from graders.report import Verdict, Visibility
from graders.runner.bridge.errors import BrokenProtocol, Fault
from graders.runner.frames import write_frame
from graders.runner.separate import SeparateTests
from graders.runner.shared import SharedTests
from graders.runner.testing.parts import Part
from graders.runner.testing.verdicts import Outcome


def run_tests(job: Mapping[str, Any], bridge: socket.socket, out_fd: int) -> None:
    """Run every test of `job` against the learner's process at the other end of `bridge`."""
    TestRun(job, bridge, out_fd).run()


class TestRun:
    """One run of all tests of one submission."""

    __test__ = False

    def __init__(self, job: Mapping[str, Any], bridge: socket.socket, out_fd: int) -> None:
        self._job = job
        self._out_fd = out_fd
        tests = SharedTests if job.get("isolation") == "shared" else SeparateTests
        self._tests: SharedTests | SeparateTests = tests(job, bridge, self._say)

    def run(self) -> None:
        """Tell of every test, whatever happens on the other side."""
        self._say("ready")
        if "" not in sys.path:
            sys.path.insert(0, "")
        self._tests.prepare()
        stops = {stop["stop"]: [_part(each) for each in stop["parts"]] for stop in self._job["stops"]}
        reason = self._run_stops(stops)
        for parts in stops.values():
            for part in parts:
                self._report(part, Outcome(verdict=Verdict.NOT_REACHED, message=reason), seconds=0.0)
        self._say("finished")
        self._tests.close()

    def _run_stops(self, stops: dict[int, list[Part]]) -> str:
        """Run the parts of every stop that is reached, taking it out of `stops`; why the others were not."""
        try:
            while stops and (stop := self._tests.next_stop()) is not None:
                if stop != next(iter(stops)):  # a later test would miss what an earlier one binds
                    raise BrokenProtocol("your notebook's process went to its test cells in another order")
                for part in stops.pop(stop, []):
                    verdict = self._run_part(part)
                    if part.possible and verdict is not Verdict.PASSED and self._job.get("stop_at_failure"):
                        return "not reached: the check needs no more than one failure"
                self._tests.go_on()
        except Fault as fault:
            return f"not reached: {fault}"
        return "not reached: the notebook ended before this test"

    def _run_part(self, part: Part) -> Verdict:
        self._say("test_started", test=part.test)
        started = time.monotonic()
        outcome = self._tests.run(part)
        if outcome.warning:
            self._say("warning", text=f"{part.title}: {outcome.warning}")
        self._report(part, outcome, seconds=time.monotonic() - started)
        return outcome.verdict

    # ------------------------------------------------------------ frames

    def _report(self, part: Part, outcome: Outcome, *, seconds: float) -> None:
        shown = outcome.seen_by(part.visibility)
        told = {name: value for name, value in asdict(shown).items() if name != "warning"}
        self._say("test", test=part.test, seconds=round(seconds, 4), **told)

    def _say(self, event: str, **details: Any) -> None:
        write_frame(self._out_fd, {"event": event, **details})


def _part(described: Mapping[str, Any]) -> Part:
    possible = described.get("possible")
    return Part(
        test=described["test"],
        title=described.get("title", ""),
        source=described["source"],
        first_line=described.get("first_line", 1),
        visibility=Visibility(described.get("visibility", "hidden")),
        possible=None if possible is None else float(possible),
        gives_points=bool(described.get("gives_points", True)),
    )

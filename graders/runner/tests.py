"""The test process: drives the learner's process from test cell to test cell and alone says how good it was."""

from __future__ import annotations

import pickle
import random
import socket
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd

from graders.report import Verdict, Visibility
from graders.runner.bridge.errors import Fault
from graders.runner.bridge.link import Link
from graders.runner.bridge.namespace import Namespace
from graders.runner.bridge.policy import Policy
from graders.runner.bridge.remote import Conversation
from graders.runner.frames import write_frame
from graders.runner.testing.doctests import refuse_docstrings_of_learners
from graders.runner.testing.parts import Part, PartRunner
from graders.runner.testing.verdicts import Outcome, worse

_MEBIBYTE = 1024 * 1024
_CHANGEABLE = (list, dict, set, bytearray, deque, np.ndarray, pd.DataFrame, pd.Series)


def run_tests(job: Mapping[str, Any], bridge: socket.socket, out_fd: int) -> None:
    """Run every test of `job` against the learner's process at the other end of `bridge`."""
    TestRun(job, bridge, out_fd).run()


class TestRun:
    """One run of all tests of one submission."""

    __test__ = False

    def __init__(self, job: Mapping[str, Any], bridge: socket.socket, out_fd: int) -> None:
        self._job = job
        self._out_fd = out_fd
        known = job.get("changed_arguments")
        self._policy = Policy(known=known, on_change=self._on_change)
        self._conversation = Conversation(
            Link(bridge, message_bytes=int(job.get("message_mib", 64) * _MEBIBYTE)),
            reference_classes=frozenset(job.get("reference_classes", ())),
            policy=self._policy,
            call_seconds=float(job.get("call_seconds", 10)),
        )
        self._namespace = Namespace(
            ask=self._conversation.ask,
            reference_names=frozenset(job.get("reference_names", ())),
            imports=job.get("reference_imports", {}),
        )
        self._conversation.on_answer = self._namespace.note_call
        self._runner = PartRunner(self._namespace, self._conversation, float(job.get("cell_seconds", 30)))
        self._noted: set[tuple[str, Any]] = set()

    def run(self) -> None:
        """Tell of every test, whatever happens on the other side."""
        self._say("ready")
        self._prepare()
        stops = {stop["stop"]: [_part(each) for each in stop["parts"]] for stop in self._job["stops"]}
        reason = self._run_stops(stops)
        for parts in stops.values():
            for part in parts:
                self._report(part, Outcome(verdict=Verdict.NOT_REACHED, message=reason), seconds=0.0)
        self._say("finished")
        self._conversation.close()

    def _prepare(self) -> None:
        if "" not in sys.path:
            sys.path.insert(0, "")
        seed = int(self._job.get("seed", 0))
        random.seed(seed)
        np.random.seed(seed)
        refuse_docstrings_of_learners()
        _forward_seeds(self._conversation.errand)
        self._conversation.errand("classes", list(self._job.get("reference_classes", ())))

    def _run_stops(self, stops: dict[int, list[Part]]) -> str:
        """Run the parts of every stop that is reached, taking it out of `stops`; why the others were not."""
        try:
            while stops and (reached := self._conversation.wait_for_stop()) is not None:
                stop, rebound = reached
                self._namespace.begin_cell(rebound)
                for part in stops.pop(stop, []):
                    self._run_part(part)
                self._conversation.go_on()
        except Fault as fault:
            return f"not reached: {fault}"
        return "not reached: the notebook ended before this test"

    # ------------------------------------------------------------ one part

    def _run_part(self, part: Part) -> None:
        self._say("test_started", test=part.test)
        started = time.monotonic()
        outcome = self._run_both_ways(part)
        self._report(part, outcome, seconds=time.monotonic() - started)

    def _run_both_ways(self, part: Part) -> Outcome:
        """Where the learner's code changed an argument that the reference leaves alone, the worse way counts."""
        before = _Snapshot(self._namespace)
        self._policy.copy_back_all = False
        self._policy.unexpected.clear()
        self._conversation.errand("keep_random_state")
        outcome = self._runner.run(part)
        if not self._policy.unexpected or self._conversation.is_lost:
            return outcome
        for function, argument in self._policy.unexpected[:5]:
            self._warn_of_change(function, argument)
        before.restore()
        self._conversation.errand("restore_random_state")
        self._policy.copy_back_all = True
        return worse(outcome, self._runner.run(part), part.possible)

    # ------------------------------------------------------------ frames

    def _report(self, part: Part, outcome: Outcome, *, seconds: float) -> None:
        shown = outcome.seen_by(part.visibility)
        self._say("test", test=part.test, seconds=round(seconds, 4), **asdict(shown))

    def _on_change(self, function: str, argument: Any) -> None:
        if self._job.get("changed_arguments") is None and (function, argument) not in self._noted:
            self._noted.add((function, argument))
            self._say("changed_argument", function=function, argument=argument)

    def _warn_of_change(self, function: str, argument: Any) -> None:
        if (function, argument) not in self._noted:
            self._noted.add((function, argument))
            which = f"argument {argument + 1}" if isinstance(argument, int) else f"the argument {argument}"
            self._say("warning", text=f"{function}() changes {which} that it is given")

    def _say(self, event: str, **details: Any) -> None:
        write_frame(self._out_fd, {"event": event, **details})


class _Snapshot:
    """The tests' own names before a part, with copies of what the part might change in place."""

    def __init__(self, namespace: Namespace) -> None:
        self._namespace = namespace
        self._own = namespace.own()
        self._deleted = namespace.deleted
        self._copies = {name: pickle.dumps(value) for name, value in self._own.items() if _is_copyable(value)}
        self._random = random.getstate(), np.random.get_state()

    def restore(self) -> None:
        copies = {name: pickle.loads(content) for name, content in self._copies.items()}  # noqa: S301 - made above
        self._namespace.restore({**self._own, **copies}, self._deleted)
        random.setstate(self._random[0])
        np.random.set_state(self._random[1])


def _is_copyable(value: Any) -> bool:
    if type(value) not in _CHANGEABLE:
        return False
    try:
        pickle.dumps(value)
    except Exception:  # noqa: BLE001 - it holds a function or a proxy
        return False
    return True


def _part(described: Mapping[str, Any]) -> Part:
    possible = described.get("possible")
    return Part(
        test=described["test"],
        title=described.get("title", ""),
        source=described["source"],
        first_line=described.get("first_line", 1),
        visibility=Visibility(described.get("visibility", "hidden")),
        possible=None if possible is None else float(possible),
    )


def _forward_seeds(errand: Callable[..., None]) -> None:
    """A test that seeds a global generator seeds the learner's too."""

    def forwarding(library: str, seed: Callable[..., None]) -> Callable[..., None]:
        def seed_both(*arguments: Any, **named: Any) -> None:
            seed(*arguments, **named)
            errand("seed", library, (*arguments, *named.values()))

        return seed_both

    random.seed = forwarding("random", random.seed)
    np.random.seed = forwarding("numpy", np.random.seed)

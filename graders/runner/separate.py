"""Tests in their own process: what they need of the learner's comes over the bridge, as plain values and proxies."""

from __future__ import annotations

import pickle
import random
import socket
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from graders.runner.bridge.files import LearnersFiles
from graders.runner.bridge.link import Link
from graders.runner.bridge.namespace import Authors, Namespace
from graders.runner.bridge.policy import Policy, Precedents
from graders.runner.bridge.remote import Conversation
from graders.runner.testing.dataclasses_here import know_records_of_learners
from graders.runner.testing.doctests import refuse_docstrings_of_learners
from graders.runner.testing.observing import Observer
from graders.runner.testing.parts import Part, PartRunner
from graders.runner.testing.verdicts import Outcome, Rules, worse

_MEBIBYTE = 1024 * 1024
_CHANGEABLE = (list, dict, set, bytearray, deque, np.ndarray, pd.DataFrame, pd.Series)

Say = Callable[..., None]


class SeparateTests:
    """Runs parts here. `say` tells the outside, as in `tests.TestRun`."""

    def __init__(self, job: Mapping[str, Any], bridge: socket.socket, say: Say) -> None:
        self._job = job
        self._say = say
        known = job.get("changed_arguments")
        self._policy = Policy(known=known, on_change=self._on_change)
        self._precedents = Precedents(known=_by_test(job.get("precedents")), on_need=self._on_need)
        self._conversation = Conversation(
            Link(bridge, message_bytes=int(job.get("message_mib", 64) * _MEBIBYTE)),
            reference_classes=frozenset(job.get("reference_classes", ())),
            policy=self._policy,
            precedents=self._precedents,
            call_seconds=float(job.get("call_seconds", 10)),
        )
        self._observer = Observer(say) if job.get("observe") else None
        if self._observer:
            self._conversation.ask = self._observer.asking(self._conversation.ask)  # type: ignore[method-assign]
        self._namespace = Namespace(
            ask=self._conversation.ask,
            reference_names=frozenset(job.get("reference_names", ())),
            authors=Authors(
                imports=job.get("reference_imports", {}),
                stars=job.get("star_imports", ()),
                helpers=job.get("helpers", {}),
            ),
            test_names=frozenset(job.get("test_names", ())),
        )
        self._rebinds = {each["stop"]: each.get("rebinds") for each in job["stops"]}
        self._other_way: _Snapshot | None = None
        self._conversation.on_answer = self._namespace.note_call
        self._files = LearnersFiles(self._conversation)
        self._conversation.on_call = self._files.hand_over
        self._runner = PartRunner(
            self._namespace,
            self._conversation,
            float(job.get("cell_seconds", 30)),
            Rules(**job.get("rules", {})),
            *([self._observer.judging] if self._observer else []),
        )
        self._noted: set[tuple[str, Any]] = set()

    def prepare(self) -> None:
        """Seed both sides' generators alike, before the first stop."""
        seed = int(self._job.get("seed", 0))
        random.seed(seed)
        np.random.seed(seed)
        refuse_docstrings_of_learners()
        know_records_of_learners()
        if self._observer:
            self._observer.know_public_data(Path.cwd())
            self._observer.watch_libraries()
        self._files.install()
        self._namespace.builtins["open"] = open
        _forward_seeds(self._conversation.errand)
        self._conversation.errand("classes", list(self._job.get("reference_classes", ())))

    def next_stop(self) -> int | None:
        """Wait for the learner's cells; None at the end of the notebook. Raises Fault."""
        reached = self._conversation.wait_for_stop()
        if reached is None:
            return None
        stop, rebound = reached
        allowed = self._rebinds.get(stop)
        self._namespace.begin_cell(rebound if allowed is None else set(allowed).intersection(rebound))
        return stop

    def go_on(self) -> None:
        """Let the learner's next cells run. Raises Fault."""
        self._conversation.go_on()

    def close(self) -> None:
        """Hang up."""
        self._conversation.close()

    def run(self, part: Part) -> Outcome:
        """Where the learner's code changed an argument that the reference leaves alone, the worse way counts.

        From then on every test runs both ways: with that change, and without it.
        """
        with self._files.opened():
            return self._run(part)

    def _run(self, part: Part) -> Outcome:
        self._precedents.test = part.test
        if self._observer:
            self._observer.begin(part.test)
        before = _Snapshot(self._namespace)
        self._policy.copy_back_all = False
        self._policy.unexpected.clear()
        self._conversation.errand("keep_random_state")
        outcome = self._runner.run(part)
        both_ways = self._policy.unexpected or self._other_way is not None
        if not both_ways or self._conversation.is_lost:
            return outcome
        for function, argument in self._policy.unexpected[:5]:
            self._warn_of_change(function, argument)
        return worse(outcome, self._run_other_way(part, self._other_way or before), part.possible)

    def _run_other_way(self, part: Part, before: _Snapshot) -> Outcome:
        after = _Snapshot(self._namespace)
        before.restore()
        self._conversation.errand("restore_random_state")
        self._policy.copy_back_all = True
        outcome = self._runner.run(part)
        self._other_way = _Snapshot(self._namespace)
        self._policy.undo_all()
        after.restore()
        return outcome

    def _on_need(self, test: int, need: str) -> None:
        if (need, test) not in self._noted:
            self._noted.add((need, test))
            self._say("precedent", test=test, need=need)

    def _on_change(self, function: str, argument: Any) -> None:
        if self._job.get("changed_arguments") is None and (function, argument) not in self._noted:
            self._noted.add((function, argument))
            self._say("changed_argument", function=function, argument=argument)

    def _warn_of_change(self, function: str, argument: Any) -> None:
        if (function, argument) not in self._noted:
            self._noted.add((function, argument))
            which = f"argument {argument + 1}" if isinstance(argument, int) else f"the argument {argument}"
            self._say("warning", text=f"{function}() changes {which} that it is given")


def _by_test(precedents: Mapping[str, list[str]] | None) -> dict[int, frozenset[str]] | None:
    if precedents is None:
        return None
    return {int(test): frozenset(needs) for test, needs in precedents.items()}


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


def _forward_seeds(errand: Callable[..., None]) -> None:
    """A test that seeds a global generator seeds the learner's too."""

    def forwarding(library: str, seed: Callable[..., None]) -> Callable[..., None]:
        def seed_both(*arguments: Any, **named: Any) -> None:
            seed(*arguments, **named)
            errand("seed", library, (*arguments, *named.values()))

        return seed_both

    random.seed = forwarding("random", random.seed)
    np.random.seed = forwarding("numpy", np.random.seed)

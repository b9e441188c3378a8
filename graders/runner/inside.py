"""The learner's side where tests share its process: each arrives when its turn has come and runs among the cells."""

from __future__ import annotations

import contextlib
import json
import linecache
import os
import pickle
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Protocol

from graders.report import Verdict
from graders.runner.bridge.link import Link
from graders.runner.shell.interactive import NotebookShell
from graders.runner.testing.comparisons import Recorder, rewrite
from graders.runner.testing.parts import Award
from graders.runner.testing.verdicts import Outcome, Rules, judge_error, judge_stderr, judge_success

_LEARNERS_FRAME = ("Cell In[", "File ")


class Host(Protocol):
    """What is needed of the notebook."""

    @property
    def shell(self) -> NotebookShell:
        """The shell whose namespace the cells and the tests share."""

    def run_test(self, source: str) -> tuple[BaseException | None, Any, str]:
        """Run `source` unseen: what ended it, the value of its last expression, and what went to the error stream."""

    def was_interrupted(self, error: BaseException) -> bool:
        """True where `error` is the end of a test that took too long."""

    def traceback_of(self, error: BaseException) -> str:
        """The learner's own frames of an exception."""


class TestsInside:
    """Stands where `bridge.learner.Server` stands for separate tests. `seconds` is what a test may take."""

    __test__ = False

    def __init__(self, link: Link, host: Host, seconds: float, rules: Rules) -> None:
        self._link = link
        self._host = host
        self._seconds = seconds
        self._rules = rules
        self._folder = Path.cwd()

    def stop_at(self, stop: int, _: list[str]) -> bool:
        """Run the tests of one test cell. False when the test process has gone."""
        self._send({"reached": stop})
        goes_on = self._serve()
        shutil.rmtree(self._folder / "hidden", ignore_errors=True)
        return goes_on

    def finish(self) -> None:
        """Say that the notebook has ended, and wait until that was heard."""
        self._send({"finished": True})
        self._serve()

    def _serve(self) -> bool:
        while True:
            try:
                order, *details = pickle.loads(self._link.receive())  # noqa: S301 - from the trusted side
            except ConnectionError:
                return False
            if order == "go_on":
                return True
            if order == "file":
                self._keep(*details)
            else:
                self._send(asdict(self._outcome(*details)))

    def _send(self, frame: dict[str, Any]) -> None:
        with contextlib.suppress(ConnectionError):  # noticed by the next receive
            self._link.send(json.dumps(frame).encode())

    def _keep(self, name: str, content: bytes) -> None:
        """Add to a hidden file. A folder that the learner's code has filled up or put something in is its own loss."""
        target = self._folder / name
        with contextlib.suppress(OSError):
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("ab") as file:
                file.write(content)

    # ------------------------------------------------------------ one part

    def _outcome(self, source: str, possible: float | None, gives_points: bool) -> Outcome:  # noqa: FBT001 - an order of ours
        try:
            return self._run(source, possible, gives_points)
        except Exception as error:  # noqa: BLE001 - the learner's code may have broken anything here
            return Outcome(verdict=Verdict.ERRORED, message=f"{type(error).__name__}: {error}")

    def _run(self, source: str, possible: float | None, gives_points: bool) -> Outcome:  # noqa: FBT001
        award, recorder = Award(), Recorder()
        known = set(linecache.cache)
        provided = self._provided({**recorder.names(), "award": award})
        with self._standing_in_its_folder(), provided, self._keeping_the_last_value():
            error, value, errors = self._host.run_test(source)
        if error is None:
            return self._judge(value if gives_points else None, award, possible, errors)
        if self._host.was_interrupted(error):
            return Outcome(verdict=Verdict.ERRORED, message=f"the test took longer than {self._seconds:g} s")
        files = set(linecache.cache) - known
        for name in files:
            self._host.shell.compile._filename_map.pop(
                name, None
            )  # the traceback is of the learner's cells alone
        outcome = judge_error(error, recorder.failed, _failing_line(error, files))
        trace = self._host.traceback_of(error)
        return replace(outcome, traceback=trace if trace.startswith(_LEARNERS_FRAME) else "")

    def _judge(self, value: Any, award: Award, possible: float | None, errors: str) -> Outcome:
        if errors and self._rules.stderr_is_failure:
            return judge_stderr(errors)
        reason = "; ".join(award.reasons)
        return judge_success(
            value=value, awarded=award.points, reason=reason, possible=possible, rules=self._rules
        )

    @contextmanager
    def _provided(self, names: dict[str, Any]) -> Iterator[None]:
        """Have assertions remember what they compare, and put `names` beside the learner's."""
        shell = self._host.shell
        hidden = {name: shell.user_ns[name] for name in names if name in shell.user_ns}
        remembering = SimpleNamespace(visit=rewrite)
        shell.user_ns.update(names)
        shell.ast_transformers.append(remembering)
        try:
            yield
        finally:
            if remembering in shell.ast_transformers:
                shell.ast_transformers.remove(remembering)
            for name in names:
                shell.user_ns.pop(name, None)
            shell.user_ns.update(hidden)

    @contextmanager
    def _keeping_the_last_value(self) -> Iterator[None]:
        """Whatever the learner's cells say: a semicolon at their end, or a setting, keeps IPython silent.

        `_` and `Out` stay hers.
        """
        shell = self._host.shell
        hook, interactivity = shell.displayhook, shell.ast_node_interactivity
        shell.ast_node_interactivity = "last_expr"
        hook.quiet, hook.update_user_ns = lambda: False, lambda _: None
        try:
            yield
        finally:
            del hook.quiet, hook.update_user_ns
            shell.ast_node_interactivity = interactivity

    @contextmanager
    def _standing_in_its_folder(self) -> Iterator[None]:
        """Tests find their files wherever the learner's cells have gone."""
        elsewhere = os.open(".", os.O_RDONLY | os.O_DIRECTORY)
        os.chdir(self._folder)
        try:
            yield
        finally:
            os.fchdir(elsewhere)
            os.close(elsewhere)


def _failing_line(error: BaseException, files: set[str]) -> str:
    """The text of the line of the test, whose code is in one of `files`, that raised `error`."""
    line, trace = "", error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name in files:
            line = linecache.getline(name, trace.tb_lineno).strip()
        trace = trace.tb_next
    return line

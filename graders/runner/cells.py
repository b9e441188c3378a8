"""The learner's process: runs the notebook's cells in order and serves the tests in between and afterwards."""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
import socket
import sys
import time
import types
import warnings
import weakref
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from functools import partial
from typing import Any

import numpy as np
from IPython.core.history import HistoryManager

from graders.runner.bridge.learner import Printed, Server
from graders.runner.bridge.link import Link
from graders.runner.inside import TestsInside
from graders.runner.limits import MEBIBYTE
from graders.runner.reaper import CALL_STARTS, CELL_STARTS, ENDS
from graders.runner.shell.accommodating import accommodate
from graders.runner.shell.exhausted import exhausted_limit
from graders.runner.shell.interactive import NotebookShell
from graders.runner.shell.otter_client import stand_in_for_otter
from graders.runner.shell.outputs import KIB, OutputLimits, Outputs
from graders.runner.shell.packages import PackageNote
from graders.runner.shell.streams import Streams
from graders.runner.testing.verdicts import Rules

_HISTORY_NAME = re.compile(r"_+(i+|ih|oh|dh|i?\d+|exit_code)?")
_CALL_CHARACTERS = 64 * KIB


def preload() -> None:
    """Prepare in the zygote what every learner's process needs. Starts no thread and opens nothing."""
    HistoryManager.enabled = False
    shell = NotebookShell.instance()
    shell.compile("", "<warm>", "exec")
    shell.transform_cell("1\n")
    shell.display_formatter.format(0)


def run_learner(job: Mapping[str, Any], bridge: socket.socket, out_fd: int, marks_fd: int) -> None:
    """Run the cells of `job` in the current folder, then serve until the test process hangs up.

    `marks_fd` (-1: nobody keeps the clock) hears when learner's code starts and stops running.
    """
    if not NotebookShell.initialized():
        preload()
    Notebook(job, bridge, out_fd, Clock(marks_fd)).run()


class Clock:
    """Tells the reaper when learner's code runs, and takes its SIGINT only then."""

    def __init__(self, marks_fd: int) -> None:
        self._marks_fd = marks_fd
        self._depth = 0
        self.interrupted = False
        if marks_fd >= 0:
            signal.signal(signal.SIGINT, self._interrupt)

    @contextmanager
    def running(self, mark: bytes) -> Iterator[None]:
        """While this holds, learner's code runs."""
        if self._depth == 0:
            self.interrupted = False
            self._tell(mark)
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if self._depth == 0:
                self._tell(ENDS)

    def _tell(self, mark: bytes) -> None:
        if self._marks_fd >= 0:
            try:
                os.write(self._marks_fd, mark)
            except OSError:
                self._marks_fd = -1  # closed by the learner's code: the run's own limit remains

    def _interrupt(self, _: int, __: types.FrameType | None) -> None:
        if self._depth:
            self.interrupted = True
            raise KeyboardInterrupt


class Notebook:
    """One run of one notebook. Also the host of the bridge's server."""

    def __init__(self, job: Mapping[str, Any], bridge: socket.socket, out_fd: int, clock: Clock) -> None:
        self._job = job
        self._clock = clock
        self._outputs = Outputs(out_fd, OutputLimits(**job.get("output_limits", {})))
        self._streams = Streams()
        self._streams.send_to(self._outputs.stream)
        self._shell: NotebookShell = NotebookShell.instance()
        packages = list(job.get("packages", []))
        installs = partial(self._outputs.remark, "installs")
        self._note = PackageNote(str(job.get("environment", "")), packages, installs)
        self._shell.attach(self._outputs, self._streams, self._note)
        self._provided = dict(self._shell.user_ns)
        self._seen: dict[str, Any] = {}
        link = Link(bridge, message_bytes=int(job.get("message_mib", 64) * MEBIBYTE))
        self._server: Server | TestsInside
        if job.get("isolation") == "shared":
            rules = Rules(**job.get("rules", {}))
            self._server = TestsInside(link, self, float(job["cell_seconds"]), rules)
        else:
            self._server = Server(link, self)
        self._loop = asyncio.new_event_loop()

    def run(self) -> None:
        """All cells in order; errors do not end the run unless the job says so."""
        self._prepare()
        for cell in self._job["cells"]:
            goes_on = self._stop(cell) if cell["kind"] == "stop" else self._cell(cell)
            if not goes_on:
                break
        self._outputs.finish()
        self._server.finish()

    def _prepare(self) -> None:
        asyncio.set_event_loop(self._loop)
        if "" not in sys.path:
            sys.path.insert(0, "")
        sources = [str(cell.get("source", "")) for cell in self._job["cells"]]
        accommodate(outputs=self._outputs, note=self._note, sources=sources)
        stand_in_for_otter()
        warnings.filterwarnings("ignore", message="To exit: use")
        _show_plots_in_cells(self._shell)
        _seed(int(self._job.get("seed", 0)))

    # ------------------------------------------------------------ cells

    def _cell(self, cell: Mapping[str, Any]) -> bool:
        """Run one cell; False where the run ends with it."""
        self._outputs.begin(cell["position"])
        started = time.monotonic()
        count = self._shell.execution_count
        error = self._execute(cell["source"])
        self._streams.settle()
        seconds = time.monotonic() - started
        status = "interrupted" if self._clock.interrupted else "error" if error is not None else "ok"
        met = {"cell_seconds"} if self._clock.interrupted else {exhausted_limit(error)} - {""}
        self._outputs.end(execution_count=count, seconds=round(seconds, 4), status=status, met=met)
        return error is None or not self._job.get("stop_on_error", False)

    def _execute(self, source: str) -> BaseException | None:
        return self._executed(source, is_test=False)[0]

    def _executed(self, source: str, *, is_test: bool) -> tuple[BaseException | None, Any]:
        """What ended the cell, and the value of its last expression. A test leaves nothing in `In`."""
        task = self._loop.create_task(self._shell.run_cell_here(source, remember=not is_test))
        try:
            with self._clock.running(CELL_STARTS):
                result = self._loop.run_until_complete(task)
        except BaseException as broken:  # noqa: BLE001 - an interrupt while the cell awaits, or a broken shell
            self._abandon(task)
            self._shell.show_error(broken)
            return broken, None
        error = result.error_before_exec or result.error_in_exec
        if isinstance(error, SystemExit):
            self._shell.show_error(error)
        return error, result.result

    def _abandon(self, task: asyncio.Task[Any]) -> None:
        if task.done():
            return
        task.cancel()
        try:
            self._loop.run_until_complete(asyncio.wait([task], timeout=1))
        except BaseException:  # noqa: BLE001, S110 - it was given up already
            pass

    def _stop(self, cell: Mapping[str, Any]) -> bool:
        """Wait at a test cell until the tests are done with it."""
        with warnings.catch_warnings():
            pass  # leaving it forgets what was warned of: each test cell hears every warning, as in a kernel
        if cell.get("run_released"):
            self._execute(cell["released"])
            self._streams.settle()
        return self._server.stop_at(cell["stop"], self._rebound())

    def _rebound(self) -> list[str]:
        """The names that the cells since the last stop have bound to another object."""
        now = {name: value for name, value in self.names.items() if self.has(name)}
        rebound = [
            name for name, value in now.items() if name not in self._seen or self._seen[name]() is not value
        ]
        self._seen = {name: _weakly(value) for name, value in now.items()}
        return rebound

    # ------------------------------------------------------------ the servers' host

    @property
    def shell(self) -> NotebookShell:
        return self._shell

    def run_test(self, source: str) -> tuple[BaseException | None, Any, str]:
        """Run a test among the learner's cells, unseen: what ended it, the value of its last expression, its errors."""
        printed: Printed = []
        with self._collecting(printed):
            error, value = self._executed(source, is_test=True)
        return error, value, "".join(text for stream, text in printed if stream == "stderr")

    @property
    def names(self) -> MutableMapping[str, Any]:
        return self._shell.user_ns  # type: ignore[no-any-return]

    def has(self, name: str) -> bool:
        if name not in self.names or _HISTORY_NAME.fullmatch(name):
            return False
        return name not in self._provided or self.names[name] is not self._provided[name]

    @contextmanager
    def calling(self, printed: Printed) -> Iterator[None]:
        with self._collecting(printed), self._clock.running(CALL_STARTS), self._shell.builtin_trap:
            yield

    @contextmanager
    def _collecting(self, printed: Printed) -> Iterator[None]:
        """What is printed while this holds is added to `printed`, up to a bound."""
        left = _CALL_CHARACTERS

        def keep(name: str, text: str) -> None:
            nonlocal left
            if text and left > 0:
                printed.append((name, text[:left]))
                left -= len(text)

        before = self._streams.send_to(keep)
        try:
            yield
        finally:
            self._streams.send_to(before)

    def was_interrupted(self, error: BaseException) -> bool:
        return self._clock.interrupted and isinstance(error, KeyboardInterrupt)

    def traceback_of(self, error: BaseException) -> str:
        return str(self._shell.formatter.text(error))


def _weakly(value: Any) -> Any:
    """A function that returns `value` as long as it lives; large objects are not kept alive for it."""
    try:
        return weakref.ref(value)
    except TypeError:
        return lambda: value


def _show_plots_in_cells(shell: NotebookShell) -> None:
    """What ipykernel does: plots appear below the cell without `%matplotlib inline`."""
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    if "matplotlib" in sys.modules:
        shell.enable_matplotlib("inline")


def _seed(seed: int) -> None:
    random.seed(seed)
    np.random.seed(seed)
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.manual_seed(seed)

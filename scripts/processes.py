"""Several programs as one: started together, ended together, and never left behind.

A guard waits for the supervisor and ends whatever that leaves behind, however it ended: as a child subreaper the
guard becomes the parent of every orphan. When the guard dies the kernel sends SIGTERM to the supervisor, and when the
supervisor dies SIGKILL to every program. When the guard's own parent dies, the guard asks the supervisor to end.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GRACE_SECONDS = 5.0
_libc = ctypes.CDLL(None, use_errno=True)


class Ended(Exception):
    """The supervisor was asked to end (Ctrl-C, a signal, or its parent died)."""


@dataclass(frozen=True, kw_only=True)
class Program:
    """One long-running program. Those with a later `stage` are ended later, because others need them."""

    name: str
    command: Sequence[str]
    stage: int = 0


def guarded() -> None:
    """Fork. Returns in the child, the supervisor, where `Ended` is raised on a signal; the parent stays as its guard."""
    parent, guard = os.getppid(), os.getpid()
    _libc.prctl(PR_SET_CHILD_SUBREAPER, 1)
    supervisor = os.fork()
    if supervisor == 0:
        for number in ENDING_SIGNALS:
            signal.signal(number, _raise_ended)
        _libc.prctl(PR_SET_CHILD_SUBREAPER, 1)
        _signal_when_parent_dies(signal.SIGTERM, parent=guard)
        return
    for number in ENDING_SIGNALS:
        signal.signal(number, lambda number, _: os.kill(supervisor, number))
    _signal_when_parent_dies(signal.SIGTERM, parent=parent)
    _, status = os.waitpid(supervisor, 0)
    _kill_children()
    sys.exit(abs(os.waitstatus_to_exitcode(status)))


class Supervisor:
    """Starts programs, writes their lines to log files and the terminal, and ends them all."""

    def __init__(self, *, log_folder: Path, environment: Mapping[str, str]) -> None:
        self._log_folder = log_folder
        self._environment = dict(environment)
        self._running: list[tuple[Program, subprocess.Popen[str]]] = []
        self._show = threading.Event()
        log_folder.mkdir(parents=True, exist_ok=True)

    def start(self, program: Program) -> None:
        """Start one program in a session of its own. Call it from the main thread: PDEATHSIG is about threads."""
        process = subprocess.Popen(
            program.command,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=partial(_signal_when_parent_dies, signal.SIGKILL, parent=os.getpid()),  # noqa: PLW1509 - no locks
        )
        self._running.append((program, process))
        assert process.stdout is not None
        threading.Thread(target=self._copy, args=(program.name, process.stdout), daemon=True).start()

    def show(self) -> None:
        """From now on what the programs print is shown in the terminal too, not only in their log files."""
        self._show.set()

    def ended(self) -> str:
        """The name of a program that has ended by itself, or an empty string."""
        return next((program.name for program, process in self._running if process.poll() is not None), "")

    def pids(self) -> dict[str, int]:
        """The process id of each program."""
        return {program.name: process.pid for program, process in self._running}

    def log_of(self, name: str) -> Path:
        """Where the lines of one program are kept."""
        return self._log_folder / f"{name}.log"

    def stop(self) -> None:
        """End every program, those of an early stage first, then everything that they left behind."""
        self._show.clear()
        for stage in sorted({program.stage for program, _ in self._running}):
            _end([process for program, process in self._running if program.stage == stage])
        _kill_children()

    def _copy(self, name: str, lines: IO[str]) -> None:
        with self.log_of(name).open("w") as log:
            for line in lines:
                log.write(line)
                log.flush()
                if self._show.is_set():
                    print(f"{name:>7} | {line}", end="", flush=True)


def _signal_when_parent_dies(number: int, *, parent: int) -> None:
    """Ask the kernel for it; where the parent has died already, send the signal ourselves."""
    _libc.prctl(PR_SET_PDEATHSIG, number)
    if os.getppid() != parent:
        os.kill(os.getpid(), number)


def _raise_ended(number: int, _: object) -> None:
    for ending in ENDING_SIGNALS:
        signal.signal(ending, signal.SIG_IGN)
    raise Ended(signal.Signals(number).name)


def _end(processes: Sequence[subprocess.Popen[str]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for process in processes:
        try:
            process.wait(timeout=max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _kill_children() -> None:
    """As a child subreaper this process becomes the parent of whatever its children left behind."""
    while children := children_of(os.getpid()):
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def children_of(parent: int) -> list[int]:
    """The process ids of its children; `/proc/<id>/task/*/children` is not in every kernel."""
    return [int(stat.parent.name) for stat in Path("/proc").glob("[0-9]*/stat") if _parent_of(stat) == parent]


def _parent_of(stat: Path) -> int | None:
    try:
        return int(stat.read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None  # it has just ended

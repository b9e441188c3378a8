"""Several programs as one: started together, ended together, and never left behind.

Every program gets SIGKILL from the kernel when the supervisor dies, however it dies, and the supervisor
gets SIGTERM when its own parent dies. Orphans of a program fall to the supervisor, which ends them as well.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
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


def end_with_parent() -> None:
    """Raise `Ended` in the main thread on SIGINT, SIGTERM, SIGHUP and when the parent process dies."""
    parent = os.getppid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _raise_ended)
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    _libc.prctl(PR_SET_CHILD_SUBREAPER, 1)
    if os.getppid() != parent:
        raise Ended


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
            preexec_fn=partial(_die_with, os.getpid()),  # noqa: PLW1509 - it takes no lock
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

    def log_of(self, name: str) -> Path:
        """Where the lines of one program are kept."""
        return self._log_folder / f"{name}.log"

    def stop(self) -> None:
        """End every program, those of an early stage first, then everything that they left behind."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        for stage in sorted({program.stage for program, _ in self._running}):
            _end([process for program, process in self._running if program.stage == stage])
        _kill_orphans()

    def _copy(self, name: str, lines: IO[str]) -> None:
        with self.log_of(name).open("w") as log:
            for line in lines:
                log.write(line)
                log.flush()
                if self._show.is_set():
                    print(f"{name:>7} | {line}", end="", flush=True)


def _die_with(supervisor: int) -> None:
    """In the child, before its program: end when the supervisor does, even if it has ended already."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != supervisor:
        os._exit(1)


def _raise_ended(number: int, _: object) -> None:
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


def _kill_orphans() -> None:
    """As a child subreaper this process becomes the parent of all that its programs left behind."""
    while children := _children():
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _children() -> list[int]:
    """Process ids of our children; `/proc/self/task/*/children` is not in every kernel."""
    return [
        int(stat.parent.name) for stat in Path("/proc").glob("[0-9]*/stat") if _parent_of(stat) == os.getpid()
    ]


def _parent_of(stat: Path) -> int | None:
    try:
        return int(stat.read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None  # it has just ended

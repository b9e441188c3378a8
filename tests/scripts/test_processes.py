"""However the supervisor ends, nothing that it started is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scripts.processes import children_of
from tests.repository import ROOT
from tests.waiting import wait_until

SUPERVISOR = """
import os, sys, time
from pathlib import Path
from scripts.processes import Ended, Program, Supervisor, guarded
guarded()
supervisor = Supervisor(log_folder=Path(sys.argv[1]), environment=dict(os.environ))
try:
    leaver = "import os, time\\nif os.fork() == 0: os.setsid(); time.sleep(300)\\nprint(os.getpid(), flush=True); time.sleep(300)"
    supervisor.start(Program(name="leaver", command=[sys.executable, "-c", leaver]))
    supervisor.start(Program(name="sleeper", command=["sleep", "300"], stage=1))
    while not supervisor.ended():
        print("up", flush=True)
        time.sleep(0.05)
except Ended:
    pass
finally:
    supervisor.stop()
"""
EVERYTHING = 5  # guard, supervisor, the two programs, and the daemon that one of them leaves
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SUPERVISOR!r}, *sys.argv[1:]])"


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Start one of the two programs above, marked by the name of its log folder, and wait until it is up."""
    started: list[subprocess.Popen[str]] = []

    def start_program(code: str) -> subprocess.Popen[str]:
        environment = {**os.environ, "ASSAY_TEST_MARK": str(tmp_path)}
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        log = tmp_path / "leaver.log"
        wait_until(lambda: log.exists() and bool(log.read_text()))
        return process

    yield start_program
    for process in started:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def marked(tmp_path: Path) -> list[str]:
    """The command lines of all living processes with our mark in their environment."""
    mark = f"ASSAY_TEST_MARK={tmp_path}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue  # it has just ended
    return found


@pytest.mark.parametrize(
    "number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name
)
def test_it_works(start, tmp_path, number):
    process = start(SUPERVISOR)
    assert len(marked(tmp_path)) == EVERYTHING
    process.send_signal(number)
    assert process.wait(timeout=15) == 0
    assert marked(tmp_path) == []


def test_a_killed_parent_takes_everything_with_it(start, tmp_path):
    process = start(PARENT)
    assert len(marked(tmp_path)) == 1 + EVERYTHING
    process.kill()
    wait_until(lambda: marked(tmp_path) == [])


def test_a_killed_guard_takes_everything_with_it(start, tmp_path):
    start(SUPERVISOR).kill()
    wait_until(lambda: marked(tmp_path) == [])


def test_a_killed_supervisor_takes_everything_with_it(start, tmp_path):
    guard = start(SUPERVISOR)
    os.kill(children_of(guard.pid)[0], signal.SIGKILL)
    assert guard.wait(timeout=15) == signal.SIGKILL
    assert marked(tmp_path) == []


def test_what_a_program_prints_is_kept(start, tmp_path):
    start(SUPERVISOR)
    assert (tmp_path / "leaver.log").read_text().strip().isdecimal()

"""The whole site as `make run` starts it, on a free port and with a folder of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from scripts.processes import children_of
from tests.repository import ROOT
from tests.waiting import wait_until

# Stands for `make`: it starts the program and waits, and dies without a word when it is killed.
PARENT = """
import signal, subprocess, sys
site = subprocess.Popen([sys.executable, "-m", "scripts.run"])
signal.signal(signal.SIGINT, signal.SIG_IGN)
sys.exit(site.wait())
"""
START_SECONDS = 180
ROW = re.compile(r"^\s+(\S+\.ipynb)\s.*?([\d.]+) / ([\d.]+)\s+([\d.]+) s$", re.MULTILINE)


class Site:
    """One run of the site; `stop` or `kill` ends it."""

    def __init__(self, *, var: Path, environment: Mapping[str, str] | None = None) -> None:
        self.var = var
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        inherited = {
            name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")
        }
        own = {"ASSAY_VAR_DIR": str(var), "PORT": str(self.port), "HOST": "127.0.0.1"}
        self._output = var.parent / f"output-{self.port}.txt"
        with self._output.open("w") as output:
            self._process = self._start({**inherited, **own, **(environment or {})}, output)

    def _start(self, environment: Mapping[str, str], output: IO[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-c", PARENT],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    @property
    def output(self) -> str:
        """What it has printed so far."""
        return self._output.read_text()

    @property
    def scores(self) -> dict[str, tuple[float, float]]:
        """Points and possible points by file name, as the table shows them."""
        return {
            name: (float(points), float(possible)) for name, points, possible, _ in ROW.findall(self.output)
        }

    def wait_until_open(self) -> None:
        """Until the address is printed, which is the last thing."""
        wait_until(
            lambda: f"Open {self.url}" in self.output or self._process.poll() is not None,
            seconds=START_SECONDS,
        )
        assert self._process.poll() is None, self.output

    def processes(self) -> set[int]:
        """Every living process of this run, its parent included."""
        found, new = set(), {self._process.pid}
        while new:
            found |= new
            new = {child for parent in new for child in children_of(parent)} - found
        return found

    def stop(self) -> int:
        """As Ctrl-C does: SIGINT to the process group of the terminal. Returns the exit code."""
        os.killpg(self._process.pid, signal.SIGINT)
        return self._process.wait(timeout=30)

    def kill(self) -> set[int]:
        """SIGKILL to the parent alone; returns the processes that were alive before."""
        alive = self.processes()
        self._process.kill()
        self._process.wait()
        return alive

    def clean_up(self) -> None:
        """Leave nothing behind a test that failed."""
        if self._process.poll() is None:
            alive = self.kill()
            wait_until(lambda: not any(is_alive(process) for process in alive), seconds=30)


def is_alive(process: int) -> bool:
    """True while it runs; a zombie that waits for its parent has ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port

"""Runs cells and tests in two real processes, from a few lines of a test."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graders.runner.frames import FrameReader

Frame = dict[str, Any]


@dataclass(frozen=True)
class Ran:
    """What both processes said."""

    learner: list[Frame]
    tests: list[Frame]

    @property
    def verdicts(self) -> list[str]:
        return [frame["verdict"] for frame in self.results]

    @property
    def verdict(self) -> str:
        (only,) = self.verdicts
        return str(only)

    @property
    def results(self) -> list[Frame]:
        return [frame for frame in self.tests if frame["event"] == "test"]

    @property
    def result(self) -> Frame:
        (only,) = self.results
        return only

    @property
    def warnings(self) -> list[str]:
        return [frame["text"] for frame in self.tests if frame["event"] == "warning"]

    @property
    def changed(self) -> list[tuple[str, Any]]:
        return [(f["function"], f["argument"]) for f in self.tests if f["event"] == "changed_argument"]

    def outputs(self, position: int = 0) -> list[Frame]:
        return [f["output"] for f in self.learner if f["event"] == "output" and f["position"] == position]

    def text(self, position: int = 0) -> str:
        return "".join(output.get("text", "") for output in self.outputs(position))

    def done(self, position: int = 0) -> Frame:
        return next(f for f in self.learner if f["event"] == "cell_done" and f["position"] == position)


@dataclass
class Stop:
    """A test cell in the middle of a notebook."""

    parts: Sequence[str]
    released: str = ""
    run_released: bool = False
    rebinds: Sequence[str] | None = None


@dataclass
class Forge:
    """Starts runs; one process with everything imported serves all of them."""

    folder: Path
    _process: subprocess.Popen[bytes] | None = None
    _link: socket.socket | None = None

    def run(
        self,
        *cells: str | Stop,
        test: str | Sequence[str] | None = None,
        visibility: str = "visible",
        possible: float | None = 1.0,
        learner: dict[str, Any] | None = None,
        **job: Any,
    ) -> Ran:
        """Run `cells`, the parts of `test` after the last one; `job` goes into the test's job."""
        if test is not None:
            cells = (*cells, Stop([test] if isinstance(test, str) else test))
        learner_job = {**_LEARNER, "cells": _cells(cells), **(learner or {})}
        test_job = {**_TEST, "stops": _stops(cells, visibility, possible), **job}
        clock = {"cell_seconds": learner_job["cell_seconds"], "call_seconds": test_job["call_seconds"]}
        order = {"op": "apart", "folder": str(self.folder), **clock}
        learner_out, tests_out = self._send(order, learner_job, test_job)
        return Ran(list(FrameReader().feed(learner_out)), list(FrameReader().feed(tests_out)))

    def run_together(self, *cells: str, test: str) -> str:
        """The control: the verdict where cells and test share a process."""
        order = {"op": "together", "folder": str(self.folder), "cells": cells, "test": test}
        return self._send(order)[1].decode()

    def close(self) -> None:
        if self._process and self._link:
            self._link.close()
            self._process.wait(timeout=10)

    def _send(self, order: dict[str, Any], *jobs: dict[str, Any]) -> list[bytes]:
        link = self._start()
        pipes = [os.pipe(), os.pipe()]
        given = [*(writing for _, writing in pipes), *map(_in_memory, jobs)]
        socket.send_fds(link, [json.dumps(order).encode()], given)
        for descriptor in given:
            os.close(descriptor)
        contents = [b"", b""]
        readers = [
            threading.Thread(target=_read_all, args=(reading, contents, index))
            for index, (reading, _) in enumerate(pipes)
        ]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        assert link.recv(1000)
        return contents

    def _start(self) -> socket.socket:
        if self._link is None:
            self._link, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            command = [sys.executable, "-m", "tests.graders.runner.forking", str(theirs.fileno())]
            quiet = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "agg"}
            self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=quiet)
            theirs.close()
        return self._link


_LEARNER: dict[str, Any] = {
    "cell_seconds": 20,
    "seed": 0,
    "stop_on_error": False,
    "output_limits": {},
    "environment": "ml-base",
    "packages": ["numpy 2.4.6"],
}
_TEST: dict[str, Any] = {
    "reference_names": [],
    "reference_classes": [],
    "changed_arguments": {},
    "seed": 0,
    "cell_seconds": 20,
    "call_seconds": 10,
    "message_mib": 64,
    "isolation": "separate",
}


def _cells(cells: Sequence[str | Stop]) -> list[dict[str, Any]]:
    described: list[dict[str, Any]] = []
    stops = 0
    for position, cell in enumerate(cells):
        if isinstance(cell, Stop):
            details = {"released": cell.released, "run_released": cell.run_released}
            described.append({"kind": "stop", "position": position, "stop": stops, **details})
            stops += 1
        else:
            described.append({"kind": "code", "position": position, "source": cell})
    return described


def _stops(cells: Sequence[str | Stop], visibility: str, possible: float | None) -> list[dict[str, Any]]:
    described, test = [], 0
    for number, stop in enumerate(cell for cell in cells if isinstance(cell, Stop)):
        parts = []
        for source in stop.parts:
            parts.append(
                {
                    "test": test,
                    "title": f"test {test}",
                    "source": source,
                    "first_line": 1,
                    "visibility": visibility,
                    "possible": possible,
                    "whole_cell": len(stop.parts) == 1,
                }
            )
            test += 1
        described.append({"stop": number, "cell_id": f"q{number}", "parts": parts, "rebinds": stop.rebinds})
    return described


def _in_memory(job: dict[str, Any]) -> int:
    descriptor = os.memfd_create("job")
    os.write(descriptor, json.dumps(job).encode())
    return descriptor


def _read_all(descriptor: int, contents: list[bytes], index: int) -> None:
    with os.fdopen(descriptor, "rb") as pipe:
        contents[index] = pipe.read()

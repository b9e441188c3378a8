"""A pool of the caller's own: a server process and its socket, gone when the caller is done or dead."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from graders.report import PlatformError

_READY = ": ready after "


class PoolNotStarted(PlatformError):
    """The pool ended before it was ready; the message holds its last lines."""

    code = "pool_not_started"


@contextmanager
def pool(*, environment: str, jobs: int | None, on_progress: Callable[[str], None]) -> Iterator[Path]:
    """Start a server, wait until it is ready, yield its socket, end it."""
    with tempfile.TemporaryDirectory(prefix="assay-pool-") as folder:
        socket = Path(folder, "pool.sock")
        lifeline, held = os.pipe()
        try:
            server = _start(environment, socket, jobs, lifeline)
        finally:
            os.close(lifeline)
        try:
            _wait_until_ready(server, on_progress)
            yield socket
        finally:
            os.close(held)
            server.wait()
            assert server.stdout is not None
            server.stdout.close()


def _start(environment: str, socket: Path, jobs: int | None, lifeline: int) -> subprocess.Popen[str]:
    """It holds the read end of a pipe whose write end is ours alone: our end, however it comes, is its end."""
    words = ["--environment", environment, "--socket", str(socket), "--lifeline", str(lifeline)]
    words += [] if jobs is None else ["--jobs", str(jobs)]
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "graders.pool.serve", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        pass_fds=(lifeline,),
        start_new_session=True,
    )


def _wait_until_ready(server: subprocess.Popen[str], on_progress: Callable[[str], None]) -> None:
    assert server.stdout is not None
    lines = []
    for line in server.stdout:
        lines.append(line)
        on_progress(line.rstrip())
        if _READY in line:
            return
    raise PoolNotStarted("the pool did not start: " + " ".join("".join(lines[-8:]).split()))

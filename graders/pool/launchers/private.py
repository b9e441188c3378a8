"""A pool of the caller's own: a server process and its socket, gone when the caller is done or dead."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graders.pool.launchers.folders import PoolFolder, pool_folder
from graders.pool.launchers.keeping import OnProgress, kept

_PATIENCE_SECONDS = 10.0


@contextmanager
def pool(*, environment: str, jobs: int | None, on_progress: OnProgress) -> Iterator[Path]:
    """Start a server, wait until it is ready, yield its socket, end it."""
    words = ["--environment", environment, *([] if jobs is None else ["--jobs", str(jobs)])]
    with (
        pool_folder(uid=os.getuid(), gid=os.getgid()) as folder,
        kept(lambda: _Server(words, folder), on_progress=on_progress),
    ):
        yield folder.socket


class _Server:
    """One life of the server. It reads the folder's lifeline: our end, however it comes, is its end."""

    def __init__(self, words: list[str], folder: PoolFolder) -> None:
        lifeline = os.open(folder.lifeline, os.O_RDONLY | os.O_NONBLOCK)
        try:
            words = [*words, "--socket", str(folder.socket), "--lifeline", str(lifeline)]
            self._process = _start(words, lifeline)
        finally:
            os.close(lifeline)

    def lines(self) -> Iterator[str]:
        assert self._process.stdout is not None
        with self._process.stdout as printed:
            yield from printed

    def end(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:  # stopped, or stuck
            self._process.kill()
            self._process.wait()


def _start(words: list[str], lifeline: int) -> subprocess.Popen[str]:
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

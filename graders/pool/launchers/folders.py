"""The folder of a pool that somebody started for himself: its socket, and a pipe that tells whether he still lives."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LIFELINE = "lifeline"
SOCKET = "pool.sock"
_PREFIX = "assay-pool-"
_YOUNG_SECONDS = 60.0  # between making a folder and holding its pipe lies a moment


@dataclass(frozen=True, kw_only=True)
class PoolFolder:
    """`lifeline` is a named pipe that only the pool's owner holds open for writing: it ends when he does."""

    path: Path

    @property
    def socket(self) -> Path:
        return self.path / SOCKET

    @property
    def lifeline(self) -> Path:
        return self.path / LIFELINE


@contextmanager
def pool_folder(*, uid: int, gid: int) -> Iterator[PoolFolder]:
    """A folder for the pool of that user, as long as the block lasts. Removes what owners left who were killed."""
    _remove_abandoned()
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as path:
        folder = PoolFolder(path=Path(path))
        os.mkfifo(folder.lifeline, 0o600)
        for place in (folder.lifeline, folder.path):
            os.chown(place, uid, gid)
        held = os.open(folder.lifeline, os.O_RDWR)  # opened for writing alone it would wait for a reader
        try:
            yield folder
        finally:
            os.close(held)


def is_abandoned(lifeline: Path) -> bool:
    """Whether nobody holds the pipe open for writing. Not known of other users' pipes, so these count as held."""
    try:
        reading = os.open(lifeline, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    try:
        return stat.S_ISFIFO(os.fstat(reading).st_mode) and os.read(reading, 1) == b""
    except BlockingIOError:
        return False
    finally:
        os.close(reading)


def _remove_abandoned() -> None:
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if _is_ours(path) and is_abandoned(path / LIFELINE):
            shutil.rmtree(path, ignore_errors=True)


def _is_ours(path: Path) -> bool:
    """Made by this launcher for this user, not by another program, and not just now."""
    try:
        pipe, folder = (path / LIFELINE).lstat(), path.lstat()
    except OSError:
        return False
    old = time.time() - folder.st_mtime > _YOUNG_SECONDS
    return old and stat.S_ISFIFO(pipe.st_mode) and os.getuid() in (0, folder.st_uid)

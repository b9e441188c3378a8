"""A pool's server for as long as somebody needs it: wait until it is ready, start it again when it dies."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from graders.report import PlatformError

_READY = ": ready after "
_LAST_LINES = 8

OnProgress = Callable[[str], None]


class PoolNotStarted(PlatformError):
    """The pool ended before it was ready; the message holds its last lines."""

    code = "pool_not_started"


class Server(Protocol):
    """One life of a server."""

    def lines(self) -> Iterator[str]:
        """What it prints, line by line, until it ends. Asked for once."""
        ...

    def end(self) -> None:
        """End it if it lives, and leave nothing of it behind. May be called twice, and by another thread."""
        ...


def ignore(_: str) -> None:
    """For callers that do not watch."""


@contextmanager
def kept(start: Callable[[], Server], *, on_progress: OnProgress) -> Iterator[None]:
    """A server that is ready when the block begins, and again a few seconds after it has died.

    Raises PoolNotStarted, or what `start` raises, when already the first one does not come up.
    """
    keeper = _Keeper(start)
    keeper.begin(on_progress)
    try:
        yield
    finally:
        keeper.end()


class _Keeper:
    def __init__(self, start: Callable[[], Server]) -> None:
        self._start = start
        self._server = start()
        self._guard = threading.Lock()
        self._is_over = False
        self._thread = threading.Thread(target=self._watch, name="keeps a pool alive", daemon=True)
        self._lines: Iterator[str] = iter(())

    def begin(self, on_progress: OnProgress) -> None:
        self._lines = self._server.lines()
        try:
            _wait_until_ready(self._lines, on_progress)
        except BaseException:
            self._server.end()
            raise
        self._thread.start()

    def end(self) -> None:
        with self._guard:
            self._is_over = True
            self._server.end()
        self._thread.join()

    def _watch(self) -> None:
        """Read, so that the server never waits for a reader; at the end of the lines it has died."""
        while True:
            for _ in self._lines:
                pass
            try:
                if not self._start_again():
                    return
                _wait_until_ready(self._lines, ignore)
            except PlatformError:
                return  # clients hear that nobody answers

    def _start_again(self) -> bool:
        with self._guard:
            if self._is_over:
                return False
            self._server.end()
            self._server = self._start()
            self._lines = self._server.lines()
            return True


def _wait_until_ready(lines: Iterator[str], on_progress: OnProgress) -> None:
    heard: list[str] = []
    for line in lines:
        heard.append(line)
        on_progress(line.rstrip())
        if _READY in line:
            return
    raise PoolNotStarted("the pool did not start: " + " ".join("".join(heard[-_LAST_LINES:]).split()))

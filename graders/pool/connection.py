"""One connection to a pool: short JSON messages over a unix socket, descriptors beside them."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from graders.report import PlatformError

_MESSAGE_BYTES = 65536
_PAUSE_SECONDS = 0.05
_PING_SECONDS = 60.0


class PoolUnavailable(PlatformError):
    """Nobody answers at the pool's socket, or the pool ended in the middle of a run."""

    code = "pool_unavailable"


def connect(path: Path, *, patience_seconds: float) -> tuple[Connection, dict[str, Any]]:
    """A connection to a pool that has answered, and its answer, as of `ping`.

    Tries again while there is patience: a pool that comes back may take a connection before it is ready, and one that
    is about to end may take its last. Raises PoolUnavailable.
    """
    deadline = time.monotonic() + patience_seconds
    while True:
        try:
            return _greeted(Connection(path))
        except PoolUnavailable:
            if time.monotonic() >= deadline:
                raise
            time.sleep(_PAUSE_SECONDS)  # nobody tells of a socket that is there again


def _greeted(connection: Connection) -> tuple[Connection, dict[str, Any]]:
    try:
        return connection, connection.ping(timeout_seconds=_PING_SECONDS)
    except TimeoutError:
        connection.close()
        raise PoolUnavailable("the pool does not answer") from None
    except BaseException:
        connection.close()
        raise


class Connection:
    """Grades one submission at a time. Closing it while a run is under way cancels the run."""

    def __init__(self, path: Path) -> None:
        self._link = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            self._link.connect(str(path))
        except OSError as error:
            self._link.close()
            raise PoolUnavailable(f"no pool answers at {path}: {error.strerror}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def fileno(self) -> int:
        """For select: readable when the pool has something to say."""
        return self._link.fileno()

    def close(self) -> None:
        """Close; cancels what is under way. May be called twice."""
        self._link.close()

    def ping(self, *, timeout_seconds: float) -> dict[str, Any]:
        """What the pool says of itself: `environment`, `digest`, `launcher`. Waits while the pool starts."""
        self.ask()
        return self.receive(timeout_seconds=timeout_seconds)

    def ask(self) -> None:
        """The question of `ping` without waiting for the answer."""
        self._send({"op": "ping"}, ())

    def grade(
        self,
        *,
        limits: dict[str, float],
        learner_job: int,
        test_job: int,
        learner_out: int,
        test_out: int,
    ) -> None:
        """Ask for one run. The four descriptors are copied: the caller closes its own."""
        descriptors = (learner_job, test_job, learner_out, test_out)
        self._send({"op": "grade", "limits": limits}, descriptors)

    def receive(self, *, timeout_seconds: float | None) -> dict[str, Any]:
        """The next message: `event` is "forked", "ended", "pong" or "refused".

        Raises PoolUnavailable when the pool has gone, and TimeoutError after `timeout_seconds` without a message.
        """
        self._link.settimeout(timeout_seconds)
        try:
            message = self._link.recv(_MESSAGE_BYTES)
        except TimeoutError:
            raise
        except OSError as error:
            raise PoolUnavailable(f"the pool has gone: {error.strerror}") from error
        if not message:
            raise PoolUnavailable("the pool has ended")
        answer: dict[str, Any] = json.loads(message)
        return answer

    def _send(self, message: dict[str, Any], descriptors: Sequence[int]) -> None:
        try:
            socket.send_fds(self._link, [json.dumps(message).encode()], list(descriptors))
        except OSError as error:
            raise PoolUnavailable(f"the pool has gone: {error.strerror}") from error

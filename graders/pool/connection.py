"""One connection to a pool: short JSON messages over a unix socket, descriptors beside them."""

from __future__ import annotations

import json
import socket
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from graders.report import PlatformError

_MESSAGE_BYTES = 65536


class PoolUnavailable(PlatformError):
    """Nobody answers at the pool's socket, or the pool ended in the middle of a run."""

    code = "pool_unavailable"


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
        self._send({"op": "ping"}, ())
        return self.receive(timeout_seconds=timeout_seconds)

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

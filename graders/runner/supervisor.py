"""The zygote's loop: takes requests, forks two jails for each, keeps their limits, says how they ended."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import socket
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from graders.runner.jail import Jail
from graders.runner.limits import BadLimits, Limits
from graders.runner.run import Run

MESSAGE_BYTES = 65536
DESCRIPTORS_PER_JOB = 4
SAMPLE_SECONDS = 0.025

StartRun = Callable[[Limits, list[int]], Run]


class Connection:
    """One client. It has at most one request under way; closing the connection cancels that."""

    def __init__(self, link: socket.socket) -> None:
        self.link = link
        self.request: Request | None = None

    def answer(self, message: dict[str, Any]) -> None:
        """Send one message. A client that does not read is treated like one that has gone."""
        try:
            self.link.send(json.dumps(message).encode(), socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL)
        except OSError:
            with contextlib.suppress(OSError):
                self.link.shutdown(socket.SHUT_RDWR)


class Request:
    """One submission: waiting while `run` is None."""

    def __init__(self, connection: Connection, limits: Limits, descriptors: list[int]) -> None:
        self.connection = connection
        self.limits = limits
        self.descriptors = descriptors
        self.run: Run | None = None

    def give_back_descriptors(self) -> None:
        while self.descriptors:
            os.close(self.descriptors.pop())


class Supervisor:
    """Grades `jobs` submissions at once, the others in the order in which they came."""

    def __init__(
        self, *, listener: socket.socket, jobs: int, greeting: dict[str, Any], start_run: StartRun
    ) -> None:
        self._listener = listener
        self._jobs = jobs
        self._greeting = greeting
        self._start_run = start_run
        self._selector = selectors.DefaultSelector()
        self._waiting: deque[Request] = deque()
        self._running: list[Request] = []
        self._next_sample = 0.0

    def serve(self, *, until_closed: int) -> None:
        """Serve until the other end of the descriptor `until_closed` is closed."""
        self._listener.setblocking(False)
        self._selector.register(self._listener, selectors.EVENT_READ, self._accept)
        self._selector.register(until_closed, selectors.EVENT_READ, None)
        while True:
            for key, _ in self._selector.select(self._patience()):
                if key.data is None:
                    return
                key.data()
            self._sample()
            self._start_waiting()

    def _patience(self) -> float | None:
        return max(0.0, self._next_sample - time.monotonic()) if self._running else None

    def _accept(self) -> None:
        try:
            link, _ = self._listener.accept()
        except BlockingIOError:
            return  # the client has gone again
        connection = Connection(link)
        self._selector.register(link, selectors.EVENT_READ, lambda: self._hear(connection))

    def _hear(self, connection: Connection) -> None:
        try:
            message, descriptors, _, _ = socket.recv_fds(
                connection.link, MESSAGE_BYTES, DESCRIPTORS_PER_JOB, socket.MSG_CMSG_CLOEXEC
            )
        except OSError:
            message, descriptors = b"", []
        if not message:
            self._hang_up(connection)
            return
        if not self._obey(connection, message, descriptors):
            for descriptor in descriptors:
                os.close(descriptor)

    def _obey(self, connection: Connection, message: bytes, descriptors: list[int]) -> bool:
        """Do what the message asks; True where the descriptors were taken over."""
        try:
            request = json.loads(message)
            operation = request.get("op")
            limits = Limits.from_request(request.get("limits", {}))
        except (ValueError, AttributeError, BadLimits) as error:
            connection.answer({"event": "refused", "detail": str(error)})
            return False
        if operation == "ping":
            connection.answer({"event": "pong", **self._greeting})
        elif operation != "grade" or len(descriptors) != DESCRIPTORS_PER_JOB or connection.request:
            detail = "one request 'grade' with four descriptors at a time, or 'ping'"
            connection.answer({"event": "refused", "detail": detail})
        else:
            connection.request = Request(connection, limits, descriptors)
            self._waiting.append(connection.request)
            return True
        return False

    def _hang_up(self, connection: Connection) -> None:
        self._selector.unregister(connection.link)
        connection.link.close()
        request = connection.request
        if request is None:
            return
        if request.run:
            request.run.cancel()
        else:
            self._waiting.remove(request)
            request.give_back_descriptors()

    def _start_waiting(self) -> None:
        while self._waiting and len(self._running) < self._jobs:
            self._start(self._waiting.popleft())

    def _start(self, request: Request) -> None:
        try:
            request.run = self._start_run(request.limits, request.descriptors)
        except OSError as error:
            request.connection.request = None
            request.connection.answer(_never_started(str(error)))
            return
        finally:
            request.give_back_descriptors()
        for jail in request.run.jails:
            self._selector.register(
                jail.exit_descriptor, selectors.EVENT_READ, lambda jail=jail: self._bury(request, jail)
            )
        self._running.append(request)
        request.connection.answer({"event": "forked"})

    def _bury(self, request: Request, jail: Jail) -> None:
        self._selector.unregister(jail.exit_descriptor)
        assert request.run is not None
        request.run.bury(jail)
        if not request.run.has_ended:
            return
        self._running.remove(request)
        request.connection.request = None
        if request.connection.link.fileno() >= 0:
            request.connection.answer(request.run.ended())

    def _sample(self) -> None:
        now = time.monotonic()
        if now < self._next_sample:
            return
        wait = SAMPLE_SECONDS
        for request in self._running:
            assert request.run is not None
            request.run.keep_limits(now)
            wait = min(wait, request.run.patience_seconds or wait)
        self._next_sample = time.monotonic() + wait


def _never_started(detail: str) -> dict[str, Any]:
    outcome = {"how": "failed_to_start", "detail": detail}
    figures = {"wall_seconds": 0.0, "cpu_seconds": 0.0, "peak_memory_mib": 0.0}
    return {"event": "ended", "learner": outcome, "test": outcome, **figures}

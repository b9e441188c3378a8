"""A pool that runs nothing: it plays a script of frames and events to whoever connects."""

from __future__ import annotations

import json
import os
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graders.runner.frames import write_frame

EXITED = {"how": "exited", "detail": ""}
GREETING = {
    "event": "pong",
    "environment": "ml-base",
    "digest": "d" * 64,
    "launcher": "scripted",
    "packages": [],
}


@dataclass(kw_only=True)
class Stage:
    """What one run may do: frames from both jails, then how it ended."""

    link: socket.socket
    learner_job: int
    test_job: int
    learner_out: int
    test_out: int

    def say(self, **message: Any) -> None:
        """One message of the pool."""
        self.link.send(json.dumps(message).encode())

    def learner(self, *frames: dict[str, Any]) -> None:
        """Frames from the learner's jail."""
        for frame in frames:
            write_frame(self.learner_out, frame)

    def tests(self, *frames: dict[str, Any]) -> None:
        """Frames from the test's jail."""
        for frame in frames:
            write_frame(self.test_out, frame)

    def end(self, learner: dict[str, str] = EXITED, test: dict[str, str] = EXITED) -> None:
        """The last message."""
        self.say(
            event="ended", learner=learner, test=test, wall_seconds=0.5, cpu_seconds=0.25, peak_memory_mib=7.5
        )


Script = Callable[[Stage], None]


@dataclass(kw_only=True)
class ScriptedPool:
    """`scripts` are played one for each request to grade; the last one again and again."""

    socket: Path
    scripts: list[Script]
    greeting: dict[str, Any] = field(default_factory=lambda: dict(GREETING))
    requests: int = 0


@contextmanager
def scripted_pool(*scripts: Script, **greeting: Any) -> Iterator[ScriptedPool]:
    """A pool at a socket of its own for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="assay-") as folder:
        pool = ScriptedPool(socket=Path(folder, "s"), scripts=list(scripts), greeting=GREETING | greeting)
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
            listener.bind(str(pool.socket))
            listener.listen()
            server = threading.Thread(target=_serve, args=(pool, listener))
            server.start()
            try:
                yield pool
            finally:
                listener.shutdown(socket.SHUT_RDWR)
                server.join()


def _serve(pool: ScriptedPool, listener: socket.socket) -> None:
    while True:
        try:
            link, _ = listener.accept()
        except OSError:
            return
        with link:
            _converse(pool, link)


def _converse(pool: ScriptedPool, link: socket.socket) -> None:
    while True:
        try:
            message, descriptors, _, _ = socket.recv_fds(link, 65536, 4)
        except ConnectionError:
            return
        if not message:
            return
        if json.loads(message)["op"] == "ping":
            link.send(json.dumps(pool.greeting).encode())
            continue
        script = pool.scripts[min(pool.requests, len(pool.scripts) - 1)]
        pool.requests += 1
        stage = Stage(
            link=link,
            **dict(zip(("learner_job", "test_job", "learner_out", "test_out"), descriptors, strict=True)),
        )
        try:
            script(stage)
        except Vanished:
            return
        except BrokenPipeError:
            pass
        finally:
            for descriptor in descriptors:
                os.close(descriptor)


class Vanished(Exception):
    """Raised by a script: the pool is gone in the middle of the run."""

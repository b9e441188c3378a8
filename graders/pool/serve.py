"""A pool as a process of its own: keeps a zygote alive behind one unix socket.

python -m graders.pool.serve --environment ml-base --socket pool.sock
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import select
import signal
import socket as net
import stat
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen
from typing import Any, Self

from graders.pool import environments
from graders.pool.connection import Connection, PoolUnavailable
from graders.pool.launchers import namespaces
from graders.report import PlatformError

_LONGEST_PATH = 107
_MESSAGE_BYTES = 65536
_FAILED_STARTS = 3
_START_SECONDS = 300.0
_PULSE_SECONDS = 3.0
_MISSED_PULSES = (
    3  # several short waits: after the whole machine has slept one long one would be over at once
)

Say = Callable[[str], None]


class PoolFault(PlatformError):
    """The pool cannot be started; the message says why."""

    code = "pool_fault"


class _Ended(Exception):
    """Somebody asked the pool to end."""


def serve(
    *,
    environment: str,
    socket: Path,
    jobs: int | None,
    launcher: str = "namespaces",
    lifeline: int | None = None,
    for_group: bool = False,
) -> int:
    """Serve until SIGTERM, SIGINT or the end of `lifeline`; returns the exit code of the program.

    `jobs` submissions at once, by default one per core. `launcher` is what reports are told of how the pool was
    started. `lifeline` is a descriptor whose other end the owner of the pool holds: when the owner ends, however it
    ends, so does the pool. `for_group` lets the group of this user use the socket too.
    """
    signal.signal(signal.SIGTERM, _raise_ended)
    signal.signal(signal.SIGINT, _raise_ended)
    try:
        listener = _bind(socket, for_group=for_group)
    except PoolFault as error:
        print(error, file=sys.stderr)
        return 1
    inode = socket.stat().st_ino
    try:
        found = environments.locate(name=environment)
        order = namespaces.Order(
            environment=environment,
            listener=listener.fileno(),
            jobs=jobs or len(os.sched_getaffinity(0)),
            greeting={
                "environment": environment,
                "digest": found.definition.digest,
                "launcher": launcher,
                "packages": list(found.packages),
            },
        )
        _say(f"pool {environment}: starting, {order.jobs} at once, Python and packages from {found.folder}")
        return _keep_alive(_Pool(order=order, listener=listener, path=socket), lifeline)
    except PlatformError as error:
        print(error, file=sys.stderr)
        return 1
    except _Ended:
        _say(f"pool {environment}: ended")
        return 0
    finally:
        listener.close()
        _remove(socket, inode)


@dataclass(kw_only=True)
class _Pool:
    order: namespaces.Order
    listener: net.socket
    path: Path
    failed_starts: int = field(default=0, init=False)


def _keep_alive(pool: _Pool, lifeline: int | None) -> int:
    while pool.failed_starts < _FAILED_STARTS:
        if not _live_once(pool, lifeline):
            return 0
        _say(f"pool {pool.order.environment}: the zygote has ended, starting it again")
    print(f"the zygote failed to start {_FAILED_STARTS} times", file=sys.stderr)
    return 1


def _live_once(pool: _Pool, lifeline: int | None) -> bool:
    """One life of a zygote; False when the owner of the pool has ended."""
    control, inner = net.socketpair(net.AF_UNIX, net.SOCK_SEQPACKET)
    pool.failed_starts += 1
    with control:
        with inner:
            zygote = namespaces.launch(order=pool.order, control=inner)
        try:
            return _follow(pool, control, lifeline)
        finally:
            _end(zygote)


def _follow(pool: _Pool, control: net.socket, lifeline: int | None) -> bool:
    """Until the zygote has ended or does not answer any more; False when the owner of the pool has ended."""
    started = time.monotonic()
    with _Pulse(pool.path) as pulse:
        while True:
            sources: list[Any] = [control, *pulse.sources(), *([] if lifeline is None else [lifeline])]
            ready, _, _ = select.select(sources, [], [], _PULSE_SECONDS)
            if lifeline in ready:
                return False
            if control in ready:
                message = control.recv(_MESSAGE_BYTES)
                if not message:
                    return True
                _report(pool, json.loads(message), time.monotonic() - started)
                pulse.begin(json.loads(message))
            if not pulse.feel(ready):
                _say(f"pool {pool.order.environment}: the zygote does not answer")
                return True


class _Pulse:
    """Asks a zygote that is ready whether it still answers. One that was stopped lives, and serves nobody."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: Connection | None = None
        self._unanswered = 0
        self._starting_until = time.monotonic() + _START_SECONDS

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection:
            self._connection.close()

    def sources(self) -> list[Connection]:
        """What to wait for besides the zygote's reports."""
        return [self._connection] if self._connection else []

    def begin(self, message: dict[str, object]) -> None:
        """Once it says that it is ready."""
        if message["event"] == "ready":
            self._connection = Connection(self._path)

    def feel(self, ready: Sequence[object]) -> bool:
        """After a wait; nothing `ready` means that all of the time has passed. False where it does not answer."""
        if self._connection is None:
            return time.monotonic() < self._starting_until
        try:
            self._ask_or_hear(self._connection, ready)
        except PoolUnavailable:
            return False
        return self._unanswered <= _MISSED_PULSES

    def _ask_or_hear(self, connection: Connection, ready: Sequence[object]) -> None:
        if connection in ready:
            connection.receive(timeout_seconds=0)
            self._unanswered = 0
        elif not ready:
            if not self._unanswered:
                connection.ask()
            self._unanswered += 1


def _report(pool: _Pool, message: dict[str, object], seconds: float) -> None:
    name = pool.order.environment
    match message["event"]:
        case "importing":
            progress = f"{message['done']}/{message['total']}"
            if sys.stdout.isatty():
                print(f"\rpool {name}: importing {progress} {message['module']:<40}", end="", flush=True)
        case "ready":
            pool.failed_starts = 0
            if sys.stdout.isatty():
                print()
            _say(f"pool {name}: ready after {seconds:.1f} s at {pool.path}")
        case "failed":
            _say(f"pool {name}: {message['detail']}")


def _end(zygote: Popen[bytes]) -> None:
    zygote.kill()
    zygote.wait()
    with contextlib.suppress(
        ChildProcessError
    ):  # in a container we are process 1, whom all orphans are left to
        while True:
            os.wait()


def _bind(path: Path, *, for_group: bool) -> net.socket:
    """A socket that only its owner may use, or his group too. A file left by a pool that was killed is replaced."""
    if len(os.fsencode(path)) > _LONGEST_PATH:
        raise PoolFault(f"the path of a socket can have {_LONGEST_PATH} bytes; {path} has more")
    listener = net.socket(net.AF_UNIX, net.SOCK_SEQPACKET)
    try:
        _remove_stale(path)
        before = os.umask(0o117 if for_group else 0o177)
        try:
            listener.bind(str(path))
        finally:
            os.umask(before)
    except (OSError, PoolFault) as error:
        listener.close()
        raise PoolFault(f"cannot listen at {path}: {error}") from error
    return listener


def _remove_stale(path: Path) -> None:
    try:
        if not stat.S_ISSOCK(path.stat().st_mode):
            raise PoolFault("there is a file that is not a socket")
    except FileNotFoundError:
        return
    with net.socket(net.AF_UNIX, net.SOCK_SEQPACKET) as trial:
        if trial.connect_ex(str(path)) == 0:
            raise PoolFault("another pool serves there")
    path.unlink()


def _remove(path: Path, inode: int) -> None:
    """Remove our socket, never that of a pool that has taken its place."""
    try:
        if path.stat().st_ino == inode:
            path.unlink()
    except FileNotFoundError:
        return


def _raise_ended(number: int, _: object) -> None:
    raise _Ended(signal.Signals(number).name)


def _say(line: str) -> None:
    print(line, flush=True)


def main(arguments: list[str]) -> int:
    """`python -m graders.pool.serve`, the same as `graders pool serve`."""
    parser = argparse.ArgumentParser(prog="graders pool serve", description=serve.__doc__)
    parser.add_argument("--environment", required=True)
    parser.add_argument("--socket", required=True, type=Path)
    parser.add_argument("--jobs", type=int, default=None, help="submissions at once; default: one per core")
    parser.add_argument("--for-group", action="store_true", help="let this user's group use the socket too")
    parser.add_argument("--launcher", default="namespaces", help=argparse.SUPPRESS)
    parser.add_argument("--lifeline", type=int, default=None, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    return serve(
        environment=chosen.environment,
        socket=chosen.socket,
        jobs=chosen.jobs,
        launcher=chosen.launcher,
        lifeline=chosen.lifeline,
        for_group=chosen.for_group,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

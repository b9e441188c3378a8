"""A pool as a process of its own: keeps a zygote alive behind one unix socket.

python -m graders.pool.serve --environment ml-base --socket pool.sock
"""

from __future__ import annotations

import argparse
import json
import os
import select
import signal
import socket as net
import stat
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

from graders.pool import environments
from graders.pool.launchers import namespaces
from graders.report import PlatformError

_LONGEST_PATH = 107
_MESSAGE_BYTES = 65536
_FAILED_STARTS = 3

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
) -> int:
    """Serve until SIGTERM, SIGINT or the end of `lifeline`; returns the exit code of the program.

    `jobs` submissions at once, by default one per core. `lifeline` is a descriptor whose other end the
    owner of the pool holds: when the owner ends, however it ends, so does the pool.
    """
    signal.signal(signal.SIGTERM, _raise_ended)
    signal.signal(signal.SIGINT, _raise_ended)
    try:
        if launcher != "namespaces":
            raise PoolFault(f"there is no launcher {launcher!r} that starts a pool; there is namespaces")
        listener = _bind(socket)
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
                "launcher": "namespaces",
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
    sources: list[net.socket | int] = [control] if lifeline is None else [control, lifeline]
    started = time.monotonic()
    while True:
        ready, _, _ = select.select(sources, [], [])
        if lifeline in ready:
            return False
        message = control.recv(_MESSAGE_BYTES)
        if not message:
            return True
        _report(pool, json.loads(message), time.monotonic() - started)


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


def _bind(path: Path) -> net.socket:
    """A socket that only its owner may use. A file left by a pool that was killed is replaced."""
    if len(os.fsencode(path)) > _LONGEST_PATH:
        raise PoolFault(f"the path of a socket can have {_LONGEST_PATH} bytes; {path} has more")
    listener = net.socket(net.AF_UNIX, net.SOCK_SEQPACKET)
    try:
        _remove_stale(path)
        before = os.umask(0o177)
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
    parser.add_argument("--lifeline", type=int, default=None, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    return serve(
        environment=chosen.environment,
        socket=chosen.socket,
        jobs=chosen.jobs,
        lifeline=chosen.lifeline,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

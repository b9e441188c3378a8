"""The processes of a pool that a launcher has started, seen from outside."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from graders.pool.launchers import RunningPool
from tests.graders.walls.pools import children


def family(pool: RunningPool) -> list[int]:
    """The pool's processes, oldest first: server, relay, zygote, then those of the jails."""
    found = [_server(pool)]
    for process in found:
        found += children(process)
    return found


def container(pool: RunningPool) -> str:
    """The name of the container of a pool of the launcher «docker»."""
    return f"assay-{pool.socket.parent.name}"


def _server(pool: RunningPool) -> int:
    if pool.launcher == "docker":
        words = ["docker", "inspect", "--format", "{{.State.Pid}}", container(pool)]
        return int(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    [server] = [child for child in children(os.getpid()) if str(pool.socket) in _command(child)]
    return server


def _command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""

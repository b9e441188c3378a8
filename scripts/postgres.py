"""A private PostgreSQL on a free port of this machine, gone when the block ends."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.debian import postgres_folder
from scripts.steps import StepFailed, run

OWNER = "postgres"  # Debian's package makes this user; PostgreSQL refuses to run as root
FASTER = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
DURABLE = ""  # PostgreSQL's own defaults, for measurements


@contextmanager
def private_cluster(*, settings: str = FASTER) -> Iterator[str]:
    """Yield the `DATABASE_URL` of a new and empty cluster; by default nothing in it survives a crash."""
    programs = postgres_folder()
    if programs is None:
        raise StepFailed("PostgreSQL is not installed.")
    folder = Path(tempfile.mkdtemp(prefix="assay-postgres-"))
    as_owner: list[str] = []
    if os.geteuid() == 0:
        os.chown(folder, pwd.getpwnam(OWNER).pw_uid, -1)
        as_owner = ["runuser", "-u", OWNER, "--"]
    control = [*as_owner, str(programs / "pg_ctl"), "-D", str(folder / "data"), "-s", "-w"]
    port = _free_port()
    try:
        run(*as_owner, programs / "initdb", "-D", folder / "data", "-U", "assay", "-A", "trust", "--no-sync")
        options = f"-k {folder} -c listen_addresses=127.0.0.1 -p {port} {settings}"
        run(*control, "-l", str(folder / "log"), "-o", options, "start")
        try:
            run(*as_owner, programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "assay", "assay")
            yield f"postgres://assay@127.0.0.1:{port}/assay"
        finally:
            run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port

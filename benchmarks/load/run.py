"""One measured run: the site with a database of its own, a thousand learners, what it took.

    DATABASE_URL=… python -m benchmarks.load.run 3

The number is how many answers each learner saves before she submits; 0: she only starts. Exit code 1 where a request failed
or an attempt is missing.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from benchmarks.load.processes import cpu_seconds_by_program
from scripts.preflight import Address
from scripts.processes import Ended, Supervisor, guarded
from scripts.programs import environment_of, foundations, site
from scripts.setup import PYTHON
from scripts.steps import ROOT, StepFailed, run, step, stop_with

COURSE = "exercises/ml-foundations"
LEARNERS = int(os.environ.get("LEARNERS", "1000"))
SECONDS = int(os.environ.get("SECONDS", "60"))
SLOWEST_SECONDS = 240
START_SECONDS = 90
LOCUST = PYTHON.parent / "locust"


def main(answers: int) -> int:
    """Exit code 1 where anything went wrong for any learner."""
    guarded()
    try:
        return _measured(answers)
    except Ended:
        return 1
    except StepFailed as error:
        return stop_with(error)


def _measured(answers: int) -> int:
    with ExitStack() as stack:
        var = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="assay-load-")))
        environment = _environment(var)
        supervisor = Supervisor(log_folder=var / "log", environment=environment)
        stack.callback(supervisor.stop)
        url = _started(supervisor, environment, var)
        before, started = cpu_seconds_by_program(supervisor.pids()), time.monotonic()
        code = _locust(answers, url, var, environment)
        elapsed = time.monotonic() - started
        after = cpu_seconds_by_program(supervisor.pids())
        counts = json.loads(run(PYTHON, "-m", "benchmarks.load.count", environment=environment))
        _show_requests(var / "figures.json")
        print(f"\n  {elapsed:.0f} s in all; processor time: ", end="")
        print(", ".join(f"{name} {after[name] - before[name]:.1f} s" for name in after))
        print(f"  {counts['attempts']} attempts, {counts['submitted']} submitted, ", end="")
        print(f"{counts['marked']} marked, {counts['responses']} answers kept")
        return max(code, int(not _is_complete(answers, counts)))


def _is_complete(answers: int, counts: Mapping[str, int]) -> bool:
    expected = {"attempts": LEARNERS, "responses": LEARNERS * answers}
    expected["submitted"] = expected["marked"] = LEARNERS if answers else 0
    return all(counts[name] == number for name, number in expected.items())


def _environment(var: Path) -> dict[str, str]:
    """Demo settings, in a data folder of this run alone."""
    settings = environment_of(Address(host="127.0.0.1", port=0), var=var)
    return {**settings, "DJANGO_SETTINGS_MODULE": "assay.settings"}


def _started(supervisor: Supervisor, environment: Mapping[str, str], var: Path) -> str:
    """Everything as `make run` starts it, with a cohort of its own; returns the site's address."""
    address = Address(host="127.0.0.1", port=_free_port())
    for program in foundations(environment):
        supervisor.start(program)
    with step(f"Preparing a database with {LEARNERS} learners"):
        run(PYTHON, "manage.py", "migrate", "--verbosity", "0", environment=environment)
        world = run(PYTHON, "-m", "benchmarks.load.world", COURSE, str(LEARNERS), environment=environment)
        (var / "world.json").write_text(world)
    for program in site(address):
        supervisor.start(program)
    with step("Waiting until the site answers"):
        _wait(supervisor, f"{address.url}/healthz")
    return address.url


def _locust(answers: int, url: str, var: Path, environment: Mapping[str, str]) -> int:
    """Locust's exit code; what it says is shown where it is not 0."""
    words = f"--headless -u {LEARNERS} -r {LEARNERS / SECONDS:.3f} --run-time {SECONDS + SLOWEST_SECONDS}s --only-summary"
    asked = {
        "LOAD_WORLD": str(var / "world.json"),
        "LOAD_ANSWERS": str(answers),
        "LOAD_FIGURES": str(var / "figures.json"),
    }
    command = [str(LOCUST), "-f", "benchmarks/load/learners.py", "-H", url, *words.split()]
    with step(f"{LEARNERS} learners within {SECONDS} s"), (var / "locust.log").open("w") as log:
        ended = subprocess.run(
            command, cwd=ROOT, env={**environment, **asked}, stdout=log, stderr=subprocess.STDOUT, check=False
        )
    if ended.returncode:
        print("\n".join((var / "locust.log").read_text().splitlines()[-40:]))
    return ended.returncode


def _show_requests(figures: Path) -> None:
    print(f"\n  {'request':<22}{'number':>8}{'errors':>8}{'p50':>8}{'p95':>8}{'p99':>8}{'most':>8}  ms")
    for row in json.loads(figures.read_text()):
        cells = [row[name] for name in ("number", "errors", "p50", "p95", "p99", "most")]
        print(f"  {row['request']:<22}" + "".join(f"{cell:>8.0f}" for cell in cells))


def _wait(supervisor: Supervisor, health: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers(health):
        if name := supervisor.ended():
            raise StepFailed(f"«{name}» ended by itself:\n{supervisor.log_of(name).read_text()[-2000:]}")
        if time.monotonic() > deadline:
            raise StepFailed(f"Nothing answered at {health} within {START_SECONDS} s.")
        time.sleep(0.1)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return bool(json.load(response)["checks"]["broker"] == "ok")
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
    return port


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))

"""`make check`: every gate, as many at once as there are cores, with the output of those that fail."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from scripts.setup import VENV
from scripts.steps import ROOT

BIN = VENV / "bin"
MANAGE = (f"{BIN}/python", "manage.py")
# Real jails, browsers and clusters: slow, and with clocks of their own, so they want the machine for themselves.
ALONE = ("tests/golden", "tests/graders/walls", "tests/courses", "tests/browser", "tests/cluster")


@dataclass(frozen=True, kw_only=True)
class Gate:
    """One program that must end with 0."""

    name: str
    command: Sequence[str]


FAST_TESTS = Gate(
    name="fast tests",
    command=[
        f"{BIN}/python",
        "-m",
        "pytest",
        "-q",
        "-n",
        "2",
        "-m",
        "not slow",
        "--tb",
        "short",
        *(f"--ignore={folder}" for folder in ALONE),
    ],
)
STATIC_GATES = (
    Gate(name="types", command=[f"{BIN}/mypy"]),
    Gate(
        name="API schema",
        command=[*MANAGE, "spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null"],
    ),
    Gate(name="Django", command=[*MANAGE, "check", "--fail-level", "WARNING"]),
    Gate(name="migrations", command=[*MANAGE, "makemigrations", "--check", "--dry-run"]),
    Gate(name="imports", command=[f"{BIN}/lint-imports", "--no-logo"]),
    Gate(
        name="packages", command=[f"{BIN}/deptry", ".", "--config", "requirements/deptry.toml", "--no-ansi"]
    ),
    Gate(name="templates", command=[f"{BIN}/djlint", "platform/assay", "--lint", "--quiet"]),
    Gate(name="style", command=[f"{BIN}/ruff", "check", "--output-format", "concise", "."]),
    Gate(name="format", command=[f"{BIN}/ruff", "format", "--check", "--output-format", "concise", "."]),
)


def run(gates: Sequence[Gate]) -> int:
    """Run all the gates; exit code 0 where every one passed. Give the slow ones first: the others fill the second core."""
    started = time.monotonic()
    with ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 1)) as threads:
        passed = list(threads.map(_pass, gates))
    print(f"{sum(passed)} of {len(gates)} gates passed in {time.monotonic() - started:.0f} s", flush=True)
    return 0 if all(passed) else 1


def _pass(gate: Gate) -> bool:
    started = time.monotonic()
    ended = subprocess.run(
        gate.command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    is_passed = ended.returncode == 0
    output = "" if is_passed else "\n" + ended.stdout.strip()
    print(
        f"  {gate.name:<12}{'passed' if is_passed else 'FAILED':<8}{time.monotonic() - started:6.1f} s{output}",
        flush=True,
    )
    return is_passed


if __name__ == "__main__":
    sys.exit(run((FAST_TESTS, *STATIC_GATES)))

"""`make test`: the gates, then every test, then the tests of the site once more on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys

from scripts import check, debian
from scripts.postgres import private_cluster
from scripts.setup import PYTHON
from scripts.steps import ROOT, StepFailed, stop_with

AT_ONCE = ("-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile")
# What a folder of tests needs of the machine. The others need nothing.
NEEDS = {"tests/browser": debian.CHROMIUM}


def main() -> int:
    """Exit code 0 where all that could run passed; says what could not run and what to install for it."""
    try:
        lacking = debian.provide((*debian.FOR_RUNNING, *debian.FOR_TESTING))
    except StepFailed as error:
        return stop_with(error)
    skipped = [folder for folder, package in NEEDS.items() if package in lacking]
    alone = [folder for folder in check.ALONE if folder not in skipped and (ROOT / folder).exists()]
    codes = [
        check.run(check.STATIC_GATES),
        _pytest(
            "Tests that share the machine",
            "tests",
            *AT_ONCE,
            *(f"--ignore={folder}" for folder in check.ALONE),
        ),
        _pytest("Tests that want it for themselves: jails, courses, browser, cluster", *alone),
    ]
    if debian.POSTGRESQL in lacking:
        skipped.append("tests/assay on PostgreSQL")
    else:
        codes.append(_on_postgresql())
    if lacking:
        print(f"\nNot run: {', '.join(skipped) or 'nothing'}.\n{debian.how_to_install(lacking)}")
    return 1 if any(codes) else 0


def _on_postgresql() -> int:
    with private_cluster() as url:
        return _pytest("The site on PostgreSQL", "tests/assay", *AT_ONCE, database_url=url)


def _pytest(title: str, *arguments: str, database_url: str = "") -> int:
    print(f"\n{title}", flush=True)
    environment = {**os.environ, **({"DATABASE_URL": database_url} if database_url else {})}
    command = [str(PYTHON), "-m", "pytest", "-q", "--tb", "short", "-rs", "--durations", "5", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

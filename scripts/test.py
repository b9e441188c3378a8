"""`make test`: the gates, then every test, then the tests of the site once more on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack

from scripts import check, debian, docker, image
from scripts.postgres import private_cluster
from scripts.setup import PYTHON
from scripts.steps import ROOT, StepFailed, stop_with

AT_ONCE = ("-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile")
# The golden cases of one launcher follow each other in one pool; two pools at once.
GOLDEN = "tests/golden"
TESTS_FAILED = 1  # pytest's exit code, as against an error of its own
TWO_POOLS = ("-n", "2", "--dist", "loadgroup")
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
    ]
    with ExitStack() as stack:
        try:
            _prepare_docker(stack)
        except StepFailed as error:
            print(f"\n{error}")
            skipped.append("tests with Docker containers")
            codes.append(1 if os.geteuid() == 0 else 0)
        codes.append(_pytest_twice("Golden cases in a pool of each launcher", GOLDEN, *TWO_POOLS))
        alone.remove(GOLDEN)
        codes.append(
            _pytest_twice(
                "Tests that want the machine for themselves: jails, courses, browser, cluster", *alone
            )
        )
    if debian.POSTGRESQL in lacking:
        skipped.append("tests/assay on PostgreSQL")
    else:
        codes.append(_on_postgresql())
    if skipped:
        print(f"\nNot run: {', '.join(skipped)}.")
    if lacking:
        print(debian.how_to_install(lacking))
    return 1 if any(codes) else 0


def _prepare_docker(stack: ExitStack) -> None:
    """An engine for as long as the stack lasts, and the sandbox's image in it. Raises StepFailed without root."""
    print("\nAn engine and an image for the tests with containers", flush=True)
    os.environ["DOCKER_HOST"] = stack.enter_context(docker.engine())
    image.build(image.SANDBOX)


def _on_postgresql() -> int:
    """The cluster goes as a whole, so its databases stay: dropping one waits for the last thread of a live server."""
    with private_cluster() as url:
        return _pytest("The site on PostgreSQL", "tests/assay", *AT_ONCE, "--reuse-db", database_url=url)


def _pytest_twice(title: str, *arguments: str) -> int:
    """As `_pytest`; what failed is tried once more, because clocks and memory of the machine play a part (ADR 0014)."""
    code = _pytest(title, *arguments)
    if code != TESTS_FAILED:
        return code
    again = ("--last-failed", "--last-failed-no-failures", "none", "-rp")
    code = _pytest(f"{title}: what failed, once more", *arguments, *again)
    if code == 0:
        print("\nUnsteady: what passed above had failed before. It counts as passed; mend it.", flush=True)
    return code


def _pytest(title: str, *arguments: str, database_url: str = "") -> int:
    print(f"\n{title}", flush=True)
    environment = {**os.environ, **({"DATABASE_URL": database_url} if database_url else {})}
    command = [str(PYTHON), "-m", "pytest", "-q", "--tb", "short", "-rs", "--durations", "5", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

"""A Docker engine for tests: the one that answers, or a private one that is gone when the block ends."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.steps import StepFailed, step

DEFAULT = "unix:///var/run/docker.sock"
START_SECONDS = 60
STOP_SECONDS = 60
ENDS_WITH_US = ("setpriv", "--pdeathsig", "TERM")  # also where we are killed
# Nothing of the machine's network is touched: the sandbox has none, and compose makes bridges of its own.
QUIET = "--bridge=none --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false"


def answers(host: str) -> bool:
    """Whether an engine answers at `host`, the form of `DOCKER_HOST`."""
    asked = subprocess.run(
        ["docker", "--host", host, "version", "--format", "{{.Server.Version}}"],
        capture_output=True,
        check=False,
    )
    return asked.returncode == 0


@contextmanager
def engine() -> Iterator[str]:
    """Yield the `DOCKER_HOST` of an engine; raise `StepFailed` with what to do where there can be none."""
    host = os.environ.get("DOCKER_HOST", DEFAULT)
    if not shutil.which("docker"):
        raise StepFailed("Docker is not installed. On Debian:  sudo apt-get install docker.io")
    if answers(host):
        yield host
    elif os.geteuid() == 0 and shutil.which("dockerd"):
        with _private_engine() as private:
            yield private
    else:
        raise StepFailed(
            "No Docker engine answers. Start one (as root: systemctl start docker), or set DOCKER_HOST."
        )


@contextmanager
def _private_engine() -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="assay-docker-"))
    host = f"unix://{folder / 'docker.sock'}"
    places = f"--data-root={folder}/data --exec-root={folder}/run --pidfile={folder}/pid"
    try:
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [*ENDS_WITH_US, "dockerd", "--host", host, *places.split(), *QUIET.split()],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            try:
                with step("Starting a Docker engine of our own"):
                    _wait_until_it_answers(server, host, folder / "log")
                yield host
            finally:
                server.terminate()
                server.wait(STOP_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_it_answers(server: subprocess.Popen[bytes], host: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not answers(host):
        if server.poll() is not None or time.monotonic() > deadline:
            lines = "\n".join(log.read_text(errors="replace").splitlines()[-10:])
            raise StepFailed(f"The Docker engine did not start:\n{lines}")
        time.sleep(0.1)

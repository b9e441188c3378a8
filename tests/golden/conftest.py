"""A pool of each launcher for the golden cases, run by root, by an ordinary user, and in a container."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

import graders
from graders.pool.client import PoolClient
from graders.pool.launchers import start_pool
from tests.engine import needs_docker
from tests.graders.walls import pools

# «external» is served by an ordinary user; «namespaces» by whoever runs the tests, which in CI is root.
LAUNCHERS = [
    pytest.param("docker", marks=[needs_docker, pytest.mark.xdist_group("docker")]),
    pytest.param("namespaces", marks=pytest.mark.xdist_group("namespaces")),
    pytest.param("external", marks=pytest.mark.xdist_group("external")),
]


@pytest.fixture(scope="session")
def engine():
    """A copy of the engine that an ordinary user can read."""
    with tempfile.TemporaryDirectory(prefix="assay-golden-") as folder:
        Path(folder).chmod(0o755)
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(Path(graders.__file__).parent, Path(folder, "graders"), ignore=ignored)
        yield Path(folder)


@pytest.fixture(scope="session")
def served_socket(engine):
    """Of a pool that somebody else, an ordinary user, keeps running with `graders pool serve`."""
    with pools.start(engine=engine, ordinary=True) as pool:
        yield pool.socket


@pytest.fixture(scope="session", params=LAUNCHERS)
def client(request):
    """A client of a pool of each launcher."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "external":
            patch.setenv("ASSAY_POOL_SOCKET", str(request.getfixturevalue("served_socket")))
        with start_pool(environment="ml-base", launcher=request.param, jobs=2) as pool:
            yield PoolClient(pool.socket)


@pytest.fixture(scope="session")
def answers_client(engine):
    """A client of one pool of the user who runs the tests."""
    with pools.start(engine=engine, ordinary=False) as pool:
        yield PoolClient(pool.socket)

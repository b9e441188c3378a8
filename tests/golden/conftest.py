"""Pools of the real launcher for the golden cases: one run by root, where the tests are, one by an ordinary user."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

import graders
from graders.pool.client import PoolClient
from tests.graders.walls import pools

USERS = ["root", "ordinary"] if os.getuid() == 0 else ["ordinary"]


@pytest.fixture(scope="session")
def engine():
    """A copy of the engine that an ordinary user can read."""
    with tempfile.TemporaryDirectory(prefix="assay-golden-") as folder:
        Path(folder).chmod(0o755)
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(Path(graders.__file__).parent, Path(folder, "graders"), ignore=ignored)
        yield Path(folder)


@pytest.fixture(scope="session", params=USERS)
def client(request, engine):
    """A client of a pool run by each kind of user."""
    with pools.start(engine=engine, ordinary=request.param == "ordinary") as pool:
        yield PoolClient(pool.socket)

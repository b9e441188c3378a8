"""One pool for each kind of user, kept for all tests of the walls."""

from __future__ import annotations

import os

import pytest

from tests.graders.walls import pools

USERS = ["root", "ordinary"] if os.getuid() == 0 else ["ordinary"]


@pytest.fixture(scope="session")
def engine():
    with pools.engine() as folder:
        yield folder


@pytest.fixture(scope="session", params=USERS)
def pool(request, engine):
    """A pool run by root (where the tests are), and one run by an ordinary user."""
    with pools.start(engine=engine, ordinary=request.param == "ordinary") as running:
        yield running

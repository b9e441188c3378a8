"""Pools that start in a second: nothing is imported, and the jails run what the test hands them."""

from __future__ import annotations

import pytest

from tests.graders.walls import pools


@pytest.fixture(scope="session")
def light_engine():
    with pools.engine(light=True) as folder:
        yield folder


@pytest.fixture(scope="module")
def pool(light_engine):
    """One submission at a time."""
    with pools.start(engine=light_engine, ordinary=False, jobs=1) as running:
        yield running


@pytest.fixture
def own_pool(light_engine):
    """For tests that break it."""
    with pools.start(engine=light_engine, ordinary=False, jobs=2) as running:
        yield running

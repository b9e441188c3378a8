"""One pool for all tests of content."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graders.pool.client import PoolClient
from graders.pool.launchers import start_pool


@pytest.fixture(scope="package")
def client() -> Iterator[PoolClient]:
    with start_pool(environment="ml-base", jobs=2) as pool:
        yield PoolClient(pool.socket)

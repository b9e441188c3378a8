"""Find the pool that somebody else has started: its socket is named by `ASSAY_POOL_SOCKET`."""

from __future__ import annotations

import os
from pathlib import Path

from graders.pool.connection import Connection, PoolUnavailable

_VARIABLE = "ASSAY_POOL_SOCKET"


def find() -> Path:
    """The socket of a pool that answers; raises PoolUnavailable with what to do where there is none."""
    name = os.environ.get(_VARIABLE, "")
    if not name:
        raise PoolUnavailable(
            f"set {_VARIABLE} to the socket of a pool, or start one: graders pool serve --environment ml-base --socket …"
        )
    with Connection(Path(name)):
        return Path(name)

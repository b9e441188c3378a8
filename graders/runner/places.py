"""Where things stand inside a pool: the paths that the tree of binds and the jails agree on."""

from __future__ import annotations

from pathlib import Path

HOME = Path("/home/learner")
ENGINE = Path("/opt/assay")
HOST_NAME = "jail"
JAIL_UID = 1000
JAIL_GID = 1000

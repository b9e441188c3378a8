"""The Docker engine of this machine, for tests that need one."""

from __future__ import annotations

import os
import shutil

import pytest

from scripts import docker

HOST = os.environ.get("DOCKER_HOST", docker.DEFAULT)
needs_docker = pytest.mark.skipif(
    not (shutil.which("docker") and docker.answers(HOST)),
    reason="no Docker engine answers: `make test` starts one as root, or: systemctl start docker && make image",
)

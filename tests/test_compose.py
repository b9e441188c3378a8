"""The production shape in docker-compose.yml names only what is there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import Any

import pytest
import yaml

from tests.repository import ROOT


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    return loaded


def test_it_works(services):
    assert set(services) == {"web", "worker", "beat", "postgres", "redis", "sandbox"}


def test_the_sandbox_has_no_network_and_no_power(services):
    sandbox = services["sandbox"]
    assert (sandbox["network_mode"], sandbox["read_only"], sandbox["cap_drop"]) == ("none", True, ["ALL"])
    profile = next(
        option.removeprefix("seccomp=") for option in sandbox["security_opt"] if option.startswith("seccomp")
    )
    denied = set(json.loads((ROOT / profile).read_text())["syscalls"][0]["names"])
    assert {"bpf", "keyctl", "init_module", "open_by_handle_at"} <= denied
    assert not {"clone", "unshare", "mount", "pivot_root"} & denied


def test_only_worker_and_sandbox_share_the_socket(services):
    sharing = {
        name
        for name, service in services.items()
        if any("pool:" in volume for volume in service.get("volumes", []))
    }
    assert sharing == {"worker", "sandbox"}


def test_the_sandbox_sees_no_process_of_the_machine(services):
    """It needs a /proc of which nothing is covered, and gets one that shows its own processes alone."""
    volumes = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["volumes"]

    assert [volume for volume in services["sandbox"]["volumes"] if "proc" in volume] == [
        "unmasked-proc:/hostproc"
    ]
    assert volumes["unmasked-proc"]["driver_opts"]["o"] == "hidepid=ptraceable,subset=pid"


def test_the_sandbox_is_another_user_than_the_site():
    """Of one group, for the socket. The same user could look into the worker's memory and settings."""
    sandbox = (ROOT / "graders/environments/ml-base/Dockerfile").read_text()
    site = (ROOT / "Dockerfile").read_text()

    assert "useradd --uid 10002 --gid assay" in sandbox
    assert "useradd --uid 10001 --gid assay" in site
    assert "groupadd --gid 10001 assay" in sandbox and "groupadd --gid 10001 assay" in site


def test_every_dockerfile_is_there(services):
    builds = [service["build"] for service in services.values() if "build" in service]
    assert len(builds) == 2
    assert all((ROOT / build.get("dockerfile", "Dockerfile")).exists() for build in builds)


@pytest.mark.skipif(
    not shutil.which("docker-compose"), reason="needs docker-compose: sudo apt-get install docker-compose"
)
def test_compose_accepts_it():
    environment = {**os.environ, "SECRET_KEY": "a", "POSTGRES_PASSWORD": "b"}
    ended = subprocess.run(
        ["docker-compose", "config", "--quiet"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr

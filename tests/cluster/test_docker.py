"""The launcher «docker»: one container behind a second wall, which ends with its caller and leaves nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graders.pool.launchers import container, start_pool
from tests.cluster.answers import grade_right_answer
from tests.cluster.site import is_alive
from tests.engine import needs_docker
from tests.golden import cases
from tests.waiting import wait_until

pytestmark = needs_docker
OWNER = """
    import sys, time
    from graders.pool.launchers import start_pool
    with start_pool(environment="ml-base", launcher="docker", jobs=1) as pool:
        print(pool.socket, flush=True)
        time.sleep(600)
"""


def engine(*words: str) -> str:
    return subprocess.run(["docker", *words], capture_output=True, text=True, check=True).stdout.strip()


def inspect(socket: Path) -> dict[str, Any]:
    """What the engine says of the container that serves at a socket."""
    found: dict[str, Any] = json.loads(engine("inspect", f"assay-{socket.parent.name}"))[0]
    return found


def names() -> str:
    return engine("ps", "--all", "--format", "{{.Names}}")


@pytest.fixture(scope="module")
def pool() -> Iterator[Path]:
    """One that tests leave as it is."""
    with start_pool(environment="ml-base", launcher="docker", jobs=1) as running:
        yield running.socket


def test_it_works(pool):
    report = grade_right_answer(pool)

    assert cases.is_right(report)
    assert report.launcher == "docker"


def test_the_container_has_no_power(pool):
    found = inspect(pool)
    host, security = found["HostConfig"], " ".join(found["HostConfig"]["SecurityOpt"])

    assert (host["NetworkMode"], host["ReadonlyRootfs"], host["CapDrop"]) == ("none", True, ["ALL"])
    assert (host["Privileged"], host["CapAdd"], host["Devices"]) == (False, None, None)
    assert "no-new-privileges" in security
    assert "process_vm_readv" in security, "our own seccomp profile"
    assert 0 < host["PidsLimit"] <= 1024
    assert 0 < host["Memory"] == host["MemorySwap"]
    assert [mount["Destination"] for mount in found["Mounts"]] == ["/run/assay"]
    assert found["Config"]["User"].split(":")[0] not in ("", "0", "root")
    status = Path(f"/proc/{found['State']['Pid']}/status").read_text()
    assert "CapEff:\t0000000000000000" in status
    assert "CapBnd:\t0000000000000000" in status
    assert "NoNewPrivs:\t1" in status
    assert "Seccomp:\t2" in status


def test_only_its_owner_may_use_the_socket(pool):
    assert pool.stat().st_mode & 0o777 == 0o600
    assert pool.parent.stat().st_mode & 0o777 == 0o700


def test_nothing_is_left_of_it():
    with start_pool(environment="ml-base", launcher="docker", jobs=1) as running:
        name = f"assay-{running.socket.parent.name}"
        assert name in names()

    assert name not in names()
    assert not running.socket.parent.exists()


def test_it_ends_with_its_owner_however_that_ends():
    owner = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(OWNER)], stdout=subprocess.PIPE, text=True
    )
    assert owner.stdout is not None
    socket = Path(owner.stdout.readline().strip())
    process = inspect(socket)["State"]["Pid"]

    owner.kill()
    owner.communicate()

    wait_until(lambda: f"assay-{socket.parent.name}" not in names())
    assert not is_alive(process)


def test_what_a_dead_owner_left_is_removed_at_the_next_start(tmp_path):
    abandoned = tmp_path / "lifeline"
    os.mkfifo(abandoned)
    held = tmp_path / "held"
    os.mkfifo(held)
    holder = os.open(held, os.O_RDWR)
    image = container.image_name(environment="ml-base")
    stale, alive = (
        engine("create", "--label", f"assay.pool.lifeline={path}", image, "sleep", "60")
        for path in (abandoned, held)
    )
    try:
        with start_pool(environment="ml-base", launcher="docker", jobs=1):
            ids = engine("ps", "--all", "--quiet", "--no-trunc")
        assert stale not in ids
        assert alive in ids, "another owner's container is left alone"
    finally:
        os.close(holder)
        engine("rm", alive)


def test_an_image_that_is_missing(monkeypatch):
    monkeypatch.setattr(container, "image_name", lambda **_: "assay/never-built")

    with pytest.raises(container.EngineFault, match="no image assay/never-built; run: make image"):
        container.usable_image(environment="ml-base")


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("assay.environment.digest", "other packages than the lock"),
        ("assay.engine.digest", "another version of the engine"),
    ],
)
def test_an_image_that_is_older_than_the_sources(monkeypatch, label, words):
    labels = container.image_labels(environment="ml-base") | {label: "of newer sources"}
    monkeypatch.setattr(container, "image_labels", lambda **_: labels)

    with pytest.raises(container.EngineFault, match=f"{words}.*run: make image"):
        container.usable_image(environment="ml-base")

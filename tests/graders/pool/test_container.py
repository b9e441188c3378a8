"""The launcher «docker» says what is wrong before anything runs. That it works is shown in tests/cluster."""

from __future__ import annotations

import os
import socket
from contextlib import contextmanager

import pytest

from graders.pool import environments
from graders.pool.launchers import container, start_pool
from graders.pool.launchers.container import EngineFault, image_labels


def start():
    with start_pool(environment="ml-base", launcher="docker"):
        raise AssertionError("there is no engine that could have started it")


def test_no_engine_answers(monkeypatch, tmp_path):
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/nobody.sock")

    with pytest.raises(EngineFault, match=r"no Docker engine answers at unix://.*; start it"):
        start()


def test_an_engine_on_another_machine_is_refused(monkeypatch):
    monkeypatch.setenv("DOCKER_HOST", "tcp://127.0.0.1:1")

    with pytest.raises(EngineFault, match=r"tcp://127\.0\.0\.1:1 is reached over a network"):
        start()


class Engine:
    base_url = "http+docker://localhost"

    def __init__(self, *options: str) -> None:
        self.options = options

    def info(self):
        return {"SecurityOptions": list(self.options)}


@pytest.mark.parametrize("option", ["name=rootless", "name=userns"])
def test_an_engine_that_maps_ids_is_refused(option):
    with pytest.raises(EngineFault, match="maps user ids"):
        container._refuse_mapped_ids(Engine("name=seccomp,profile=default", option))  # type: ignore[arg-type]


def test_an_engine_that_forbids_us_is_explained(monkeypatch, tmp_path):
    path = tmp_path / "docker.sock"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        monkeypatch.setenv("DOCKER_HOST", f"unix://{path}")
        with as_ordinary_user(tmp_path), pytest.raises(EngineFault, match="group docker"):
            start()


@contextmanager
def as_ordinary_user(folder):
    """Root may use every socket."""
    if os.geteuid() != 0:
        (folder / "docker.sock").chmod(0)
        yield
        return
    os.seteuid(61234)
    try:
        yield
    finally:
        os.seteuid(0)


def test_the_labels_follow_the_lock_and_the_engine(monkeypatch, tmp_path):
    before = image_labels(environment="ml-base")
    assert before["assay.environment.digest"] == environments.define(name="ml-base").digest

    monkeypatch.setattr(container, "_ENGINE_PARTS", ("report.py",))
    after = image_labels(environment="ml-base")

    assert after["assay.engine.digest"] != before["assay.engine.digest"]
    assert after["assay.environment.digest"] == before["assay.environment.digest"]

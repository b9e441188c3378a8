"""Missing Debian packages are installed by root and named to everybody else."""

from __future__ import annotations

import pytest

from scripts import debian
from scripts.debian import Package
from scripts.steps import StepFailed

PRESENT = Package(name="bash", purpose="is there", is_present=lambda: True)
ABSENT = Package(name="no-such-thing", purpose="does nothing", is_present=lambda: False)


@pytest.fixture
def apt_get(monkeypatch):
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(debian, "_apt_get", lambda *words: calls.append(words))
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    return calls


def test_it_works(apt_get):
    debian.require([PRESENT])
    assert apt_get == []


def test_root_installs_what_is_missing(apt_get, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 0)
    debian.provide([PRESENT, ABSENT])
    assert apt_get == [("update",), ("install", "--yes", "--no-install-recommends", "no-such-thing")]


def test_anybody_else_reads_what_to_install(apt_get, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(
        StepFailed, match=r"no-such-thing: does nothing\nInstall with:  sudo apt-get install no-such-thing"
    ):
        debian.require([PRESENT, ABSENT])
    assert apt_get == []

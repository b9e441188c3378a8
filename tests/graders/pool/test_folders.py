"""The folder of a pool tells whether its owner lives, and goes when he does."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from graders.pool.launchers.folders import is_abandoned, pool_folder

LONG_AGO = 1_000_000_000


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def make():
    return pool_folder(uid=os.getuid(), gid=os.getgid())


def left_behind(tmp_path: Path) -> Path:
    """What an owner leaves who was killed long ago."""
    folder = tmp_path / "assay-pool-old"
    folder.mkdir()
    os.mkfifo(folder / "lifeline")
    os.utime(folder, (LONG_AGO, LONG_AGO))
    return folder


def test_it_works():
    with make() as folder:
        assert folder.path.stat().st_mode & 0o777 == 0o700
        assert not is_abandoned(folder.lifeline)

    assert not folder.path.exists()
    assert is_abandoned(folder.lifeline)


def test_the_lifeline_ends_with_its_owner(tmp_path):
    folder = left_behind(tmp_path)

    holder = os.open(folder / "lifeline", os.O_RDWR)
    assert not is_abandoned(folder / "lifeline")
    os.close(holder)

    assert is_abandoned(folder / "lifeline")


def test_what_was_left_behind_is_removed(tmp_path):
    old = left_behind(tmp_path)

    with make():
        assert not old.exists()


def test_what_is_held_is_left_alone(tmp_path):
    old = left_behind(tmp_path)
    holder = os.open(old / "lifeline", os.O_RDWR)

    with make():
        assert old.exists()
    os.close(holder)


def test_what_others_made_is_left_alone(tmp_path):
    other, young = tmp_path / "assay-pool-report", tmp_path / "assay-pool-young"
    other.mkdir()
    (other / "grades.csv").touch()
    os.utime(other, (LONG_AGO, LONG_AGO))
    young.mkdir()
    os.mkfifo(young / "lifeline")

    with make():
        assert other.exists()
        assert young.exists(), "its owner is about to hold the pipe"


def test_a_file_that_is_no_pipe_tells_nothing(tmp_path):
    (tmp_path / "lifeline").write_text("")

    assert not is_abandoned(tmp_path / "lifeline")

"""A job is unpacked where it belongs, or not at all."""

from __future__ import annotations

import io
import os
import tarfile

import pytest

from graders.runner.jobfile import BadJob, open_job
from tests.graders.walls.pools import job


def test_it_works(tmp_path):
    descriptor = job("1 + 1", {"work/a/b.txt": b"hello"})
    assert open_job(descriptor, into=tmp_path) == {"source": "1 + 1"}
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"hello"


def test_hidden_files_need_a_room(tmp_path):
    with pytest.raises(BadJob, match="hidden/x"):
        open_job(job("", {"hidden/x": b""}), into=tmp_path)


@pytest.mark.parametrize("name", ["../x", "work/../../x", "/x", "elsewhere/x"])
def test_paths_stay_inside(tmp_path, name):
    with pytest.raises(BadJob):
        open_job(job("", {name: b"x"}), into=tmp_path / "work")
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_only_files_and_folders(tmp_path, kind):
    with pytest.raises(BadJob, match="neither a file nor a folder"):
        open_job(_archive(_member("work/x", kind)), into=tmp_path)


def test_the_description_comes_first(tmp_path):
    with pytest.raises(BadJob, match=r"job\.json"):
        open_job(_archive(_member("work/x", tarfile.REGTYPE)), into=tmp_path)


def test_an_empty_job(tmp_path):
    with pytest.raises((BadJob, tarfile.ReadError)):
        open_job(os.memfd_create("empty"), into=tmp_path)


def _member(name, kind):
    member = tarfile.TarInfo(name)
    member.type = kind
    member.linkname = "/etc/passwd"
    return member


def _archive(*members):
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        described = tarfile.TarInfo("job.json")
        described.size = 2
        if members[0].type != tarfile.REGTYPE:
            archive.addfile(described, io.BytesIO(b"{}"))
        for member in members:
            archive.addfile(member)
    descriptor = os.memfd_create("job")
    os.write(descriptor, content.getvalue())
    return descriptor

"""Hostile and careless zips: refused whole with a sentence each, and never written anywhere."""

from __future__ import annotations

import io
import stat
import struct
import zipfile

import pytest

from assay.authoring import archives
from assay.authoring.archives import ArchiveRefused, read_folder, read_zip, write
from tests.assay.authoring.conftest import zip_of


def refused(content: bytes) -> str:
    with pytest.raises(ArchiveRefused) as caught:
        read_zip(content)
    return str(caught.value)


def with_entry(**values: object) -> bytes:
    entry = zipfile.ZipInfo("a/source.py")
    for name, value in values.items():
        setattr(entry, name, value)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(entry, "target")
    return buffer.getvalue()


def test_it_works(tmp_path):
    files = read_zip(zip_of({"a/exercise.toml": "title", "./a/data/b.csv": "1,2"}))
    assert files == {"a/exercise.toml": b"title", "a/data/b.csv": b"1,2"}
    write(files, tmp_path)
    assert (tmp_path / "a" / "data" / "b.csv").read_text() == "1,2"


def test_what_systems_and_editors_leave_is_ignored():
    names = [
        "__MACOSX/a/._x",
        "a/.DS_Store",
        "a/._x.py",
        "a/.ipynb_checkpoints/x.ipynb",
        "a/__pycache__/x.pyc",
    ]
    assert read_zip(zip_of({"a/x.py": "1", **dict.fromkeys(names, "2")})) == {"a/x.py": b"1"}


@pytest.mark.parametrize(
    "name",
    [
        "../evil.py",
        "a/../../evil.py",
        "/etc/passwd",
        "a\\..\\evil.py",
        "C:/evil.py",
        "a/\x1b[2Jb",
        "a/\u202eb.py",
    ],
)
def test_a_name_that_leads_outside_or_deceives_is_refused(name):
    assert "could lead out" in refused(zip_of({name: "x"}))


def test_a_name_with_a_zero_byte_is_refused():
    content = zip_of({"a/exerciseX.toml": "x"}).replace(b"exerciseX.toml", b"exercise\0.toml")
    assert "could lead out" in refused(content)


def test_a_link_is_refused():
    assert "is a link" in refused(with_entry(external_attr=(stat.S_IFLNK | 0o777) << 16))


@pytest.mark.parametrize("kind", [stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_a_device_is_refused(kind):
    assert "is a link, or no ordinary file" in refused(with_entry(external_attr=(kind | 0o777) << 16))


def test_an_unusual_method_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a/source.py", "x")
    assert "unusual way" in refused(buffer.getvalue())


def test_an_encrypted_member_is_refused():
    content = bytearray(zip_of({"a/source.py": "x"}))
    central = content.index(b"PK\x01\x02")
    content[central + 8] |= 1
    assert "encrypted" in refused(bytes(content))


def test_too_many_members_are_refused(monkeypatch):
    monkeypatch.setattr(archives, "MOST_FILES", 3)
    assert "It holds 4 files" in refused(zip_of({f"a/{number}": "x" for number in range(4)}))


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(archives, "_content", lambda *_: pytest.fail("it was unpacked"))
    sentences = refused(zip_of({"a/zeros": bytes(archives.MOST_BYTES + 1)}))
    assert "It unpacks to 64 MiB" in sentences
    assert "more than 200 times its own size" in sentences


def test_a_member_that_lies_about_its_size_is_refused():
    """The central directory says 10 bytes, and far more come."""
    content = bytearray(zip_of({"a/zeros": bytes(100_000)}))
    central = content.index(b"PK\x01\x02")
    content[central + 24 : central + 28] = struct.pack("<I", 10)
    assert "damaged" in refused(bytes(content))


def test_a_name_that_is_there_twice_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a/source.py", "one")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a/source.py", "two")
    assert "there twice" in refused(buffer.getvalue())


def test_a_file_that_is_a_folder_as_well_is_refused():
    assert "there twice" in refused(zip_of({"a/data": "x", "a/data/b.csv": "y"}))


def test_a_long_name_is_refused():
    assert "longer than 240" in refused(zip_of({"a/" * 200 + "b": "x"}))


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 10])
def test_what_is_no_zip_is_refused(content):
    assert "not a zip" in refused(content)


def test_a_cut_off_or_flipped_zip_is_refused():
    whole = zip_of({"a/source.py": "print('hello')" * 100})
    assert "not a zip" in refused(whole[: len(whole) // 2])
    flipped = bytearray(whole)
    flipped[45] ^= 0xFF
    assert "not a zip" in refused(bytes(flipped))


def test_a_folder_is_read_with_the_same_bounds(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "b.csv").write_text("1")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "x.pyc").write_text("2")
    assert read_folder(tmp_path) == {"data/b.csv": b"1"}
    monkeypatch.setattr(archives, "MOST_BYTES", 0)
    with pytest.raises(ArchiveRefused, match="It unpacks to"):
        read_folder(tmp_path)


def test_a_link_in_a_folder_is_refused(tmp_path):
    (tmp_path / "secret").symlink_to("/etc/passwd")
    with pytest.raises(ArchiveRefused, match="secret is a link"):
        read_folder(tmp_path)

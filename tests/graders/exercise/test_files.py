"""The files of an exercise: roles, version, packing."""

from __future__ import annotations

import shutil

import pytest

from graders.exercise import ExerciseError, pack, read, unpack
from tests.graders import folders


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(folders.SQUARES, tmp_path / "squares")


def test_it_works(folder):
    exercise = read(folder)

    assert exercise.public_files == ("data/numbers.csv",)
    assert exercise.hidden_files == ("hidden/secret.csv",)
    assert exercise.points == 10.0


def test_the_course_folder_is_part_of_the_id(folder):
    (folder.parent / "course.toml").touch()

    assert read(folder).id == f"{folder.parent.name}/squares"
    assert read(folder, exercise_id="other/name").name == "name"


def test_the_version_follows_content_and_nothing_else(folder):
    before = read(folder).version
    (folder / "submissions").mkdir()
    (folder / "submissions" / "right.py").write_text("x = 1")
    (folder / "hidden" / ".DS_Store").touch()
    assert read(folder).version == before

    (folder / "hidden" / "secret.csv").write_text("n,square\n")
    assert read(folder).version != before


def test_packing_and_unpacking_change_nothing(folder, tmp_path):
    archive = pack(folder)

    unpack(archive, tmp_path / "again")

    assert pack(folder) == archive == pack(tmp_path / "again")
    assert read(tmp_path / "again", exercise_id="squares") == read_as(folder, tmp_path / "again")


def read_as(folder, elsewhere):
    import dataclasses

    return dataclasses.replace(read(folder), folder=elsewhere)


@pytest.mark.parametrize("name", ["../outside", "/absolute", "data\\..\\x"])
def test_an_archive_cannot_leave_its_folder(tmp_path, name):
    from graders.exercise import zipped

    with pytest.raises(ExerciseError):
        unpack(zipped({name: b"x"}), tmp_path / "into")

    assert not (tmp_path / "into").exists()


def test_a_stray_file_and_a_link_are_told(folder):
    (folder / "hiden").mkdir()
    (folder / "data" / "link").symlink_to("/etc/passwd")

    with pytest.raises(ExerciseError) as caught:
        read(folder)

    assert [problem.file for problem in caught.value.problems] == ["data/link", "hiden"]


def test_two_sources_are_told(folder):
    (folder / "source.ipynb").write_text("{}")

    with pytest.raises(ExerciseError, match="There are two sources"):
        read(folder)

"""Folders that importers write, and the trial that decides where their tests run."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from graders.exercise import ExerciseError, read
from graders.importers import ImportFailed
from graders.importers.exercises import free_name, room_for, write_exercise
from graders.importers.trial import try_isolation
from graders.pool.fake import FakeGrader
from graders.report import Ending, PlatformError

ANSWER = {"grade_id": "a", "grade": False, "solution": True, "locked": False, "schema_version": 3}
TEST = {**ANSWER, "grade_id": "q", "grade": True, "solution": False, "points": 2}


def cells(test="assert x == 1\n### BEGIN HIDDEN TESTS\nassert x\n### END HIDDEN TESTS"):
    return [
        {"cell_type": "code", "metadata": {"nbgrader": metadata}, "source": source, "outputs": ["large"]}
        for source, metadata in (("x = 1", ANSWER), (test, TEST))
    ]


def write(folder, **changed):
    given = {"settings": {"title": "T"}, "cells": cells(), "public_files": {}, "hidden_files": {}}
    write_exercise(folder=folder, **{**given, **changed})
    return folder


def test_it_works(tmp_path):
    settings = {
        "title": 'Say "ü"\n',
        "seed": 3,
        "limits": {"cell_seconds": 2.5},
        "nbgrader": {"stderr_is_failure": True},
    }
    made = read(
        write(
            tmp_path / "a" / "b",
            settings=settings,
            public_files={"sub/n.csv": b"1"},
            hidden_files={"h.csv": b"2"},
            samples={"right.ipynb": b"{}"},
        )
    )

    assert (made.title, made.seed, made.limits.cell_seconds) == ('Say "ü"\n', 3, 2.5)
    assert (made.public_files, made.hidden_files) == (("data/sub/n.csv",), ("hidden/h.csv",))
    assert (made.folder / "submissions/right.ipynb").read_bytes() == b"{}"
    assert "large" not in (made.folder / "source.ipynb").read_text()
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


@pytest.mark.parametrize(
    "name", ["../x", "/etc/x", "a/../../x", "a\\b", "", ".", "a//b", "a/", "x" * 300, "a\nb"]
)
def test_no_name_leaves_the_folder(tmp_path, name):
    with pytest.raises(ImportFailed):
        write(tmp_path / "out", public_files={name: b""})
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(tmp_path):
    write(tmp_path / "out")
    with pytest.raises(ImportFailed, match="is there already"):
        write(tmp_path / "out")


def test_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("graders.importers.exercises.MAX_FILES", 3)
    monkeypatch.setattr("graders.importers.exercises.MAX_FILES_BYTES", 10)
    with pytest.raises(ImportFailed, match=r"may have 3 files; this one has 6"):
        write(tmp_path / "out", hidden_files={str(number): b"x" for number in range(4)})
    assert not (tmp_path / "out").exists()


def test_names_of_folders():
    taken: set[str] = set()

    assert [free_name(name, taken) for name in ("Übung 1!", "bung-1", "…", "x" * 99)] == [
        "bung-1",
        "bung-1-2",
        "exercise",
        "x" * 60,
    ]


def test_much_data_gets_room():
    assert room_for({"a": b"1"}) == {}
    assert room_for({"a": b"1" * (30 << 20)}) == {"workdir_mib": 124, "memory_mib": 1204}


# ---------------------------------------------------------------- the trial


class Pool:
    """Earns these shares: with the tests apart, and with them in the learner's process."""

    def __init__(self, *, separate, shared, ending=Ending.COMPLETED):
        self._shares = {"separate": separate, "shared": shared}
        self._ending = ending
        self.asked: list[str] = []

    def prepare(self, *, exercise):
        """Nothing to learn."""

    def grade(self, *, exercise, file_name, content, on_progress=None):
        self.asked.append(exercise.isolation)
        fake = FakeGrader(share=self._shares[exercise.isolation], ending=self._ending)
        return fake.grade(exercise=exercise, file_name=file_name, content=content)


def test_an_exercise_that_works_stays_as_it_is(tmp_path):
    folder, pool = write(tmp_path / "out"), Pool(separate=1, shared=1)
    before = (folder / "exercise.toml").read_text()
    trial = try_isolation(folder, pool)

    assert (trial.needs_shared, trial.points, trial.possible, trial.reason) == (False, 2, 2, "")
    assert (folder / "exercise.toml").read_text() == before
    assert pool.asked == ["separate"]


def test_sharing_is_written_with_its_reason_only_where_it_helps(tmp_path):
    folder = write(tmp_path / "out", settings={"title": "T", "limits": {"cell_seconds": 9}})
    trial = try_isolation(folder, Pool(separate=0, shared=1))
    text = (folder / "exercise.toml").read_text()

    assert (trial.needs_shared, trial.points) == (True, 2)
    assert "q: The fake grader failed this test." in trial.reason
    assert tomllib.loads(text) == {"title": "T", "isolation": "shared", "limits": {"cell_seconds": 9}}
    assert f"for the reference: {trial.reason}\n" in text


def test_where_sharing_helps_nothing_it_is_not_written(tmp_path):
    folder = write(tmp_path / "out")
    trial = try_isolation(folder, Pool(separate=0, shared=0))

    assert (trial.needs_shared, trial.points, trial.is_full) == (False, 0, False)
    assert "shared" not in (folder / "exercise.toml").read_text()


def test_a_test_with_magics_is_shared(tmp_path):
    folder, pool = write(tmp_path / "out", cells=cells("%time x\nassert x == 1")), Pool(separate=1, shared=1)
    trial = try_isolation(folder, pool)

    assert trial.needs_shared and "not plain Python" in trial.reason
    assert read(folder).is_shared
    assert pool.asked == ["shared"]


def test_a_folder_that_is_not_sound_is_left_as_it_is(tmp_path):
    folder = write(tmp_path / "out", cells=cells("assert ("))
    before = (folder / "exercise.toml").read_text()
    with pytest.raises(ExerciseError):
        try_isolation(folder, Pool(separate=1, shared=1))
    assert (folder / "exercise.toml").read_text() == before


def test_a_sandbox_that_fails_decides_nothing(tmp_path):
    folder = write(tmp_path / "out")
    with pytest.raises(PlatformError):
        try_isolation(folder, Pool(separate=1, shared=1, ending=Ending.SANDBOX_FAILED))
    assert "shared" not in (folder / "exercise.toml").read_text()


def test_hidden_tests_say_why_they_failed_in_the_trial(tmp_path):
    """In a learner's report they say nothing."""
    folder = write(tmp_path / "out")
    seen = []

    class Looking(Pool):
        def grade(self, *, exercise, **more):
            seen.append(
                {test.visibility for cell in exercise.cells for part in cell.parts for test in part.checks}
            )
            return super().grade(exercise=exercise, **more)

    try_isolation(folder, Looking(separate=1, shared=1))

    assert seen == [{"visible"}]
    assert {check.visibility for part in read(folder).cells[1].parts for check in part.checks} == {
        "visible",
        "hidden",
    }
    assert replace(read(folder), isolation="shared").is_shared

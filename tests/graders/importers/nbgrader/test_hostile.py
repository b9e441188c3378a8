"""Folders made to harm: nothing is read outside them, run, written over, or waited for without end."""

from __future__ import annotations

import json
import sqlite3

import pytest

from graders.exercise import read
from graders.importers import ImportFailed
from graders.importers.nbgrader.gradebook import read_gradebook
from tests.graders.importers.nbgrader.building import MEAN, notebook, write, write_gradebook


def test_a_gradebook_that_is_no_database_is_told(bring, course, tmp_path):
    (course / "gradebook.db").write_bytes(b"no database at all" * 1000)
    with pytest.raises(ImportFailed, match=r"gradebook\.db: This is no gradebook that can be read"):
        bring(course, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_database_of_something_else_is_told(tmp_path):
    path = tmp_path / "gradebook.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE student (id)")
    connection.close()
    with pytest.raises(ImportFailed, match="lacks the tables assignment, base_cell, grade"):
        read_gradebook(path)


def test_a_query_without_end_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr("graders.importers.nbgrader.gradebook._SECONDS", -1.0)
    monkeypatch.setattr("graders.importers.nbgrader.gradebook._STEPS", 1)
    path = tmp_path / "gradebook.db"
    write_gradebook(path)
    with pytest.raises(ImportFailed, match="interrupted"):
        read_gradebook(path)


def test_a_view_is_no_table(tmp_path):
    """A view may be a query without end."""
    path = tmp_path / "gradebook.db"
    write_gradebook(path)
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE grade")
        connection.execute("CREATE VIEW grade AS SELECT 1 AS id")
    connection.close()
    with pytest.raises(ImportFailed, match="lacks the tables grade"):
        read_gradebook(path)


def test_a_gradebook_is_never_written(bring, course, tmp_path):
    before = (course / "gradebook.db").read_bytes()
    (course / "gradebook.db").chmod(0o444)
    bring(course, tmp_path / "out")

    assert (course / "gradebook.db").read_bytes() == before
    assert sorted(path.name for path in course.iterdir()) == ["gradebook.db", "source", "submitted"]


def test_a_database_elsewhere_is_not_read(bring, course, tmp_path):
    (course / "gradebook.db").rename(tmp_path / "other.db")
    for url in (f"sqlite:///{tmp_path}/other.db", "postgresql://me:secret@host/db"):
        (course / "nbgrader_config.py").write_text(f"c.CourseDirectory.db_url = {url!r}\n")
        target = tmp_path / f"out{len(url)}"
        told = "\n".join(bring(course, target).for_a_person)
        assert "only a SQLite file in the course folder is read" in told
        assert "secret" not in told


def test_links_and_strange_names_are_left_where_they_are(bring, course, tmp_path):
    secret = tmp_path / "secret.ipynb"
    secret.write_text(notebook(*MEAN))
    (course / "source/ps-mean/link.csv").symlink_to(secret)
    (course / "submitted/eve/ps-mean").mkdir(parents=True)
    (course / "submitted/eve/ps-mean/mean.ipynb").symlink_to(secret)
    (course / "submitted/new\nline/ps-mean").mkdir(parents=True)
    (course / "submitted/ada/ps-mean/extra.ipynb").write_text("{}")
    (course / "submitted/ada/unknown").mkdir()
    (course / "submitted/dan/ps-mean/timestamp.txt").write_text("noon")
    done = bring(course, tmp_path / "out")
    told = "\n".join([*done.left_out, *done.exercises[0].left_out])

    assert "secret" not in "".join(path.name for path in (tmp_path / "out").rglob("*"))
    for words in (
        "link.csv",
        "eve/ps-mean/mean.ipynb: no file",
        "no name of a student",
        "extra.ipynb",
        "no such assignment",
        "“noon” is no time",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02", "not a notebook"),
        (b"{", "cut off while saving"),
        (b"[]", "no notebook of format"),
        (b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": 7}]}', "Cell 1 is no cell"),
        (b'{"nbformat": 4, "cells": {}}', "has no cells"),
        (b'{"nbformat": 3, "worksheets": 7}', "cannot be converted"),
        (b"[" * 100_000, "levels deep"),
        (
            b'{"nbformat": 4, "metadata": {"kernelspec": {"language": "R"}}, "cells": []}',
            "in r, and only Python",
        ),
    ],
)
def test_what_is_no_notebook_is_told(bring, tmp_path, content, sentence):
    path = tmp_path / "ps.ipynb"
    path.write_bytes(content)
    with pytest.raises(ImportFailed, match=sentence) as caught:
        bring(path, tmp_path / "out")
    assert "ps.ipynb" in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_a_huge_notebook_is_refused_before_it_is_read(bring, tmp_path):
    path = tmp_path / "ps.ipynb"
    with path.open("wb") as file:
        file.truncate(65 << 20)
    with pytest.raises(ImportFailed, match="may have 64 MiB"):
        bring(path, tmp_path / "out")


def test_nothing_is_written_over(bring, tmp_path):
    path = write(tmp_path, "ps", *MEAN)
    (tmp_path / "out").mkdir()
    with pytest.raises(ImportFailed, match="is there already"):
        bring(path, tmp_path / "out")


def test_an_old_notebook_is_converted(bring, tmp_path):
    cells = [
        {
            "cell_type": "code",
            "language": "python",
            "input": one["source"],
            "metadata": one["metadata"],
            "outputs": [],
        }
        for one in MEAN[1:]
    ]
    (tmp_path / "old.ipynb").write_text(
        json.dumps(
            {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": cells}]}
        )
    )
    bring(tmp_path / "old.ipynb", tmp_path / "out")

    assert read(tmp_path / "out").points == 3.5

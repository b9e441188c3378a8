"""A whole course folder: weeks to publish; people, times, notebooks and marks beside it; and folders made to harm."""

from __future__ import annotations

import csv
import json
import sqlite3
import tomllib

import pytest

from graders.exercise import read
from graders.importers import ImportFailed
from graders.importers.nbgrader import Options, import_nbgrader
from graders.importers.nbgrader.gradebook import read_gradebook
from graders.importers.nbgrader.handed_in import parse_time
from graders.pool.fake import FakeGrader
from graders.report import PlatformError
from tests.graders.importers.nbgrader.building import (
    COURSE,
    MEAN,
    answer,
    graded,
    notebook,
    write,
    write_gradebook,
)

PEOPLE = ("ada", "ben", "dan")


class NoPool:
    """As where no sandbox can be had."""

    def prepare(self, *, exercise):
        """Never asked."""

    def grade(self, **_):
        raise PlatformError("no pool can be started here")


def bring(source, target, grader=None, **options):
    return import_nbgrader(
        source, target, options=Options(**options), grader=grader or FakeGrader(), step=lambda *_: None
    )


@pytest.fixture
def course(tmp_path):
    """Three assignments, three people who handed in, and a gradebook that nbgrader wrote."""
    source = tmp_path / "stats"
    for name in ("mean", "byhand", "order"):
        write(source / "source" / f"ps-{name}", name, *COURSE[name])
        for person in PEOPLE:
            write(source / "submitted" / person / f"ps-{name}", name, *COURSE[name])
    for person, at in zip(
        PEOPLE, ("2025-03-01 10:00:00.5 UTC", "2025-03-03 23:30:00 America/Los_Angeles", ""), strict=True
    ):
        (source / "submitted" / person / "ps-mean" / "timestamp.txt").write_text(at)
    write_gradebook(source / "gradebook.db")
    return source


def table(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_assignments_become_weeks_in_the_order_of_their_due_dates(course, tmp_path):
    bring(course, tmp_path / "out")
    settings = tomllib.loads((tmp_path / "out/stats/course.toml").read_text())
    week = tomllib.loads((tmp_path / "out/stats/ps-mean/week.toml").read_text())

    assert settings["weeks"] == ["ps-mean", "ps-byhand", "ps-order"]
    assert (week["title"], week["exercises"]) == ("ps-mean", ["mean"])
    assert read(tmp_path / "out/stats/ps-mean/mean").id == "stats/mean"


def test_people_times_notebooks_and_marks_lie_beside(course, tmp_path):
    done = bring(course, tmp_path / "out")
    out = tmp_path / "out"
    handed_in = {(one["student"], one["exercise"]): one for one in table(out / "handed-in.csv")}

    assert [one["student"] for one in table(out / "people.csv")] == ["ada", "ben", "cyd", "dan"]
    assert table(out / "people.csv")[1]["last_name"] == "O'Neil, Jr"
    assert table(out / "dates.csv") == [
        {"exercise": "mean", "assignment": "ps-mean", "due_at": "2025-03-03T23:59:59+00:00"}
    ]
    assert len(handed_in) == 9
    assert handed_in["ada", "mean"]["handed_in_at"] == "2025-03-01T10:00:00.500000+00:00"
    assert handed_in["ben", "mean"]["handed_in_at"] == "2025-03-04T07:30:00+00:00"
    assert handed_in["ada", "order"]["handed_in_at"] == "2025-03-01T10:00:00.500000+00:00"  # the gradebook's
    assert (out / handed_in["dan", "mean"]["file"]).read_text() == notebook(*COURSE["mean"])
    assert {
        (one["student"], one["question"], one["points"], one["extra_credit"])
        for one in table(out / "marks.csv")
    } == {
        ("ada", "essay", "1", ""),
        ("ben", "why", "3.5", ""),
        ("dan", "q4", "0", "0.5"),
    }
    assert (
        next(one["comment"] for one in table(out / "marks.csv") if one["student"] == "ben")
        == "Say more,\nplease."
    )
    assert "4 people in people.csv, 9 notebooks in handed-in.csv, 3 marks" in done.carried[0]
    assert not any((out / "stats").rglob("*.csv"))


def test_points_that_differ_from_the_gradebooks_are_told(course, tmp_path):
    write(course / "source/ps-mean", "mean", *MEAN[:2], graded("mean", 7, "assert mean([1]) == 1"))

    told = "\n".join(bring(course, tmp_path / "out").for_a_person)
    assert "mean, `mean`: worth 7 in the source and 2 in gradebook.db" in told


def test_notebooks_of_one_name_in_two_assignments_have_two_names(tmp_path):
    for week in ("ps1", "ps2"):
        for name in ("problem1", "problem2"):
            write(tmp_path / "c/source" / week, name, *MEAN)
    done = bring(tmp_path / "c", tmp_path / "out")

    assert [one.folder.name for one in done.exercises] == [
        "ps1-problem1", "ps1-problem2", "ps2-problem1", "ps2-problem2",
    ]  # fmt: skip


def test_files_beside_the_notebooks_are_where_the_notebooks_look_for_them(tmp_path):
    write(tmp_path / "ps", "one", *MEAN)
    (tmp_path / "ps/sub").mkdir()
    (tmp_path / "ps/sub/numbers.csv").write_text("1")
    (tmp_path / "ps/helper.py").write_text("x = 1")
    (tmp_path / "ps/.ipynb_checkpoints").mkdir()
    (tmp_path / "ps/.ipynb_checkpoints/one-checkpoint.ipynb").write_text("{}")
    bring(tmp_path / "ps", tmp_path / "out")
    made = read(tmp_path / "out")

    assert [made.place_of(name) for name in made.public_files] == ["helper.py", "sub/numbers.csv"]


def test_a_folder_data_stays_one(tmp_path):
    write(tmp_path / "ps", "one", *MEAN)
    (tmp_path / "ps/data").mkdir()
    (tmp_path / "ps/data/numbers.csv").write_text("1")
    bring(tmp_path / "ps", tmp_path / "out")
    made = read(tmp_path / "out")

    assert not made.data_beside_notebook
    assert made.public_files == ("data/numbers.csv",)


def test_header_and_footer_are_added(course, tmp_path):
    write(course, "head", answer("head", "import math"))
    (course / "nbgrader_config.py").write_text(
        "c = get_config()\nc.IncludeHeaderFooter.header = 'head.ipynb'\n"
    )
    bring(course, tmp_path / "out")

    assert read(tmp_path / "out/stats/ps-mean/mean").cells[0].grade_id == "head"


def test_a_header_outside_the_course_is_not_read(course, tmp_path):
    write(tmp_path, "elsewhere", *MEAN)
    (course / "nbgrader_config.py").write_text("c.IncludeHeaderFooter.header = '../elsewhere.ipynb'\n")
    with pytest.raises(ImportFailed, match="outside the course folder"):
        bring(course, tmp_path / "out")


def test_one_broken_notebook_does_not_hinder_the_others(course, tmp_path):
    (course / "source/ps-order/order.ipynb").write_text('{"cells": [')
    done = bring(course, tmp_path / "out")

    assert [one.folder.name for one in done.exercises] == ["mean", "byhand"]
    assert done.left_out[0].startswith("order.ipynb: ")
    assert tomllib.loads((tmp_path / "out/stats/course.toml").read_text())["weeks"] == [
        "ps-mean",
        "ps-byhand",
    ]


def test_autotests_without_a_sandbox_are_left_out_and_say_so(course, tmp_path):
    write(course / "source/ps-order", "order", answer("a", "x = 1"), graded("q", 1, "### AUTOTEST x"))
    (course / "autotests.yml").write_text(
        "python3: {dispatch: d, normalize: n, check: c, templates: {default: [{test: t, fail: f}]}}"
    )
    done = bring(course, tmp_path / "out", NoPool())

    assert done.platform_failed
    assert "no pool can be started here" in done.left_out[0]
    assert len(done.exercises) == 2


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2015-02-02 14:58:23.948203 America/Los_Angeles", "2015-02-02T22:58:23.948203+00:00"),
        ("2015-02-02 14:58:23.948203 UTC", "2015-02-02T14:58:23.948203+00:00"),
        ("2015-02-02 14:58:23 +0100", "2015-02-02T13:58:23+00:00"),
        ("2015-02-02 14:58", "2015-02-02T14:58:00+00:00"),
        ("2015-02-30 14:58:23 UTC", None),
        ("yesterday", None),
        ("2015-02-02 14:58:23 ../../etc/passwd", None),
        ("2015-02-02 14:58:23 Nowhere/Land", None),
    ],
)
def test_times(text, at):
    found = parse_time(text)

    assert (found.isoformat() if found else None) == at


# ---------------------------------------------------------------- made to harm


def test_a_gradebook_that_is_no_database_is_told(course, tmp_path):
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


def test_a_gradebook_is_never_written(course, tmp_path):
    before = (course / "gradebook.db").read_bytes()
    (course / "gradebook.db").chmod(0o444)
    bring(course, tmp_path / "out")

    assert (course / "gradebook.db").read_bytes() == before
    assert sorted(path.name for path in course.iterdir()) == ["gradebook.db", "source", "submitted"]


def test_a_database_elsewhere_is_not_read(course, tmp_path):
    (course / "gradebook.db").rename(tmp_path / "other.db")
    for url in (f"sqlite:///{tmp_path}/other.db", "postgresql://me:secret@host/db"):
        (course / "nbgrader_config.py").write_text(f"c.CourseDirectory.db_url = {url!r}\n")
        target = tmp_path / f"out{len(url)}"
        told = "\n".join(bring(course, target).for_a_person)
        assert "only a SQLite file in the course folder is read" in told
        assert "secret" not in told


def test_links_and_strange_names_are_left_where_they_are(course, tmp_path):
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
def test_what_is_no_notebook_is_told(tmp_path, content, sentence):
    path = tmp_path / "ps.ipynb"
    path.write_bytes(content)
    with pytest.raises(ImportFailed, match=sentence) as caught:
        bring(path, tmp_path / "out")
    assert "ps.ipynb" in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_a_huge_notebook_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "ps.ipynb"
    with path.open("wb") as file:
        file.truncate(65 << 20)
    with pytest.raises(ImportFailed, match="may have 64 MiB"):
        bring(path, tmp_path / "out")


def test_nothing_is_written_over(tmp_path):
    path = write(tmp_path, "ps", *MEAN)
    (tmp_path / "out").mkdir()
    with pytest.raises(ImportFailed, match="is there already"):
        bring(path, tmp_path / "out")


def test_an_old_notebook_is_converted(tmp_path):
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

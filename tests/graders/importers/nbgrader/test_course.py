"""A whole course folder: weeks to publish; people, times, notebooks and marks beside it; and folders made to harm."""

from __future__ import annotations

import csv
import tomllib

import pytest

from graders.exercise import read
from graders.importers import ImportFailed
from graders.importers.nbgrader.handed_in import parse_time
from graders.report import PlatformError
from tests.graders.importers.nbgrader.building import (
    COURSE,
    MEAN,
    answer,
    graded,
    notebook,
    write,
)


class NoPool:
    """As where no sandbox can be had."""

    def prepare(self, *, exercise):
        """Never asked."""

    def grade(self, **_):
        raise PlatformError("no pool can be started here")


def table(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_assignments_become_weeks_in_the_order_of_their_due_dates(bring, course, tmp_path):
    bring(course, tmp_path / "out")
    settings = tomllib.loads((tmp_path / "out/stats/course.toml").read_text())
    week = tomllib.loads((tmp_path / "out/stats/ps-mean/week.toml").read_text())

    assert settings["weeks"] == ["ps-mean", "ps-byhand", "ps-order"]
    assert (week["title"], week["exercises"]) == ("ps-mean", ["mean"])
    assert read(tmp_path / "out/stats/ps-mean/mean").id == "stats/mean"


def test_people_times_notebooks_and_marks_lie_beside(bring, course, tmp_path):
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


def test_points_that_differ_from_the_gradebooks_are_told(bring, course, tmp_path):
    write(course / "source/ps-mean", "mean", *MEAN[:2], graded("mean", 7, "assert mean([1]) == 1"))

    told = "\n".join(bring(course, tmp_path / "out").for_a_person)
    assert "mean, `mean`: worth 7 in the source and 2 in gradebook.db" in told


def test_notebooks_of_one_name_in_two_assignments_have_two_names(bring, tmp_path):
    for week in ("ps1", "ps2"):
        for name in ("problem1", "problem2"):
            write(tmp_path / "c/source" / week, name, *MEAN)
    done = bring(tmp_path / "c", tmp_path / "out")

    assert [one.folder.name for one in done.exercises] == [
        "ps1-problem1", "ps1-problem2", "ps2-problem1", "ps2-problem2",
    ]  # fmt: skip


def test_files_beside_the_notebooks_are_where_the_notebooks_look_for_them(bring, tmp_path):
    write(tmp_path / "ps", "one", *MEAN)
    (tmp_path / "ps/sub").mkdir()
    (tmp_path / "ps/sub/numbers.csv").write_text("1")
    (tmp_path / "ps/helper.py").write_text("x = 1")
    (tmp_path / "ps/.ipynb_checkpoints").mkdir()
    (tmp_path / "ps/.ipynb_checkpoints/one-checkpoint.ipynb").write_text("{}")
    bring(tmp_path / "ps", tmp_path / "out")
    made = read(tmp_path / "out")

    assert [made.place_of(name) for name in made.public_files] == ["helper.py", "sub/numbers.csv"]


def test_a_folder_data_stays_one(bring, tmp_path):
    write(tmp_path / "ps", "one", *MEAN)
    (tmp_path / "ps/data").mkdir()
    (tmp_path / "ps/data/numbers.csv").write_text("1")
    bring(tmp_path / "ps", tmp_path / "out")
    made = read(tmp_path / "out")

    assert not made.data_beside_notebook
    assert made.public_files == ("data/numbers.csv",)


def test_header_and_footer_are_added(bring, course, tmp_path):
    write(course, "head", answer("head", "import math"))
    (course / "nbgrader_config.py").write_text(
        "c = get_config()\nc.IncludeHeaderFooter.header = 'head.ipynb'\n"
    )
    bring(course, tmp_path / "out")

    assert read(tmp_path / "out/stats/ps-mean/mean").cells[0].grade_id == "head"


def test_a_header_outside_the_course_is_not_read(bring, course, tmp_path):
    write(tmp_path, "elsewhere", *MEAN)
    (course / "nbgrader_config.py").write_text("c.IncludeHeaderFooter.header = '../elsewhere.ipynb'\n")
    with pytest.raises(ImportFailed, match="outside the course folder"):
        bring(course, tmp_path / "out")


def test_one_broken_notebook_does_not_hinder_the_others(bring, course, tmp_path):
    (course / "source/ps-order/order.ipynb").write_text('{"cells": [')
    done = bring(course, tmp_path / "out")

    assert [one.folder.name for one in done.exercises] == ["mean", "byhand"]
    assert done.left_out[0].startswith("order.ipynb: ")
    assert tomllib.loads((tmp_path / "out/stats/course.toml").read_text())["weeks"] == [
        "ps-mean",
        "ps-byhand",
    ]


def test_autotests_without_a_sandbox_are_left_out_and_say_so(bring, course, tmp_path):
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

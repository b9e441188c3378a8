"""nbgrader's metadata: every version and mixture that real notebooks hold."""

from __future__ import annotations

import pytest

from graders.exercise import CellKind
from tests.graders import folders


@pytest.mark.parametrize("kind", ["answer", "test", "manual", "locked", "task"])
def test_it_works_for_every_kind(tmp_path, kind):
    exercise = folders.read(tmp_path, folders.cell(kind, "c", "assert True", points=2))

    assert exercise.cells[0].kind is CellKind(kind)


def test_versions_are_upgraded_cell_by_cell(tmp_path):
    oldest = folders.cell("test", "t0", "assert a", points=1, solution=False)
    del oldest["metadata"]["nbgrader"]["schema_version"]
    first = folders.cell("test", "t1", "assert a", points=2, schema_version=1, checksum="0" * 32)

    exercise = folders.read(tmp_path, oldest, first, folders.cell("test", "t3", "assert a", points=3))

    assert [(cell.nbgrader or {}).get("schema_version") for cell in exercise.cells] == [3, 3, 3]
    assert exercise.points == 6.0


def test_metadata_without_a_role_is_a_plain_cell(tmp_path):
    empty = folders.cell("answer", "left-over", "x = 1", solution=False)

    [cell] = folders.read(tmp_path, empty).cells

    assert (cell.kind, cell.grade_id, cell.nbgrader) == (CellKind.PLAIN, "", None)


@pytest.mark.parametrize("points", [None, ""])
def test_missing_points_are_the_sum_of_the_parts(tmp_path, points):
    source = '# TEST "one" (1 point)\nassert a\n# TEST "two" (2.5 points)\nassert b'
    cell = folders.cell("test", "t", source)
    cell["metadata"]["nbgrader"]["points"] = points

    assert folders.read(tmp_path, cell).points == 3.5


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (folders.cell("test", "", "assert a", points=1), "`grade_id` must be"),
        (folders.cell("test", "t", "assert a", points=-1), "`points` must be a number, 0 or more"),
        (folders.cell("test", "t", "assert a", points=1, schema_version=4), "versions 0 to 3"),
        (folders.cell("test", "t", "a", points=1) | {"cell_type": "markdown"}, "cannot be a test cell"),
        (folders.cell("task", "t", "a", points=1) | {"cell_type": "code"}, "must be a markdown cell"),
    ],
)
def test_what_is_wrong_is_told(tmp_path, cell, told):
    assert told in "\n".join(folders.problems(tmp_path, cell))


def test_a_grade_id_used_twice_is_told_for_both(tmp_path):
    told = folders.problems(
        tmp_path, folders.cell("answer", "a", "x = 1"), folders.cell("answer", "a", "y = 1")
    )

    assert [line.split(": ", 1)[1] for line in told] == ["The grade_id `a` is used more than once."] * 2

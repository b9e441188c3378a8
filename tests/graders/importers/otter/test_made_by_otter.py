"""One assignment with what Otter 7.0.0 made of it: imported from each of its shapes, it is the same exercise.

Its releases are graded as golden cases, `from-otter-*`; their points are those that Otter gave.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from graders import exercise
from graders.importers.otter import import_otter

MADE = Path(__file__).parent / "made_by_otter"
GOLDEN = Path(__file__).resolve().parents[3] / "golden" / "exercises" / "otter"


def imported(tmp_path, name):
    return exercise.read(import_otter(MADE / name, tmp_path / "out").folder)


def outlined(read):
    return {
        cell.grade_id: (
            float(cell.points),
            cell.all_or_nothing,
            [check.source for part in cell.parts for check in part.checks],
        )
        for cell in read.cells
        if cell.parts
    }


def test_the_master_notebook_is_the_golden_exercise(tmp_path):
    imported(tmp_path, "master.ipynb")

    for name in ("source.ipynb", "exercise.toml"):
        assert (tmp_path / "out" / name).read_text() == (GOLDEN / name).read_text()


@pytest.mark.parametrize("name", ["autograder", "autograder/autograder.zip"])
def test_the_autograder_has_the_same_tests(tmp_path, name):
    assert outlined(imported(tmp_path, name)) == outlined(exercise.read(GOLDEN))


def test_learners_get_what_otter_gave_them(tmp_path):
    from graders.importers.otter.notebooks import read_notebook

    student = read_notebook((MADE / "student.ipynb").read_bytes(), "student.ipynb")
    given = [cell.source for cell in student.cells if "otter_answer_cell" in cell.tags]
    released = [cell.released for cell in exercise.read(GOLDEN).cells if cell.kind.is_answered]

    assert [text.strip() for text in released] == [text.strip() for text in given]

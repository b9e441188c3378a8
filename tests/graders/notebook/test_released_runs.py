"""Whether a test cell's released text runs in the learner process: only if nothing else gives a name that she uses."""

from __future__ import annotations

import json

import pytest

from graders import notebook
from tests.graders import folders


def runs(tmp_path, tests, later, extra="x = 1"):
    exercise = folders.read(
        tmp_path, folders.cell("answer", "a", "x = 1"), folders.cell("test", "t", tests, points=1)
    )
    document = folders.notebook(
        folders.cell("answer", "a", extra), folders.cell("test", "t", tests, points=1), folders.code(later)
    )
    plan = notebook.match(exercise, notebook.read(json.dumps(document).encode(), "x", exercise.limits))
    return next(cell.run_released for cell in plan.cells if cell.grade_id == "t")


@pytest.mark.parametrize(
    ("tests", "later", "expected"),
    [
        ("import math\nassert x", "print(math.pi)", True),
        ("import math\nassert x", "%time print(1)\nprint(math.pi)", True),
        ("def helper(): pass\nassert x", "def f():\n    return helper()", True),
        ("import math\nassert x", "print(x)", False),
        ("import math\nassert x", "import math\nprint(math.pi)", False),
        ("import math\nassert x", "math.pi (", False),
        ("assert x", "print(len([x]))", False),
    ],
)
def test_it_is_decided_by_names(tmp_path, tests, later, expected):
    assert runs(tmp_path, tests, later) is expected


def test_a_name_that_an_earlier_cell_binds_is_enough(tmp_path):
    assert not runs(tmp_path, "import math\nassert x", "math.pi", extra="import math; x = 1")


def test_hidden_names_are_never_given(tmp_path):
    tests = "assert x\n### BEGIN HIDDEN TESTS\nsecret = 1\n### END HIDDEN TESTS"

    assert not runs(tmp_path, tests, "print(secret)")

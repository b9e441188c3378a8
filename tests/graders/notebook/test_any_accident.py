"""Whatever accidents befall a notebook with right answers, and however many, its answers run before their tests and pass."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders import exercise, notebook, release
from tests.graders import folders

ANSWERS = {
    "square": "def square(x):\n    return x * x",
    "mean": "def mean(values):\n    return sum(values) / len(values) if len(values) else 0.0\n\n\noverall = mean(numbers)",
    "guess": "def guess():\n    return [2, 3, 5, 7]",
    "words": "Because squaring is convex.",
}
RESTORED = ("setup", "square-tests", "mean-tests", "guess-tests")
SQUARES = exercise.read(folders.SQUARES)
RELEASED = release.notebook(SQUARES)


def name_of(cell):
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "") or cell.get("known_as", "")


def named(cells, name):
    return [cell for cell in cells if name_of(cell) == name]


def answered():
    cells = copy.deepcopy(RELEASED["cells"])
    for cell in cells:
        cell["source"] = ANSWERS.get(name_of(cell), "".join(cell["source"]))
        cell["known_as"] = name_of(cell)  # so that accidents can be told what they befall
    return cells


def strip_marks(cells, name, place):
    for cell in cells:
        cell["metadata"] = {}


def strip_ids(cells, name, place):
    for cell in cells:
        cell.pop("id", None)


def same_ids(cells, name, place):
    for cell in cells:
        cell["id"] = "same"


def delete_restored(cells, name, place):
    for cell in named(cells, RESTORED[place % 4]):
        cells.remove(cell)


def edit_restored(cells, name, place):
    for cell in named(cells, RESTORED[place % 4]):
        cell["source"] += "\nprint('mine')"


def move_restored(cells, name, place):
    for cell in named(cells, RESTORED[place % 4])[:1]:
        cells.remove(cell)
        cells.insert(place % (len(cells) + 1), cell)


def copy_restored(cells, name, place):
    for cell in named(cells, RESTORED[place % 4])[:1]:
        cells.insert(place % (len(cells) + 1), copy.deepcopy(cell))


def copy_answer(cells, name, place):
    for cell in named(cells, name)[:1]:
        cells.insert(cells.index(cell) + 1, copy.deepcopy(cell))


def keep_a_stub(cells, name, place):
    stub = next(copy.deepcopy(cell) for cell in RELEASED["cells"] if name_of(cell) == name)
    for cell in named(cells, name)[-1:]:
        cells.insert(cells.index(cell) + 1, {**stub, "metadata": cell["metadata"]})


def scratch(cells, name, place):
    cells.insert(place % (len(cells) + 1), folders.code("1 + 1"))


def split_answer(cells, name, place):
    for cell in named(cells, name)[-1:]:
        cells.insert(cells.index(cell) + 1, folders.code("pass"))


def merge_with_tests(cells, name, place):
    for cell in named(cells, f"{name}-tests")[:1]:
        for answer in named(cells, name)[:1]:
            answer["source"] += "\n\n" + cell["source"]
            cells.remove(cell)


def delete_text(cells, name, place):
    cells[:] = [cell for cell in cells if cell["cell_type"] == "code" or name_of(cell)]


ACCIDENTS = {
    accident.__name__: accident
    for accident in (
        strip_marks,
        strip_ids,
        same_ids,
        delete_restored,
        edit_restored,
        move_restored,
        copy_restored,
        copy_answer,
        keep_a_stub,
        scratch,
        split_answer,
        merge_with_tests,
        delete_text,
    )
}
HAPPENINGS = st.lists(
    st.tuples(
        st.sampled_from(sorted(ACCIDENTS)), st.sampled_from(["square", "mean", "guess"]), st.integers(0, 40)
    ),
    max_size=6,
)


def failures(plan):
    """Run the plan here: the test cells that raise where they stand."""
    names: dict[str, object] = {}
    tests = {cell.grade_id: cell.source for cell in SQUARES.cells}
    failed = []
    for cell in plan.cells:
        if cell.cell_type != "code":
            continue
        try:
            exec(tests[cell.grade_id] if cell.stop is not None else cell.source, names)
        except Exception as error:
            if cell.stop is not None:
                failed.append(f"{cell.grade_id}: {error!r}")
    return failed


@pytest.fixture(autouse=True)
def beside_the_data(monkeypatch):
    monkeypatch.chdir(folders.SQUARES)


@given(HAPPENINGS)
def test_right_answers_pass(happenings):
    cells = answered()
    for accident, name, place in happenings:
        ACCIDENTS[accident](cells, name, place)
    document = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}

    plan = notebook.match(SQUARES, notebook.read(json.dumps(document).encode(), "x.ipynb", SQUARES.limits))

    assert [cell.grade_id for cell in plan.cells if cell.stop is not None] == list(RESTORED[1:])
    assert failures(plan) == [], happenings


def test_wrong_answers_fail():
    """The control: the same oracle finds an answer that is wrong."""
    cells = answered()
    named(cells, "square")[0]["source"] = "def square(x):\n    return x + 2"
    document = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}

    plan = notebook.match(SQUARES, notebook.read(json.dumps(document).encode(), "x.ipynb", SQUARES.limits))

    assert [text.partition(":")[0] for text in failures(plan)] == ["square-tests"]

"""Calls of Otter's check in a learner's notebook: they mark where the tests of a question run."""

from __future__ import annotations

import json

import pytest

from graders import notebook
from graders.notebook.checks import question_checked
from tests.graders import folders


@pytest.mark.parametrize(
    ("source", "question"),
    [
        ('grader.check("q1")', "q1"),
        ("# see\n\ngrader.check('q1') ;  # now\n", "q1"),
        ("_ = ok.grade('lab 1.2')", "lab-1-2"),
        ("x = 1\ngrader.check('q1')", ""),
        ("grader.check(name)", ""),
        ("grader.check_all()", ""),
        ("", ""),
    ],
)
def test_it_works(source, question):
    assert question_checked(source) == question


@pytest.fixture
def two_questions(tmp_path):
    return folders.read(
        tmp_path / "exercise",
        folders.cell("answer", "q1-answer", "f = 1"),
        folders.cell("test", "q1", "assert f == 1", points=1),
        folders.cell("answer", "q2-answer", "g = 2"),
        folders.cell("test", "q2", "assert g == 2", points=1),
    )


def planned(exercise, *sources):
    content = json.dumps(folders.notebook(*map(folders.code, sources))).encode()
    plan = notebook.match(exercise, notebook.read(content, "mine.ipynb", exercise.limits))
    return [cell.grade_id if cell.stop is not None else cell.source for cell in plan.cells], plan.notes


def test_a_check_is_where_the_tests_run(two_questions):
    cells, notes = planned(
        two_questions, "f = 1", 'grader.check("q1")', "f = 0", "g = 2", 'grader.check("q2")', "g = 0"
    )

    assert cells == ["f = 1", "q1", "f = 0", "g = 2", "q2", "g = 0"]
    assert not [note for note in notes if "edited" in note or "missing" in note]


def test_the_last_check_before_another_question_counts(two_questions):
    cells, _ = planned(
        two_questions,
        "f = 0",
        'grader.check("q1")',
        "f = 1",
        'grader.check("q1")',
        "g = 2",
        'grader.check("q2")',
        'grader.check("q1")',
    )

    assert cells.index("q1") == cells.index("f = 1") + 1

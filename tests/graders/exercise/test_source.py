"""Source notebooks in both forms."""

from __future__ import annotations

import json

import pytest

from graders.exercise import ExerciseError, percent_notebook, read
from tests.graders import folders


def test_both_forms_say_the_same(tmp_path):
    from_text = read(folders.SQUARES)
    document = percent_notebook((folders.SQUARES / "source.py").read_text())
    (tmp_path / "exercise.toml").write_text('title = "T"')
    (tmp_path / "source.ipynb").write_text(json.dumps(document, indent=1))

    from_notebook = read(tmp_path)

    assert [cell.source for cell in from_notebook.cells] == [cell.source for cell in from_text.cells]
    assert from_notebook.questions == from_text.questions


def test_cells_know_their_line_in_the_file():
    text = (folders.SQUARES / "source.py").read_text().split("\n")

    for cell in read(folders.SQUARES).cells:
        assert text[cell.line - 1].endswith(cell.source.split("\n")[0])


def test_cells_of_json_know_their_line_too(tmp_path):
    folder = folders.write(tmp_path, folders.code("x = 1"), folders.code("x = 1"), folders.code("y = 'é'"))
    text = (folder / "source.ipynb").read_text().split("\n")

    lines = [cell.line for cell in read(folder).cells]

    assert ["source" in text[line - 1] for line in lines] == [True] * 3
    assert lines == sorted(set(lines))


def test_questions_take_their_title_from_the_heading_above():
    titles = {question.name: question.title for question in read(folders.SQUARES).questions}

    assert titles["mean-tests"] == "2. Mean"
    assert titles["words"] == "4. In your own words"


def test_ids_are_kept_where_they_are_good(tmp_path):
    cells = [
        folders.code("x") | {"id": "mine"},
        folders.code("y") | {"id": "mine"},
        folders.code("z") | {"id": "a b"},
    ]

    ids = [cell.id for cell in folders.read(tmp_path, *cells).cells]

    assert ids[0] == "mine"
    assert len(set(ids)) == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{\n oops", "source.ipynb:2: This is not JSON"),
        ('{"nbformat": 3, "worksheets": []}', "it has format 3"),
        ('{"nbformat": 4}', "not a notebook of format 4"),
        ('{"nbformat": 4, "cells": []}', "has no cells"),
        ("[]", "not a notebook"),
    ],
)
def test_a_broken_source_is_told(tmp_path, text, told):
    (tmp_path / "exercise.toml").write_text('title = "T"')
    (tmp_path / "source.ipynb").write_text(text)

    with pytest.raises(ExerciseError, match=told):
        read(tmp_path)

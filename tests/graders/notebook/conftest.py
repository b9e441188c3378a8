"""What the tests of submitted notebooks share."""

from __future__ import annotations

import json

import pytest

from graders import exercise, notebook, release
from tests.graders import folders


@pytest.fixture(scope="session")
def squares():
    return exercise.read(folders.SQUARES)


@pytest.fixture
def handed_out(squares):
    """The released notebook, to be changed by a test as a learner or her tools would."""
    return json.loads(release.notebook_bytes(squares))


@pytest.fixture
def plan(squares):
    """Match a notebook document with the exercise."""

    def match(document):
        return notebook.match(
            squares, notebook.read(json.dumps(document).encode(), "x.ipynb", squares.limits)
        )

    return match


@pytest.fixture
def cell_of():
    """The cell of a document with this grade_id."""

    def find(document, grade_id):
        return next(
            cell
            for cell in document["cells"]
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
        )

    return find

"""The learner's copy: everything she needs, nothing she must not have."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

import nbformat
import pytest

from graders import exercise, release
from tests.graders import folders


@pytest.fixture(scope="module")
def squares():
    return exercise.read(folders.SQUARES)


def test_it_works(squares):
    made = release.make(squares)

    assert (made.file_name, made.media_type) == ("squares.zip", "application/zip")
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert archive.namelist() == ["squares/data/numbers.csv", "squares/squares.ipynb"]


def test_without_data_it_is_the_notebook_alone(tmp_path):
    made = release.make(folders.read(tmp_path / "plain", folders.cell("answer", "a", "x = 1")))

    assert (made.file_name, made.media_type) == ("plain.ipynb", "application/x-ipynb+json")
    nbformat.validate(json.loads(made.content))


def test_equal_folders_give_equal_bytes(squares):
    again = exercise.read(folders.SQUARES)

    assert release.make(squares).content == release.make(again).content


@pytest.mark.parametrize(
    "secret", ["x * x", "sum(values)", "[2, 3, 5, 7]", "secret", "edge cases", "Jensen", "121"]
)
def test_nothing_hidden_is_in_it(squares, secret):
    """The control: each of these words is in the exercise folder."""
    whole = b"".join((folders.SQUARES / name).read_bytes() for name in ("source.py", "hidden/secret.csv"))
    assert secret.encode() in whole

    with zipfile.ZipFile(io.BytesIO(release.make(squares).content)) as archive:
        assert not any(secret.encode() in archive.read(name) for name in archive.namelist())


def test_solutions_leave_nbgraders_stub_at_their_indentation(tmp_path):
    source = "def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n\nprint(f())"

    [cell] = folders.read(tmp_path, folders.cell("answer", "a", source)).cells

    assert cell.released == "def f():\n    # YOUR CODE HERE\n    raise NotImplementedError()\n\nprint(f())"


def test_an_answer_without_markers_is_replaced_whole(tmp_path):
    code, text = folders.read(
        tmp_path, folders.cell("answer", "a", "x = 1"), folders.cell("manual", "m", "Because.", points=1)
    ).cells

    assert code.released == "# YOUR CODE HERE\nraise NotImplementedError()"
    assert text.released == "YOUR ANSWER HERE"


def test_mark_schemes_are_cut(tmp_path):
    source = "Draw.\n\n=== BEGIN MARK SCHEME ===\nOne point for axes.\n=== END MARK SCHEME ==="

    [cell] = folders.read(tmp_path, folders.cell("task", "t", source, points=1)).cells

    assert cell.released == "Draw."


def test_metadata_locks_what_is_restored(squares):
    cells = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell["metadata"]
        for cell in release.notebook(squares)["cells"]
        if "nbgrader" in cell["metadata"]
    }

    assert cells["square-tests"]["editable"] is False
    assert "editable" not in cells["square"]
    assert all(metadata["deletable"] is False for metadata in cells.values())


def test_the_checksum_is_nbgraders(squares):
    cell = next(cell for cell in squares.cells if cell.grade_id == "square-tests")

    text = cell.released + "code" + "True" + "False" + "True" + "square-tests" + "3.0"
    expected = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    assert release.released_cell(cell)["metadata"]["nbgrader"]["checksum"] == expected


def test_other_metadata_and_attachments_of_released_text_are_kept(tmp_path):
    cell = folders.text("![a](attachment:a.png)")
    cell["attachments"] = {"a.png": {"image/png": "QUJD"}, "leaked.png": {"image/png": "QUJD"}}
    cell["metadata"] = {"tags": ["hint"]}

    released = release.released_cell(folders.read(tmp_path, cell).cells[0])

    assert list(released["attachments"]) == ["a.png"]
    assert released["metadata"] == {"tags": ["hint"]}

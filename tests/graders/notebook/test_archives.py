"""A zip with one notebook is that notebook; every other zip gets one sentence and costs no memory."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from graders.exercise import Limits
from graders.notebook import InvalidNotebook, read
from tests.graders import folders

LIMITS = Limits()
NOTEBOOK = json.dumps(folders.notebook(folders.code("x = 1")))


def zipped(files, method=zipfile.ZIP_DEFLATED):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def refusal(content, limits=LIMITS):
    with pytest.raises(InvalidNotebook) as caught:
        read(content, "mine.zip", limits)
    assert "\n" not in str(caught.value)
    return caught.value.code, str(caught.value)


def test_it_works():
    notebook = read(zipped({"week-1/mine.ipynb": NOTEBOOK}), "mine.zip", LIMITS)

    assert [cell.source for cell in notebook.cells] == ["x = 1"]
    assert notebook.notes == ("The notebook “mine.ipynb” was taken out of the zip.",)


@pytest.mark.parametrize(
    "beside",
    [
        "week-1/data/table.csv",
        "week-1/helper.py",
        "__MACOSX/week-1/._mine.ipynb",
        "week-1/.ipynb_checkpoints/mine-checkpoint.ipynb",
        "week-1/.DS_Store",
        "week-1/",
    ],
)
def test_what_tools_leave_beside_it_is_left_alone(beside):
    assert read(zipped({"week-1/mine.IPYNB": NOTEBOOK, beside: ""}), "x", LIMITS).cells


def test_without_a_notebook_the_only_script_is_taken():
    assert [cell.source for cell in read(zipped({"a/mine.py": "x = 1"}), "x", LIMITS).cells] == ["x = 1"]


def test_two_notebooks_are_named():
    code, sentence = refusal(zipped({"a/one.ipynb": NOTEBOOK, "a/two.ipynb": NOTEBOOK}))

    assert code == "several_notebooks"
    assert sentence == "This zip holds 2 notebooks (“one.ipynb”, “two.ipynb”): hand in one of them."


@pytest.mark.parametrize("files", [{}, {"data/table.csv": "1"}])
def test_a_zip_without_a_notebook_says_so(files):
    assert refusal(zipped(files))[0] == "not_a_notebook"


@pytest.mark.parametrize("end", [8, 40, -30, -4])
def test_a_zip_that_was_cut_off_says_so(end):
    assert "broken" in refusal(zipped({"mine.ipynb": NOTEBOOK})[:end])[1]


def test_a_wrong_checksum_says_so():
    content = zipped({"mine.ipynb": NOTEBOOK}, zipfile.ZIP_STORED)

    assert "broken" in refusal(content.replace(b"x = 1", b"x = 2", 1))[1]


def test_a_password_is_named():
    content = bytearray(zipped({"mine.ipynb": NOTEBOOK}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1

    assert "password" in refusal(bytes(content))[1]


def test_other_methods_are_refused():
    assert "broken" in refusal(zipped({"mine.ipynb": NOTEBOOK}, zipfile.ZIP_LZMA))[1]


def test_what_is_inside_is_bounded():
    limits = Limits(submission_mib=0.01)

    code, sentence = refusal(zipped({"mine.ipynb": " " * 100_000}), limits)

    assert code == "too_large"
    assert "0.1 MiB, and 0.01 MiB are allowed" in sentence


def test_a_size_that_lies_gets_no_further():
    content = bytearray(zipped({"mine.ipynb": " " * 100_000}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.index(mark) + offset
        content[place : place + 4] = (7).to_bytes(4, "little")

    assert refusal(bytes(content), Limits(submission_mib=0.01))[0] == "not_json"


def test_many_entries_are_refused_before_they_are_read():
    assert refusal(zipped({f"{number}.txt": "" for number in range(2001)}))[0] == "too_large"

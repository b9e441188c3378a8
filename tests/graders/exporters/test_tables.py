"""Tables of reports: columns, whose a file is, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.exporters import nbgrader, plain
from graders.exporters.tables import NBGRADER, students
from graders.report import Ending, SubmissionRef
from tests.graders.exporters import made

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def rows(text):
    return list(csv.reader(io.StringIO(text)))


def of(file, **values):
    return made.report(submission=SubmissionRef(file=file, sha256="0" * 64), **values)


def test_plain():
    head, alice, bob = rows(
        plain([of("submitted/alice/sums.ipynb"), of("submitted/bob/sums.ipynb", points=2.0)])
    )
    assert head == ["file", "student", "exercise", "ending", "points", "possible", "q1", "essay", "message"]
    assert alice[1:] == ["alice", "numbers/sums", "completed", "1", "5", "1", "0", ""]
    assert (bob[1], bob[4]) == ("bob", "2")


def test_nbgrader():
    head, line = rows(nbgrader([made.report()]))
    assert tuple(head) == NBGRADER
    assert line == ["sums", "", "", "sums", "", "", "", "1", "0", "1", "5"]


def test_a_fault_of_the_platform_is_no_zero():
    reports = [of("a.ipynb"), of("b.ipynb", ending=Ending.SANDBOX_FAILED, points=0.0)]
    assert [line[3] for line in rows(nbgrader(reports))] == ["student_id", "a"]
    assert rows(plain(reports))[2][4:8] == ["", "5", "", ""]


@pytest.mark.parametrize(
    ("files", "people"),
    [
        (["submitted/alice/sums/sums.ipynb", "submitted/bob/sums/sums.ipynb"], ["alice", "bob"]),
        (["week1/alice.ipynb", "week1/bob.ipynb"], ["alice", "bob"]),
        (["/in/alice.ipynb"], ["alice"]),
        (["alice.ipynb", "bob/sums.ipynb"], ["alice", "bob"]),
        (["a/x.ipynb", "a/x.ipynb"], ["x", "x"]),
        ([""], ["submission"]),
        ([], []),
    ],
)
def test_whose_a_file_is(files, people):
    assert students(files) == people


@given(st.lists(made.reports(), max_size=4))
def test_no_cell_is_a_formula_and_no_row_is_lost(reports):
    table = rows(plain(reports))
    assert len(table) == len(reports) + 1
    for cell in (cell for line in table for cell in line):
        assert not cell.lstrip(" ").startswith(RISKY) or float(cell) <= 0
    graded = [report for report in reports if not report.ending.is_platform_fault]
    lines = rows(nbgrader(reports))[1:]
    assert sum(float(line[9]) for line in lines) == pytest.approx(sum(report.points for report in graded))
    assert all(float(line[7]) - float(line[8]) == float(line[9]) for line in lines)

"""The snippets of the course's quizzes, run behind the wall."""

from __future__ import annotations

import pytest

from graders.check.quiz import Printed, check, in_sandbox
from graders.quiz import read_quiz
from tests.repository import ROOT

QUIZZES = sorted((ROOT / "exercises").glob("*/*/quiz.yaml"))


@pytest.fixture(scope="module")
def run(client):
    with in_sandbox(client) as run_snippet:
        yield run_snippet


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("print(1)\nprint(2, end='')\n3", Printed(output="1\n2")),
        ("print(1)\n1 / 0", Printed(output="1\n", error="ZeroDivisionError: division by zero")),
        ("import os\nprint(os.getpid() < 100)", Printed(output="True\n")),
    ],
)
def test_a_snippet_runs_in_a_jail(run, code, printed):
    assert run(code) == printed


@pytest.mark.parametrize("path", QUIZZES, ids=lambda path: path.parent.name)
def test_every_quiz_of_the_course_is_fair(run, path):
    checked = check(read_quiz(path.read_text(), name=path.name), name=path.parent.name, run=run)
    assert [str(finding) for finding in checked.findings if finding.severity == "unfair"] == []

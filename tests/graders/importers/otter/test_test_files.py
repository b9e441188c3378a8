"""Test files: literals are evaluated, everything else is read as a tree, and nothing runs."""

from __future__ import annotations

import pytest

from graders.importers.otter.test_files import from_metadata, read_test_file
from tests.graders.importers.otter.building import ok_file

FUNCTIONS = """
from otter.test_files import test_case
import math
OK_FORMAT = False
name = "q1"
points = 3
secret = 41
limit = 3
def helper(x):
    return x + limit
@test_case(points=1, hidden=False, success_message="good")
def test_one(f):
    assert f(1) == helper(1)
@test_case(points=None, hidden=True, failure_message="bad")
def test_two(f, env):
    assert f(secret) == 42
"""


def read(text, name="tests/q1.py"):
    problems = []
    return read_test_file(name, text, lambda *problem: problems.append(problem)), problems


def test_it_works():
    tests, problems = read(
        ok_file(
            {"code": ">>> f(1)\n2", "hidden": False, "points": 1},
            {"code": "\t>>> f(2)\n\t3", "failure_message": "no"},
            points=3,
            all_or_nothing=True,
        )
    )

    assert problems == []
    assert (tests.name, tests.points, tests.all_or_nothing) == ("q1", 3, True)
    assert [(case.examples, case.hidden, case.points) for case in tests.cases] == [
        (">>> f(1)\n2", False, 1),
        (">>> f(2)\n3", True, None),
    ]
    assert tests.cases[1].failure_message == "no"


def test_hidden_of_a_whole_test_means_nothing():
    tests, _ = read(ok_file({"code": ">>> f(1)\n2", "hidden": False}, hidden=True))

    assert [case.hidden for case in tests.cases] == [False]


def test_without_a_name_the_file_gives_it():
    tests, _ = read("test = {'suites': [{'cases': [{'code': '>>> 1\\n1'}]}]}")

    assert tests.name == "q1"


def test_setup_and_teardown_stand_around_each_case():
    suite = {"cases": [{"code": ">>> x\n1"}], "setup": ">>> x = 1", "teardown": ">>> del x"}

    tests, _ = read(f"test = { ({'name': 'q', 'suites': [suite]})!r}")

    assert tests.cases[0].examples == ">>> x = 1\n>>> x\n1\n>>> del x"


def test_several_suites_are_kept_apart():
    suites = [{"cases": [{"code": ">>> 1\n1"}]}, {"cases": [{"code": ">>> 2\n2"}], "scored": False}]

    tests, _ = read(f"test = { ({'name': 'q', 'points': 2, 'suites': suites})!r}")

    assert [(len(suite.cases), suite.scored) for suite in tests.suites] == [(1, True), (1, False)]


def test_functions_that_raise():
    tests, problems = read(FUNCTIONS)

    assert problems == []
    first, second = tests.cases
    assert (tests.name, tests.points) == ("q1", 3)
    assert (first.name, first.points, first.hidden, first.success_message) == ("q1 - 1", 1, False, "good")
    assert (second.hidden, second.failure_message) == (True, "bad")
    assert first.code == "def test_one(f):\n    assert f(1) == helper(1)\ntest_one(f=f)"


def test_learners_see_only_the_preparation_that_their_cases_use():
    tests, _ = read(FUNCTIONS)

    assert [(each.code.split("\n")[0], each.for_public) for each in tests.preparation] == [
        ("import math", True),
        ("secret = 41", False),
        ("limit = 3", True),
        ("def helper(x):", True),
    ]


def test_tests_in_metadata():
    tests = from_metadata("q1", FUNCTIONS, lambda *problem: pytest.fail(str(problem)))

    assert len(tests.cases) == 2


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        (
            "import os\ntest = {}",
            1,
            "This file holds code where only `test = {…}` should stand; nothing of it is executed.",
        ),
        ("test = dict(name='q')", 1, "Here stands code where a plain value is expected; it is not executed."),
        ("test = {'suites': [open('/etc/passwd')]}", 1, "Here stands code where a plain value is expected"),
        ("\ntest = {'name': 'q'}", 2, "A test is a dictionary with a list of `suites`."),
        ("test = {", 1, "This is not valid Python."),
        ("test = " + "[" * 5000 + "]" * 5000, None, ""),
        ("test = '" + "x" * 3_000_000 + "'", 0, "may have 2000000 characters"),
        ("x = 1", 0, "neither `test = {…}` nor a function"),
        ("OK_FORMAT = True", 0, "This file has no `test = {…}`."),
        ("OK_FORMAT = bool(1)\ntest = {}", 1, "Here stands code where a plain value is expected"),
        (ok_file({"code": "f(1)"}), 3, "“q1 - 1” has no `code` with `>>>`."),
        (ok_file({"code": ">>>f(1)"}), 3, "“q1 - 1” is not a doctest"),
        (ok_file({"code": ">>> f(1)\n# locked", "locked": True}), 3, "“q1 - 1” is locked"),
        ("test = {'name': 'q', 'suites': [{'type': 'wwpp', 'cases': []}]}", 1, "a suite of type 'wwpp'"),
        ("test = {'name': 'q', 'suites': [{'cases': 3}]}", 1, "`cases` must be a list of dictionaries."),
        (
            "OK_FORMAT = False\n@test_case(points=f())\ndef test(): pass",
            2,
            "Here stands code where a plain value is expected",
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text, line, sentence):
    _, problems = read(text)

    assert any((line is None or found == line) and sentence in told for found, told in problems), problems


def test_nothing_is_executed(tmp_path):
    target = tmp_path / "made"
    for text in (
        f"open({str(target)!r}, 'w')\ntest = {{}}",
        f"OK_FORMAT = False\nopen({str(target)!r}, 'w')\n@test_case()\ndef test(): pass",
        f"test = {{'suites': [open({str(target)!r}, 'w')]}}",
    ):
        read(text)

    assert not target.exists()

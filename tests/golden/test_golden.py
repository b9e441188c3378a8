"""Every golden case through the real launcher; after each, an honest submission must be graded right."""

from __future__ import annotations

import json

import jsonschema
import pytest

from graders.exercise import Exercise
from graders.schema import report_schema
from tests.golden import cases

CASES = cases.all_cases()
CONTROLLED = [case for case in CASES if "control" in case.expected]


def grade(client, case: cases.Case, exercise: Exercise | None = None):
    return client.grade(exercise=exercise or case.exercise, file_name=case.file_name, content=case.content)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_gets_what_it_deserves(client, case):
    report = grade(client, case)
    next_one = grade(client, cases.load("all-right"))

    assert cases.differences(case, report) == []
    assert cases.is_right(next_one)
    jsonschema.validate(json.loads(json.dumps(report.as_dict())), report_schema())


@pytest.mark.parametrize("case", CONTROLLED, ids=lambda case: case.name)
def test_the_same_idea_works_where_tests_run_inside(client, case):
    """The control: with the tests in the learner's own process, as elsewhere, the trick passes them."""
    report = grade(client, case, cases.tested_inside(case.exercise))

    assert cases.passed_inside(report) >= set(case.expected["control"])


def test_the_control_fails_honest_mistakes(client):
    """The control of the control: tests that run inside do fail what is wrong without a trick."""
    case = cases.load("all-wrong")

    report = grade(client, case, cases.tested_inside(case.exercise))

    assert not {"square-tests", "mean-tests"} & cases.passed_inside(report)

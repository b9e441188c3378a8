"""Marks by script: for those who teach alone."""

from __future__ import annotations

import pytest

from assay.submissions.operations import grade
from tests.assay.api.conftest import Script
from tests.assay.api.problems import problem
from tests.assay.factories import NOW, ScriptedGrader, hand_in, make_instructor, make_report


@pytest.fixture
def teacher(cohort):
    return Script(make_instructor(cohort).user)


@pytest.fixture
def submission(learner, exercise):
    submission = hand_in(learner, exercise)
    grade(job_id=submission.job.pk, at=NOW, grader=ScriptedGrader(make_report(4)))
    return submission


def give(script, submission, **fields):
    return script.client.post(f"/api/v1/submissions/{submission.pk}/marks/", fields, format="json")


def test_it_works(teacher, script, submission):
    answer = give(teacher, submission, question="square-tests", points=7.5, comment="Clear.")
    assert answer.status_code == 201
    assert (answer.json()["points"], answer.json()["questions"][0]["mark"]["comment"]) == (7.5, "Clear.")
    shown = script.get(f"submissions/{submission.pk}/").json()
    assert (shown["points"], shown["questions"][0]["mark"]["number"]) == (7.5, 1)


def test_the_whole_is_set_and_taken_back(teacher, submission):
    answer = give(teacher, submission, question="", points=9, comment="The data was broken.")
    assert (answer.json()["points"], answer.json()["override"]["comment"]) == (9, "The data was broken.")
    answer = give(teacher, submission, question="", points=None)
    assert (answer.json()["points"], answer.json()["override"]) == (4, None)


def test_a_learner_gives_no_marks(script, submission):
    problem(give(script, submission, question="square-tests", points=10), "permission_denied")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"question": "essay", "points": 1}, "unknown_question"),
        ({"question": "square-tests", "points": 10.01}, "points_out_of_range"),
        ({"question": "square-tests", "points": -1}, "invalid"),
        ({"question": "square-tests", "points": 1, "after": 3}, "marked_meanwhile"),
        ({"question": "square-tests", "points": None}, "no_mark"),
        ({"question": "", "points": 1}, "no_reason"),
        ({"points": 1}, "invalid"),
    ],
)
def test_bad_marks_are_refused(teacher, submission, fields, code):
    problem(give(teacher, submission, **fields), code)


def test_after_a_mark_was_taken_back_none_is_there_again(teacher, submission):
    give(teacher, submission, question="square-tests", points=3, after=0)
    give(teacher, submission, question="square-tests", points=None, after=1)
    assert give(teacher, submission, question="square-tests", points=5, after=0).status_code == 201

"""Reading a result by script: what is told when, and to whom."""

from __future__ import annotations

import json
import uuid

import pytest

from assay.submissions.operations import grade
from tests.assay.api.conftest import Script
from tests.assay.api.problems import problem
from tests.assay.factories import (
    NOW,
    ScriptedGrader,
    hand_in,
    make_cohort,
    make_instructor,
    make_learner,
    make_report,
    make_user,
)


def graded(enrolment, exercise, points: float = 4):
    submission = hand_in(enrolment, exercise)
    grade(job_id=submission.job.pk, at=NOW, grader=ScriptedGrader(make_report(points)))
    return submission


def test_it_works(script, learner, exercise):
    submission = graded(learner, exercise, points=10)

    shown = script.get(f"submissions/{submission.pk}/").json()

    assert (shown["state"], shown["wording"], shown["final"]) == ("graded", "Graded", True)
    assert (shown["points"], shown["possible"], shown["best_points"]) == (10, 10, 10)
    assert [question["name"] for question in shown["questions"]] == ["square-tests"]
    assert [test["verdict"] for test in shown["questions"][0]["tests"]] == ["passed", "passed"]


def test_while_it_waits_its_place_is_told(script, learner, exercise):
    submission = hand_in(learner, exercise)
    shown = script.get(f"submissions/{submission.pk}/").json()
    assert (shown["state"], shown["final"], shown["points"], shown["questions"]) == (
        "queued",
        False,
        None,
        [],
    )
    assert shown["place"]["ahead"] == 0


def test_no_text_of_a_hidden_test(script, learner, exercise):
    submission = graded(learner, exercise)

    shown = script.get(f"submissions/{submission.pk}/").json()

    hidden = shown["questions"][0]["tests"][1]
    assert [hidden[name] for name in ("message", "expected", "got", "traceback")] == ["", "", "", ""]
    assert (hidden["verdict"], hidden["hint"]) == ("failed", "Look at halves.")
    assert "secret" not in json.dumps(shown)


def test_nothing_of_the_score_before_it_is_released(script, learner, exercise):
    learner.cohort.policy = {"reveal_score": "after_due"}
    learner.cohort.save()
    submission = graded(learner, exercise)

    shown = script.get(f"submissions/{submission.pk}/").json()

    assert (shown["state"], shown["released"], shown["final"]) == ("graded", False, True)
    assert [shown[name] for name in ("points", "raw_points", "best_points")] == [None, None, None]
    assert shown["questions"] == []


def test_warnings_are_for_those_who_teach(script, learner, exercise, instructor):
    submission = graded(learner, exercise)
    path = f"submissions/{submission.pk}/"
    assert script.get(path).json()["warnings"] == []
    assert Script(instructor.user).get(path).json()["warnings"] == ["Reads /proc."]


@pytest.mark.parametrize("who", ["peer", "stranger", "instructor of another cohort"])
def test_others_do_not_learn_that_it_exists(learner, exercise, who):
    submission = hand_in(learner, exercise)
    other = {
        "peer": lambda: make_learner(learner.cohort).user,
        "stranger": make_user,
        "instructor of another cohort": lambda: make_instructor(make_cohort(exercise)).user,
    }[who]()

    theirs = problem(Script(other).get(f"submissions/{submission.pk}/"), "not_found")
    nothing = problem(Script(other).get(f"submissions/{uuid.uuid4()}/"), "not_found")

    assert theirs == nothing

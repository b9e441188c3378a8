"""Handing in by script: the receipt, the key that makes it safe to repeat, and which cohort it goes to."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest

from assay.accounts.models import AuditEvent
from assay.submissions.models import Submission
from tests.assay.api.conftest import Script
from tests.assay.api.problems import problem
from tests.assay.factories import CLOSES, DUE, NOW, enrol, make_cohort, make_user, notebook


def test_it_works(script, learner, exercise):
    response = script.hand_in(exercise)

    receipt = response.json()
    submission = Submission.objects.get()
    assert response.status_code == 201
    assert response["Location"] == receipt["links"]["self"]
    assert receipt["id"] == str(submission.pk)
    assert receipt["attempt_number"] == 1
    assert receipt["sha256"] == hashlib.sha256(notebook()).hexdigest()
    assert receipt["accepted_at"] == "2026-11-21T12:00:00Z"
    assert receipt["effective_deadline"] == f"{DUE:%Y-%m-%dT%H:%M:%SZ}"
    assert (receipt["state"], receipt["wording"], receipt["final"]) == ("queued", "Queued", False)
    assert (receipt["points"], receipt["possible"], receipt["late"]) == (None, 10, False)
    assert (submission.channel, submission.enrolment) == ("api", learner)


def test_the_links_of_the_receipt_lead_there(script, exercise, client, learner):
    links = script.hand_in(exercise).json()["links"]
    assert script.client.get(links["self"]).status_code == 200
    client.force_login(learner.user)
    assert [client.get(links[name]).status_code for name in ("page", "exercise")] == [200, 200]


def test_the_same_key_gives_the_same_receipt(script, exercise, time_machine):
    first = script.hand_in(exercise, key="run-1")
    time_machine.move_to(NOW + timedelta(minutes=1), tick=False)
    again = script.hand_in(exercise, key="run-1")

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["id"] == first.json()["id"]
    assert Submission.objects.count() == 1


def test_a_key_cannot_stand_for_two_files(script, exercise):
    script.hand_in(exercise, key="k")
    problem(script.hand_in(exercise, notebook("other"), key="k"), "idempotency_key_taken")


@pytest.mark.parametrize("key", ["x" * 81, "with space", "schön"])
def test_a_key_is_visible_and_short(script, exercise, key):
    document = problem(script.hand_in(exercise, key=key), "invalid")
    assert document["errors"][0]["field"] == "Idempotency-Key"
    assert not Submission.objects.exists()


def test_the_cohort_must_be_named_where_two_are_open(script, learner, exercise):
    second = make_cohort(exercise)
    enrol(user=learner.user, cohort=second, by=None, at=NOW)

    document = problem(script.hand_in(exercise), "ambiguous_cohort")

    assert set(document["cohorts"]) == {learner.cohort.slug, second.slug}
    assert script.hand_in(exercise, cohort=second.slug).json()["cohort"] == second.slug


def test_a_cohort_that_is_over_does_not_make_it_ambiguous(script, learner, exercise):
    over = make_cohort(exercise)
    over.schedule.update(closes_at=NOW - timedelta(days=1))
    enrol(user=learner.user, cohort=over, by=None, at=NOW)
    assert script.hand_in(exercise).json()["cohort"] == learner.cohort.slug


@pytest.mark.parametrize("slug", ["elsewhere", "other"])
def test_a_cohort_that_is_not_hers_is_wrong(script, exercise, slug):
    make_cohort(exercise)
    document = problem(script.hand_in(exercise, cohort=slug), "invalid")
    assert document["errors"][0]["field"] == "cohort"


def test_nothing_without_a_file(script, exercise):
    path = f"/api/v1/exercises/{exercise.pk}/submissions/"
    for fields in ({}, {"notebook": "text, no file"}):
        document = problem(script.client.post(path, fields, format="multipart"), "invalid")
        assert [error["field"] for error in document["errors"]] == ["notebook"]


@pytest.mark.parametrize("number", [0, 999_999, 10**30])
def test_an_exercise_that_does_not_exist(script, number):
    path = f"/api/v1/exercises/{number}/submissions/"
    problem(script.client.post(path, {"notebook": "x"}, format="multipart"), "not_found")


def test_a_stranger_learns_nothing_and_is_noted_down(exercise, cohort):
    stranger = make_user()
    mine = problem(Script(stranger).hand_in(exercise), "not_found")
    exercise.pk = 999_999
    theirs = problem(Script(stranger).hand_in(exercise), "not_found")

    assert mine == theirs
    assert "take part" in mine["detail"]
    assert AuditEvent.objects.get(actor=stranger, verb="submission.refused").after["code"] == "not_enrolled"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"print(1)", "not_json"),
        (b"[1]", "not_a_notebook"),
        (b'{"nbformat": 3, "worksheets": []}', "old_nbformat"),
        (b'{"nbformat": 4, "cells": []}', "no_answer_cell"),
        (b'{"nbformat": 4, "cells": ' + b"[" * 500 + b"]" * 500 + b"}", "too_deep"),
        (b" " * (9 << 20), "too_large"),
    ],
)
def test_a_file_that_cannot_be_graded(script, exercise, content, code):
    problem(script.hand_in(exercise, content), code)
    assert not Submission.objects.exists()
    assert AuditEvent.objects.filter(verb__in=["submission.refused", "upload.refused"]).count() == 1


def test_not_before_it_opens(script, learner, exercise):
    learner.cohort.schedule.update(opens_at=NOW + timedelta(minutes=2))
    assert problem(script.hand_in(exercise), "not_open_yet")["retry_after"] == 120


def test_not_after_it_closed(script, exercise, time_machine):
    time_machine.move_to(CLOSES + timedelta(seconds=1), tick=False)
    assert "closed on" in problem(script.hand_in(exercise), "closed")["detail"]


def test_the_attempts_are_used_up(script, learner, exercise):
    set_policy(learner, attempts_allowed=1)
    script.hand_in(exercise)
    assert "retry_after" not in problem(script.hand_in(exercise, notebook("b")), "quota_used")


def test_the_cool_down(script, learner, exercise):
    set_policy(learner, cooldown_seconds=60)
    script.hand_in(exercise)
    assert problem(script.hand_in(exercise, notebook("b")), "cooling_down")["retry_after"] == 60


def set_policy(learner, **policy) -> None:
    learner.cohort.policy = policy
    learner.cohort.save()


def test_what_is_missing_is_a_problem_until_the_script_knows_of_it(script, exercise):
    made = json.loads(notebook())
    made["cells"].append({"cell_type": "code", "metadata": {}, "outputs": [], "source": "import xgboost"})
    content = json.dumps(made).encode()

    problem(script.hand_in(exercise, content), "missing_modules")
    assert script.hand_in(exercise, content, despite_missing_modules="true").status_code == 201

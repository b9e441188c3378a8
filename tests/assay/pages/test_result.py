"""The result page, the live part of it, and the frame around an executed notebook."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from assay.submissions.operations import grade
from tests.assay.factories import NOW, ScriptedGrader, hand_in, make_report


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def submission(learner, exercise):
    return hand_in(learner, exercise)


def graded(submission, points=10):
    assert grade(job_id=submission.job.pk, at=NOW, grader=ScriptedGrader(make_report(points)))
    return submission


def page(client, submission, name="result"):
    client.force_login(submission.enrolment.user)
    return client.get(reverse(f"submissions:{name}", args=[submission.pk]))


def test_it_works(client, submission):
    html = page(client, graded(submission)).content.decode()

    assert "<b>10</b>" in html
    assert submission.sha256[:16] in html


def test_while_it_waits_it_names_the_place_and_reloads_without_script(client, submission):
    html = page(client, submission).content.decode()

    assert "Queued (1st, about" in html
    assert '<noscript><meta http-equiv="refresh"' in html


def test_the_live_part_is_the_result_once_there_is_one(client, submission):
    assert "data-events" in page(client, submission, "live").content.decode()
    assert "data-events" not in page(client, graded(submission), "live").content.decode()


def test_a_hidden_test_shows_its_hint_and_nothing_else(client, submission):
    html = page(client, graded(submission, 0)).content.decode()

    assert "Look at halves." in html
    assert "secret text" not in html


def test_unreleased_points_are_not_in_the_page(client, submission, cohort):
    cohort.policy = {"reveal_score": "by_hand"}
    cohort.save()

    html = page(client, graded(submission, 0)).content.decode()

    assert "Your points are shown when they are released" in html
    assert "Look at halves." not in html
    assert 'class="glyph' not in html


def test_the_executed_notebook_has_no_rights_at_all(client, submission):
    response = page(client, graded(submission), "notebook")
    policy = response.headers["Content-Security-Policy"]

    assert response.status_code == 200
    assert "sandbox allow-popups" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy


def test_files_are_saved_never_opened(client, submission):
    for name in ("download", "executed"):
        response = page(client, graded(submission) if name == "download" else submission, name)
        assert response.headers["Content-Disposition"].startswith("attachment")


def test_what_changed_since_the_attempt_before(client, learner, exercise):
    graded(hand_in(learner, exercise, note="one"), 0)
    second = graded(hand_in(learner, exercise, note="two"), 10)

    assert "1 test better, 0 worse" in page(client, second).content.decode()

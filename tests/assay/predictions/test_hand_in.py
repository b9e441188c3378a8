"""Handing predictions in by page and by script: the form, refusals with their reasons, and files that want to be something else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assay.accounts.operations import issue_token
from assay.catalog.queries import load_exercise
from assay.submissions import tasks
from assay.submissions.models import Submission
from assay.submissions.operations import receive
from graders.pool.client import PoolClient
from tests.assay.factories import NOW, notebook
from tests.assay.predictions.conftest import hand_in, predictions
from tests.graders.prediction.examples import CUSTOMERS, table


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(NOW, tick=False)


def file(content=None, name="mine.csv"):
    return SimpleUploadedFile(name, predictions() if content is None else content)


@pytest.fixture
def page(client, learner, exercise):
    client.force_login(learner.user)
    place = [learner.cohort.slug, exercise.slug]

    def sent(**fields):
        return client.post(reverse("submissions:submit", args=place), fields)

    sent.read = lambda: client.get(reverse("submissions:exercise", args=place)).content.decode()
    return sent


@pytest.fixture
def script(client, learner, exercise):
    token = issue_token(user=learner.user, at=NOW)

    def sent(**fields):
        address = reverse("api:hand-in", args=[exercise.pk])
        return client.post(address, fields, headers={"Authorization": f"Token {token}"})

    return sent


def test_it_works(page):
    assert 'name="predictions"' in page.read()
    assert 'accept=".csv,text/csv"' in page.read()

    response = page(predictions=file())

    submission = Submission.objects.get()
    assert response.url == reverse("submissions:result", args=[submission.pk])
    assert (submission.file_name, submission.job.state) == ("mine.csv", "queued")


def test_a_refusal_stands_beside_the_form(page):
    response = page(predictions=file(table("customer", "churned", dict.fromkeys(CUSTOMERS, 1))))

    assert response.status_code == 422
    assert "is “churned” meant? Rename it." in response.content.decode()
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (notebook(), "not_a_table"),
        (b"PK\x03\x04" + bytes(100), "not_a_table"),
        (table("customer", "churn", {"=cmd|' /C calc'!A0": "=1+1"}), "invalid_predictions"),
        (table("customer", "churn", dict.fromkeys(CUSTOMERS, "nan")), "invalid_predictions"),
        (b"customer,churn\n" + b"C00,1\n" * 200_000, "invalid_predictions"),
    ],
    ids=["empty", "notebook", "excel", "formula", "nan", "rows"],
)
def test_what_is_no_predictions_is_refused(script, content, code):
    answer = script(predictions=file(content))

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert not Submission.objects.exists()


def test_a_sentence_cannot_break_out_of_the_page(page):
    content = table("customer", "churn", {"<script>alert(1)</script>": 1})

    assert "<script>alert" not in page(predictions=file(content)).content.decode()


def test_by_script(script, learner, exercise):
    answer = script(predictions=file())

    assert (answer.status_code, answer.json()["file_name"], answer.json()["prediction"]) == (
        201,
        "mine.csv",
        None,
    )


def test_either_field_takes_the_file(script):
    assert script(notebook=file()).status_code == 201
    assert script().json()["errors"][0]["field"] == "notebook"


def test_the_daily_cap_names_the_moment(page, learner, exercise):
    for count in range(5):
        hand_in(learner, exercise, predictions(note="x" * count), at=NOW - timedelta(hours=5 - count))

    response = page(predictions=file(predictions(note="six")))

    assert response.status_code == 429
    assert "you can hand in again on Sun 22 Nov 2026, 07:00 UTC" in response.content.decode()


def test_a_worker_without_a_sandbox_scores_it(learner, exercise, settings, tmp_path):
    settings.POOL_SOCKET = tmp_path / "nobody-listens"
    content = predictions()
    submission = receive(
        enrolment=learner, exercise=exercise, file_name="a.csv", content=content, channel="page", at=NOW
    )

    tasks.grade(job_id=submission.job.pk)

    assert (submission.job.state, submission.current_score.score.points) == ("graded", 8)


def test_scoring_needs_no_sandbox(learner, exercise, tmp_path):
    version = hand_in(learner, exercise, predictions()).version
    nowhere = PoolClient(socket=tmp_path / "nobody-listens")

    report = nowhere.grade(
        exercise=load_exercise(version=version), file_name="mine.csv", content=predictions()
    )

    assert report.points == 8

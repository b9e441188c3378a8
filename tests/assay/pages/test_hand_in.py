"""Handing in by the exercise page."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assay.submissions.models import Submission
from tests.assay.factories import CLOSES, NOW, OPENS, notebook


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def address(cohort, exercise):
    return reverse("submissions:submit", args=[cohort.slug, exercise.slug])


def upload(content: bytes, name: str = "squares.ipynb") -> dict[str, SimpleUploadedFile]:
    return {"notebook": SimpleUploadedFile(name, content)}


def test_it_works(client, learner, address):
    client.force_login(learner.user)

    response = client.post(address, upload(notebook()))

    submission = Submission.objects.get()
    assert response.headers["Location"] == reverse("submissions:result", args=[submission.pk])
    assert submission.channel == "page"


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"Dear teacher,", 422),
        (b"{}", 422),
        (b"", 422),
        (b'{"cells": [], "nbformat": 3, "nbformat_minor": 0}', 422),
    ],
)
def test_what_is_no_notebook_is_refused_beside_the_form(client, learner, address, content, status):
    client.force_login(learner.user)

    response = client.post(address, upload(content))

    assert response.status_code == status
    assert "Nothing was stored, and you lost no attempt." in response.content.decode()
    assert not Submission.objects.exists()


def importing_xgboost() -> bytes:
    made = json.loads(notebook())
    made["cells"].append({"cell_type": "code", "metadata": {}, "outputs": [], "source": "import xgboost"})
    return json.dumps(made).encode()


def test_what_is_missing_is_named_and_she_decides(client, learner, address):
    client.force_login(learner.user)

    refused = client.post(address, upload(importing_xgboost()))
    taken = client.post(address, upload(importing_xgboost()) | {"despite_missing_modules": "on"})

    assert refused.status_code == 422
    assert "“xgboost”" in refused.content.decode()
    assert 'name="despite_missing_modules"' in refused.content.decode()
    assert taken.status_code == 302


def test_the_question_is_not_asked_where_nothing_is_missing(client, learner, address):
    client.force_login(learner.user)

    assert "despite_missing_modules" not in client.post(address, upload(b"{}")).content.decode()


def test_no_file_at_all_is_said(client, learner, address):
    client.force_login(learner.user)

    assert "No file was chosen" in client.post(address).content.decode()


@pytest.mark.parametrize("moment", [OPENS - timedelta(hours=1), CLOSES + timedelta(hours=1)])
def test_outside_its_dates_it_is_refused(client, learner, address, moment):
    client.force_login(learner.user)
    with time_machine.travel(moment, tick=False):
        client.force_login(learner.user)
        response = client.post(address, upload(notebook()))

    assert response.status_code == 403
    assert not Submission.objects.exists()


def test_before_it_opens_neither_statement_nor_release_is_shown(client, learner, cohort, exercise):
    with time_machine.travel(OPENS - timedelta(hours=1), tick=False):
        client.force_login(learner.user)
        page = client.get(reverse("submissions:exercise", args=[cohort.slug, exercise.slug]))
        release = client.get(reverse("submissions:release", args=[cohort.slug, exercise.slug]))

    assert "Not open yet" in page.content.decode()
    assert 'class="statement"' not in page.content.decode()
    assert release.status_code == 403

"""A draft as a learner would see it, and a notebook that is tried and counts for nobody."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assay.authoring.models import DraftJob
from assay.authoring.operations import run_trial
from assay.submissions.models import Submission
from graders.pool.fake import FakeGrader
from graders.report import PlatformError
from tests.assay.authoring.conftest import zip_of
from tests.assay.factories import NOW, ScriptedGrader
from tests.assay.quizzes.texts import SMALL


@pytest.fixture
def draft(ivo, changed):
    return ivo.draft(zip_of(changed))


def try_out(ivo, draft, content: bytes):
    file = SimpleUploadedFile("mine.ipynb", content)
    return ivo.client.post(f"{ivo.content}drafts/{draft.pk}/squares/try/", {"notebook": file})


def released(ivo, draft) -> bytes:
    import io
    import zipfile

    content = ivo.page(draft, "squares/release/").content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("squares/squares.ipynb")


def test_the_statement_and_the_questions_are_shown(ivo, draft):
    page = ivo.page(draft, "squares/preview/").content.decode()
    assert "Four big functions" in page
    assert "squares.zip" in page
    assert "BEGIN" not in page


def test_the_learners_copy_has_no_secret(ivo, draft):
    text = released(ivo, draft).decode()
    assert "BEGIN HIDDEN" not in text
    assert "BEGIN SOLUTION" not in text


def test_a_notebook_is_graded_and_counts_for_nobody(ivo, draft):
    response = try_out(ivo, draft, released(ivo, draft))
    job = DraftJob.objects.get()
    assert "Queued" in ivo.client.get(response["Location"]).content.decode()

    assert run_trial(job_id=job.pk, at=NOW, grader=FakeGrader(share=1.0))

    page = ivo.client.get(response["Location"]).content.decode()
    assert "counts for nobody" in page
    assert "Passed" in page
    assert not Submission.objects.exists()
    part = ivo.client.get(response["Location"], headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part


def test_what_is_no_notebook_is_refused(ivo, draft):
    response = try_out(ivo, draft, b"hello")
    assert response.status_code == 422
    assert "Not graded." in response.content.decode()
    assert not DraftJob.objects.exists()


def test_a_notebook_of_another_exercise_is_refused(ivo, draft):
    other = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    assert try_out(ivo, draft, json.dumps(other).encode()).status_code == 422


def test_no_file_is_said(ivo, draft):
    response = ivo.client.post(f"{ivo.content}drafts/{draft.pk}/squares/try/")
    assert "No file was chosen" in response.content.decode()


def test_a_trial_that_the_sandbox_cannot_grade_is_said(ivo, draft):
    location = try_out(ivo, draft, released(ivo, draft))["Location"]
    for _ in range(3):
        run_trial(job_id=DraftJob.objects.get().pk, at=NOW, grader=ScriptedGrader(PlatformError("gone")))
    assert "could not be graded" in ivo.client.get(location).content.decode()


def test_a_quiz_is_shown_with_its_key_in_any_variant(ivo):
    draft = ivo.draft(zip_of({"quiz.yaml": SMALL}))
    address = "week-01-squares-quiz/preview/"
    first = ivo.page(draft, address).content.decode()
    assert "KEYexplanation" in first
    assert ivo.page(draft, f"{address}?seed=7").content.decode() != first
    assert "Why do we split" in ivo.page(draft, f"{address}?question=2").content.decode()
    assert ivo.page(draft, f"{address}?seed=x&question=99").status_code == 200


def test_a_quiz_has_no_copy_and_takes_no_notebook(ivo):
    draft = ivo.draft(zip_of({"quiz.yaml": SMALL}))
    assert ivo.page(draft, "week-01-squares-quiz/release/").status_code == 404
    file = SimpleUploadedFile("mine.ipynb", b"{}")
    address = f"{ivo.content}drafts/{draft.pk}/week-01-squares-quiz/try/"
    assert ivo.client.post(address, {"notebook": file}).status_code == 404

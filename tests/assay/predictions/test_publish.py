"""Publishing a prediction exercise: what is kept of it, and its check."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assay.authoring.operations import receive_zip
from assay.authoring.reports import shown_report
from assay.catalog.operations.checking import check
from assay.catalog.queries import load_exercise
from graders.exercise import pack
from graders.pool.fake import FakeGrader
from tests.assay.factories import NOW
from tests.assay.predictions.conftest import predictions


@pytest.fixture
def source(exercise):
    return load_exercise(version=exercise.current)


def test_what_is_told_of_it(exercise):
    told = exercise.current.prediction

    assert (exercise.is_prediction, exercise.current.points) == (True, 8)
    assert (told["title"], told["public_rows"], told["private_rows"], told["handed_in"]) == (
        "ROC AUC",
        6,
        18,
        "csv",
    )
    assert told["goals"][-1] == {"value": 0.95, "points": 8}
    assert told["baselines"] == [
        {"name": "The same for all", "public": 0.5, "private": 0.5},
        {"name": "Last year's model", "public": 0.7, "private": 0.65},
    ]
    assert "C03" not in str(exercise.current.outline)


def test_its_check_is_kept_and_shown(source):
    kept = check(source=source, grader=FakeGrader(), jobs=1, at=NOW, on_progress=lambda *_: None)

    shown = shown_report(kept)
    assert {finding["rule"] for finding in shown.unfair} == {"ids_unknown"}
    assert (shown.tried, shown.is_enough, kept.mutation_score) == (0, True, None)
    assert kept.report["reference"][0]["points"] == 8


@pytest.mark.parametrize(("content", "status"), [(predictions(), 302), (b"customer,churn\n", 422)])
def test_an_instructor_tries_a_file_of_a_draft(client, exercise, instructor, source, content, status):
    draft = receive_zip(
        course=exercise.course,
        week=exercise.week,
        file_name="guess.zip",
        content=pack(source.folder),
        by=instructor.user,
        at=NOW,
    )
    client.force_login(instructor.user)
    place = [instructor.cohort.slug, draft.pk, draft.items[0]["slug"]]

    assert client.get(reverse("authoring:preview", args=place)).status_code == 200
    handed_in = {"notebook": SimpleUploadedFile("mine.csv", content)}
    assert client.post(reverse("authoring:try", args=place), handed_in).status_code == status

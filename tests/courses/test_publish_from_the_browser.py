"""The whole way with a real sandbox: bring an exercise, have it checked, try a notebook, publish, hand in, be graded."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.utils import timezone

from assay.authoring.operations import (
    publish_draft,
    receive_zip,
    request_check,
    request_trial,
    run_check,
    run_trial,
)
from assay.authoring.operations.publishing import by_person
from assay.authoring.queries.plans import fingerprint, plan
from assay.catalog.models import CheckReport, Exercise
from assay.catalog.operations import publish
from assay.cohorts.models import Enrolment
from assay.cohorts.operations import enrol
from assay.submissions.models import Submission
from assay.submissions.operations import grade, receive
from graders.commands.submissions import load
from graders.exercise import zipped
from tests.assay import factories
from tests.repository import ROOT

FOLDER = ROOT / "exercises" / "ml-foundations" / "week-02-regression" / "normal-equation"


@pytest.fixture
def instructor(db: None, tmp_path: Path) -> Enrolment:
    publish(folder=factories.make_course_folder(tmp_path), by=None, at=timezone.now())
    return factories.make_instructor(factories.make_cohort(Exercise.objects.get()))


def archive_of(folder: Path) -> bytes:
    return zipped(
        {
            f"{folder.name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
    )


@pytest.fixture
def bring(instructor):
    """A draft of that zip, checked in the real sandbox."""

    def brought(content: bytes, client):
        now = timezone.now()
        course = instructor.cohort.course
        draft = receive_zip(
            course=course,
            week=course.weeks.get(),
            file_name="it.zip",
            content=content,
            by=instructor.user,
            at=now,
        )
        assert draft.problems == []
        job = request_check(draft=draft, by=instructor.user, at=now)
        assert run_check(job_id=job.pk, at=now, grader=client, jobs=2)
        return draft

    return brought


def how(instructor, **said: str):
    words = {"note": "", "told_learners": "", "reason": ""} | said
    return by_person(by=instructor.user, at=timezone.now(), **words)


@pytest.mark.django_db(transaction=True)
def test_from_a_zip_to_a_graded_learner(client, instructor, bring):
    draft = bring(archive_of(FOLDER), client)

    report = CheckReport.objects.get()
    assert report.is_fair, report.report["findings"]
    assert report.mutation_score is not None
    assert report.mutation_score >= 0.9

    right = (FOLDER / "submissions").glob("right*.py")
    content = load(min(right)).content
    now = timezone.now()
    trial = request_trial(
        draft=draft, slug=FOLDER.name, file_name="mine.ipynb", content=content, by=instructor.user, at=now
    )
    assert run_trial(job_id=trial.pk, at=now, grader=client)
    trial.refresh_from_db()
    assert trial.report is not None
    assert trial.report["points"] == trial.report["possible"] > 0

    publish_draft(draft=draft, how=how(instructor, note="New."), seen=fingerprint(plan(draft)))
    exercise = Exercise.objects.get(slug=FOLDER.name)
    ivo = enrol(user=factories.make_user(), cohort=instructor.cohort, role="instructor", by=None, at=now)
    submission = receive(
        enrolment=ivo,
        exercise=exercise,
        file_name="mine.ipynb",
        content=content,
        channel=Submission.Channel.PAGE,
        at=now,
    )
    assert grade(job_id=submission.job.pk, at=now, grader=client)
    submission.refresh_from_db()
    assert submission.current_score.score.points == trial.report["points"]


@pytest.mark.django_db(transaction=True)
def test_a_test_that_gives_points_away_is_found_and_takes_a_reason(client, instructor, bring, tmp_path):
    folder = tmp_path / "gift"
    shutil.copytree(factories.SQUARES, folder)
    (folder / "source.py").write_text(
        (folder / "source.py").read_text()
        + '\n\n# %% nbgrader={"grade_id": "gift-tests", "grade": true, "points": 1}\nassert 1 + 1 == 2\n'
    )
    draft = bring(archive_of(folder), client)
    assert "release_earns" in {finding["rule"] for finding in CheckReport.objects.get().report["findings"]}
    seen = fingerprint(plan(draft))
    with pytest.raises(ValueError, match="say why"):
        publish_draft(draft=draft, how=how(instructor), seen=seen)
    draft.refresh_from_db()
    assert draft.is_open
    publish_draft(draft=draft, how=how(instructor, reason="It is a present."), seen=seen)
    assert Exercise.objects.get(slug="gift").current.publications.get().reason == "It is a present."

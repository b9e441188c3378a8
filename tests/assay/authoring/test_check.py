"""The check of a draft: a job that the database owns, one at a time, with progress, and a report that is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError

from assay.authoring import tasks
from assay.authoring.models import DraftJob
from assay.authoring.operations import Claim, claim, reap, request_check, run_check
from assay.authoring.operations.jobs import finish, give_back, tell
from assay.catalog.models import CheckReport
from graders.report import PlatformError
from tests.assay.authoring.conftest import zip_of
from tests.assay.catalog.knowing import KnowingGrader
from tests.assay.factories import NOW, ScriptedGrader
from tests.assay.quizzes.texts import SMALL


@pytest.fixture
def draft(ivo, changed):
    return ivo.draft(zip_of(changed))


@pytest.fixture
def job(draft, instructor) -> DraftJob:
    return request_check(draft=draft, by=instructor.user, at=NOW)


def after(seconds: float):
    return NOW + timedelta(seconds=seconds)


def taken_at(job: DraftJob, at) -> Claim:
    taken = claim(job_id=job.pk, kind="check", at=at)
    assert taken is not None
    return taken


def run(job: DraftJob, grader, *, at=NOW) -> bool:
    return run_check(job_id=job.pk, at=at, grader=grader, jobs=1)


def test_asking_queues_one_job_in_the_bulk_lane(ivo, draft, monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    monkeypatch.setattr("assay.celery.app.send_task", lambda name, **how: sent.append((name, how["queue"])))
    with django_capture_on_commit_callbacks(execute=True):
        ivo.post(draft, "check/")
    ivo.post(draft, "check/")
    assert sent == [("authoring.check", "bulk")]
    assert DraftJob.objects.get().state == "queued"
    assert "Queued for a check" in ivo.page(draft).content.decode()


def test_it_works(ivo, draft, job):
    assert run(job, KnowingGrader())

    job.refresh_from_db()
    report = CheckReport.objects.get()
    page = ivo.page(draft).content.decode()
    assert (job.state, job.failure, report.is_fair, report.slug) == ("done", "", True, "squares")
    assert "Fit to publish" in page
    assert "100 %" in page


@pytest.mark.parametrize(
    ("grader", "words"),
    [
        (None, "Not checked"),
        (KnowingGrader(), "Fit to publish"),
        (KnowingGrader(gives_points_away=True), "Unfair"),
    ],
)
def test_the_list_of_drafts_says_where_each_stands(ivo, draft, instructor, grader, words):
    if grader:
        job = request_check(draft=draft, by=instructor.user, at=NOW)
        assert "Being checked" in ivo.client.get(ivo.content).content.decode()
        run(job, grader)
    drafts, _, _ = ivo.client.get(ivo.content).content.decode().partition("Published</h2>")
    assert words in drafts


def test_what_is_unfair_is_said_and_its_report_leads_on(ivo, draft, job):
    run(job, KnowingGrader(gives_points_away=True))
    assert "Not fit to publish" in ivo.page(draft).content.decode()
    report = ivo.page(draft, "squares/report/").content.decode()
    assert "Untouched it earns" in report
    assert "Unfair to learners" in report


def test_survivors_come_before_what_was_noticed(ivo, draft, job):
    class Blind(KnowingGrader):
        def grade(self, *, exercise, file_name, content, **how):
            name = "reference.ipynb" if file_name == "mutant.ipynb" and self.calls % 2 else file_name
            return super().grade(exercise=exercise, file_name=name, content=content, **how)

    run(job, Blind())
    text = ivo.page(draft, "squares/report/").content.decode()
    assert text.index("Nobody noticed") < text.index("slips that were noticed")
    assert "Its name:" in text


def test_progress_is_noted_and_shown(ivo, draft, job):
    taken = taken_at(job, NOW)
    assert tell(taken, slug="squares", stage="mutants", done=3, total=14, at=NOW)
    part = ivo.page(draft, "progress/").content.decode()
    assert "Checking squares" in part
    assert "slips, 3 of 14" in part
    assert 'value="3"' in part
    assert "<html" not in part
    assert "What did you change?" not in ivo.page(draft).content.decode()


def test_before_the_first_step_nothing_is_named(ivo, draft, job):
    taken_at(job, NOW)
    assert 'data-aloud="Checking"' in ivo.page(draft).content.decode()


def test_without_script_the_page_looks_again(ivo, draft, job):
    assert 'http-equiv="refresh"' in ivo.page(draft).content.decode()


def test_an_answer_of_the_sandbox_that_never_comes_returns_the_job(draft, job):
    assert not run(job, ScriptedGrader(PlatformError("The sandbox did not start.")))
    job.refresh_from_db()
    assert (job.state, job.claim_number, job.failure) == ("queued", 1, "The sandbox did not start.")


def test_after_three_tries_it_is_given_up_and_said(ivo, draft, job):
    for _ in range(3):
        run(job, ScriptedGrader(PlatformError("The sandbox did not start.")))
    job.refresh_from_db()
    assert job.state == "failed"
    page = ivo.page(draft).content.decode()
    assert "The check could not be done" in page
    assert "The sandbox did not start." in page
    ivo.post(draft, "check/")
    assert draft.jobs.count() == 2


def test_a_silent_worker_loses_the_job_and_cannot_write_any_more(job):
    taken = taken_at(job, NOW)
    assert reap(at=after(60)) == 0
    assert reap(at=after(600)) == 1
    assert not finish(taken, at=after(601))
    assert not tell(taken, slug="x", stage="y", done=0, total=0, at=after(601))
    again = taken_at(job, after(602))
    assert again.number == 2
    assert not give_back(taken, reason="late", at=after(603))


def test_progress_holds_the_lease(job):
    taken = taken_at(job, NOW)
    tell(taken, slug="squares", stage="mutants", done=1, total=2, at=after(100))
    assert reap(at=after(200)) == 0


def test_a_check_that_lost_its_job_stops(draft, job, monkeypatch):
    def robbed(taken, **how) -> bool:
        DraftJob.objects.update(claim_number=9)
        return tell(taken, **how)

    monkeypatch.setattr("assay.authoring.operations.checking.tell", robbed)
    grader = KnowingGrader()
    assert not run(job, grader)
    assert grader.calls < 10
    assert not CheckReport.objects.exists()


def test_a_lost_wake_up_is_sent_again(job, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert reap(at=after(10)) == 0
        assert reap(at=after(21)) == 1
        assert reap(at=after(30)) == 0
    assert sent == ["authoring.check"]


def test_one_check_runs_at_a_time_and_wakes_the_next(
    ivo, changed, job, instructor, sent, django_capture_on_commit_callbacks
):
    other = request_check(draft=ivo.draft(zip_of(changed)), by=instructor.user, at=after(1))
    assert claim(job_id=job.pk, kind="check", at=NOW)
    assert claim(job_id=other.pk, kind="check", at=NOW) is None
    other.refresh_from_db()
    assert (other.state, other.claim_number) == ("queued", 0)
    job.refresh_from_db()

    with django_capture_on_commit_callbacks(execute=True):
        DraftJob.objects.filter(pk=job.pk).update(lease_until=NOW, claim_number=3)
        reap(at=after(5))

    assert sent == ["authoring.check"]
    assert claim(job_id=other.pk, kind="check", at=after(6))


def test_the_database_itself_lets_only_one_run(job, ivo, changed, instructor):
    other = request_check(draft=ivo.draft(zip_of(changed)), by=instructor.user, at=NOW)
    DraftJob.objects.filter(pk=job.pk).update(state="running")
    with pytest.raises(IntegrityError):
        DraftJob.objects.filter(pk=other.pk).update(state="running")


def test_what_was_checked_stays_checked_after_a_failure(ivo, course_folder, instructor):
    import shutil

    week = course_folder / "week-01-squares"
    shutil.copytree(week / "squares", week / "cubes")
    (week / "cubes" / "source.py").write_text((week / "squares" / "source.py").read_text() + "\n# cubes\n")
    from tests.assay.authoring.conftest import files_of

    draft = ivo.draft(zip_of(files_of(course_folder, "numbers/")), week="")
    job = request_check(draft=draft, by=instructor.user, at=NOW)

    class Failing(KnowingGrader):
        def grade(self, *, exercise, **how):
            if exercise.name == "squares":
                raise PlatformError("gone")
            return super().grade(exercise=exercise, **how)

    run(job, Failing())
    assert [report.slug for report in CheckReport.objects.all()] == ["cubes"]
    run(job, KnowingGrader())
    assert sorted(report.slug for report in CheckReport.objects.all()) == ["cubes", "squares"]


def test_a_quiz_is_checked_without_a_sandbox(ivo, instructor):
    draft = ivo.draft(zip_of({"quiz.yaml": SMALL}))
    run(request_check(draft=draft, by=instructor.user, at=NOW), ScriptedGrader(PlatformError("none")))
    report = CheckReport.objects.get()
    assert (report.slug, report.mutation_score) == ("week-01-squares-quiz", None)
    page = ivo.page(draft, "week-01-squares-quiz/report/").content.decode()
    assert "proved on fifty seeds" in page


def test_the_task_waits_where_no_sandbox_answers(job):
    tasks.check(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.claim_number) == ("queued", 0)


def test_there_is_no_report_before_the_check(ivo, draft):
    assert ivo.page(draft, "squares/report/").status_code == 404
    assert ivo.page(draft, "circles/report/").status_code == 404


@pytest.mark.parametrize(("score", "percent"), [(None, None), (1.0, 100), (0.8999, 89), (0.29, 29), (0.0, 0)])
def test_a_share_is_never_rounded_up_to_what_it_is_not(score, percent):
    assert CheckReport(mutation_score=score).caught_percent == percent

"""One go at one job: what the sandbox says becomes the score; what goes wrong on our side never does."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from assay.submissions import events
from assay.submissions.models import CurrentScore, GradingJob, Score
from assay.submissions.operations import claim, fail, grade
from graders.pool.fake import FakeGrader
from graders.report import Ending, PlatformError
from tests.assay.factories import NOW, ScriptedGrader, hand_in, make_learner, make_report


@pytest.fixture
def told(monkeypatch) -> list[dict]:
    """The events that are published."""
    heard: list[dict] = []
    monkeypatch.setattr(events, "publish", lambda *, submission_id, event: heard.append(event))
    return heard


def run(job: GradingJob, said=None) -> bool:
    written = grade(job_id=job.pk, at=NOW, grader=ScriptedGrader(said))
    job.refresh_from_db()
    return written


def test_it_works(learner, exercise, told):
    submission = hand_in(learner, exercise)
    job = submission.job

    assert run(job, make_report(7.5))

    score = submission.current_score.score
    assert (job.state, job.claim_number, job.environment_digest) == ("graded", 1, "e" * 64)
    assert (score.points, score.possible, score.ending) == (7.5, 10, "completed")
    assert score.questions[0]["verdict"] == "failed"
    assert json.loads(bytes(score.notebook.content))["nbformat"] == 4
    assert "questions" not in score.report
    assert "notebook" not in score.report
    assert told == [
        {"stage": "running", "step": "cell", "done": 1, "total": 1},
        {"stage": "running", "step": "test", "done": 1, "total": 2, "passed": 1, "question": "square-tests",
         "verdict": "passed"},
        {"stage": "done"},
    ]  # fmt: skip


def test_the_fake_sandbox_of_the_engine_will_do(learner, exercise, told):
    job = hand_in(learner, exercise).job
    assert grade(job_id=job.pk, at=NOW, grader=FakeGrader(share=1.0))
    score = Score.objects.get()
    assert (score.points, score.possible) == (9, 10)  # one point is given by hand
    assert {test.visibility for test in score.tests.all()} == {"visible", "hidden"}
    assert [event["stage"] for event in told[-2:]] == ["running", "done"]


def test_a_second_delivery_does_nothing(learner, exercise, told):
    job = hand_in(learner, exercise).job
    run(job)
    assert not run(job, make_report(0))
    assert Score.objects.get().points == 10


def test_unreleased_verdicts_are_not_told(learner, exercise, told):
    learner.cohort.policy = {"reveal_score": "after_due"}
    learner.cohort.save()
    run(hand_in(learner, exercise).job)
    assert all(event.keys() <= {"stage", "step", "done", "total"} for event in told)


@pytest.mark.parametrize(
    "said",
    [
        PlatformError("no pool"),
        ConnectionRefusedError("no pool"),
        make_report(0, ending=Ending.SANDBOX_FAILED, message="the zygote died"),
    ],
)
def test_a_fault_of_ours_is_tried_again_and_is_no_zero(learner, exercise, told, said):
    job = hand_in(learner, exercise).job

    assert not run(job, said)

    assert (job.state, job.lane) == ("queued", "retry")
    assert not Score.objects.exists()
    assert told[-1]["stage"] == "queued"
    assert run(job)


def test_three_faults_of_ours_end_it(learner, exercise, told):
    job = hand_in(learner, exercise).job
    for _ in range(3):
        run(job, PlatformError("no pool"))
    assert job.state == "platform_failed"
    assert told[-1] == {"stage": "done"}


@pytest.mark.parametrize(
    "ending", [Ending.TIMED_OUT, Ending.OUT_OF_MEMORY, Ending.KILLED, Ending.TOO_MUCH_OUTPUT]
)
def test_what_the_learners_program_did_to_itself_is_a_score(learner, exercise, told, ending):
    job = hand_in(learner, exercise).job
    assert run(job, make_report(2, ending=ending, message="The run was stopped after 60 s."))
    assert (job.state, Score.objects.get().ending) == ("graded", ending)


def test_a_file_that_turns_out_to_be_no_notebook_gets_no_score(learner, exercise, told):
    job = hand_in(learner, exercise).job
    assert run(job, make_report(0, ending=Ending.INVALID_NOTEBOOK, message="No answer cell."))
    assert (job.state, job.failure) == ("invalid", "No answer cell.")
    assert not CurrentScore.objects.exists()


def test_a_result_that_comes_after_the_lease_went_to_another_is_dropped(learner, exercise, told):
    job = hand_in(learner, exercise).job

    def overtaken():
        fail(job=job, claim_number=1, reason="silent", at=NOW)
        claim(job_id=job.pk, at=NOW, lease_seconds=60)
        return make_report(10)

    assert not run(job, overtaken)
    assert (job.state, job.claim_number) == ("running", 2)
    assert not Score.objects.exists()
    assert {"stage": "done"} not in told


def test_whatever_a_program_prints_fits_into_any_database(learner, exercise, told):
    report = make_report(10)
    question = report.questions[0]
    test = replace(question.tests[0], got="a\0b\ud800", title="t" * 500, traceback="\0")
    dirty = replace(
        report,
        message="\0\udfff",
        notes=("\0",),
        questions=(replace(question, tests=(test,)),),
        notebook={"cells": [{"outputs": ["\ud800\0", float("nan")]}]},
        cpu_seconds=float("inf"),
    )
    job = hand_in(learner, exercise).job

    assert run(job, dirty)

    kept = Score.objects.get().tests.get()
    assert kept.got == "a\N{REPLACEMENT CHARACTER}b?"
    assert len(kept.title) == 200


def test_the_lease_covers_a_wait_and_three_runs(learner, exercise, told, monkeypatch):
    job = hand_in(learner, exercise).job
    leases = []
    run(job, lambda: leases.append(GradingJob.objects.get(pk=job.pk).lease_until) or make_report())
    assert leases == [NOW + timedelta(seconds=3 * exercise.current.limits["run_seconds"] + 60)]


def test_an_equal_file_has_its_verdict_at_once(learner, exercise, told):
    first = hand_in(learner, exercise)
    run(first.job, make_report(6))

    second = hand_in(learner, exercise, at=NOW + timedelta(hours=1))

    assert second.attempt_number == 2
    assert second.job.state == "graded"
    assert second.job.reused == second.current_score.score == first.current_score.score


def test_another_learners_equal_file_is_graded(cohort, learner, exercise, told):
    run(hand_in(learner, exercise).job)
    assert hand_in(make_learner(cohort), exercise).job.state == "queued"


def test_an_equal_file_that_did_not_run_to_its_end_is_graded_again(learner, exercise, told):
    run(hand_in(learner, exercise).job, make_report(0, ending=Ending.TIMED_OUT))
    assert hand_in(learner, exercise).job.state == "queued"

"""Grading the same file once more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assay.submissions.models import GradingJob
from assay.submissions.operations import Refused, grade, run_again
from tests.assay.factories import NOW, ScriptedGrader, hand_in, make_report

SOON, LATER = NOW + timedelta(seconds=5), NOW + timedelta(minutes=5)


@pytest.fixture
def graded(learner, exercise):
    submission = hand_in(learner, exercise)
    grade(job_id=submission.job.pk, at=NOW, grader=ScriptedGrader(make_report(3)))
    return submission


def test_it_works(graded, learner):
    job = run_again(submission=graded, by=learner.user, at=LATER)
    grade(job_id=job.pk, at=LATER, grader=ScriptedGrader(make_report(8)))

    graded.refresh_from_db()
    assert graded.current_score.score.points == 8
    assert [one.scores.get().points for one in graded.jobs.order_by("pk")] == [3, 8]


def test_what_waits_is_not_asked_for_twice(graded, learner):
    job = run_again(submission=graded, by=learner.user, at=LATER)
    assert run_again(submission=graded, by=learner.user, at=LATER) == job
    assert GradingJob.objects.count() == 2


def test_a_learner_waits_a_little(graded, learner):
    with pytest.raises(Refused) as refused:
        run_again(submission=graded, by=learner.user, at=SOON)
    assert refused.value.code == "cooling_down"
    assert refused.value.retry_at > SOON


def test_an_instructor_does_not(graded, instructor):
    assert run_again(submission=graded, by=instructor.user, at=SOON).state == "queued"


def test_it_mends_a_platform_problem(learner, exercise):
    submission = hand_in(learner, exercise)
    GradingJob.objects.update(state="platform_failed", finished_at=NOW, claim_number=3)
    job = run_again(submission=submission, by=learner.user, at=LATER)
    assert grade(job_id=job.pk, at=LATER, grader=ScriptedGrader())
    assert submission.job.state == "graded"


def test_a_run_that_fails_on_our_side_leaves_the_score_as_it_was(graded, learner):
    job = run_again(submission=graded, by=learner.user, at=LATER)
    GradingJob.objects.filter(pk=job.pk).update(state="platform_failed")
    graded.refresh_from_db()
    assert graded.current_score.score.points == 3

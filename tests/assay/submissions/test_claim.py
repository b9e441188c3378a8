"""The fence: who may write a result, and that a late writer changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assay.submissions.models import GradingJob, Score, TestResult
from assay.submissions.operations import claim, fail, postpone, record
from tests.assay.factories import NOW, hand_in, make_report

LATER = NOW + timedelta(seconds=61)


@pytest.fixture
def job(learner, exercise) -> GradingJob:
    return hand_in(learner, exercise).job


def test_it_works(job):
    taken = claim(job_id=job.pk, at=NOW, lease_seconds=60)

    job.refresh_from_db()
    assert (taken.number, job.state, job.claim_number) == (1, "running", 1)
    assert (job.started_at, job.lease_until) == (NOW, NOW + timedelta(seconds=60))


def test_only_one_worker_gets_it(job):
    claim(job_id=job.pk, at=NOW, lease_seconds=60)
    assert claim(job_id=job.pk, at=NOW, lease_seconds=60) is None


@pytest.mark.parametrize("state", [state for state in GradingJob.State if state != "queued"])
def test_only_a_queued_job_is_taken(job, state):
    GradingJob.objects.update(state=state)
    assert claim(job_id=job.pk, at=NOW, lease_seconds=60) is None


def test_an_unknown_job_is_nobodys(db):
    assert claim(job_id=12345, at=NOW, lease_seconds=60) is None


def test_a_result_is_written_once(job):
    claim(job_id=job.pk, at=NOW, lease_seconds=60)

    assert record(job=job, claim_number=1, report=make_report(4), at=LATER)
    assert not record(job=job, claim_number=1, report=make_report(9), at=LATER)

    job.refresh_from_db()
    assert (job.state, job.finished_at, job.lease_until) == ("graded", LATER, None)
    assert job.submission.current_score.score.points == 4
    assert (Score.objects.count(), TestResult.objects.count()) == (1, 2)


def test_a_late_writer_with_an_old_claim_number_changes_nothing(job):
    claim(job_id=job.pk, at=NOW, lease_seconds=60)
    fail(job=job, claim_number=1, reason="silent", at=LATER)
    claim(job_id=job.pk, at=LATER, lease_seconds=60)

    assert not record(job=job, claim_number=1, report=make_report(10), at=LATER)
    assert not fail(job=job, claim_number=1, reason="late", at=LATER)

    job.refresh_from_db()
    assert (job.state, job.claim_number) == ("running", 2)
    assert not Score.objects.exists()


def test_a_fault_of_ours_brings_it_back_in_the_retry_lane(job):
    claim(job_id=job.pk, at=NOW, lease_seconds=60)

    assert fail(job=job, claim_number=1, reason="the pool vanished", at=LATER)

    job.refresh_from_db()
    assert (job.state, job.lane, job.queued_at, job.failure) == (
        "queued",
        "retry",
        LATER,
        "the pool vanished",
    )


def test_after_three_claims_it_is_given_up_and_never_scored(job):
    for number in (1, 2, 3):
        claim(job_id=job.pk, at=NOW, lease_seconds=60)
        fail(job=job, claim_number=number, reason="gone", at=LATER)

    job.refresh_from_db()
    assert (job.state, job.claim_number, job.finished_at) == ("platform_failed", 3, LATER)
    assert claim(job_id=job.pk, at=LATER, lease_seconds=60) is None
    assert not Score.objects.exists()


def test_postponing_uses_up_no_claim(job):
    assert postpone(job_id=job.pk, at=LATER)
    job.refresh_from_db()
    assert (job.state, job.lane, job.claim_number, job.woken_at) == ("queued", "retry", 0, LATER)


def test_a_running_job_is_not_postponed(job):
    claim(job_id=job.pk, at=NOW, lease_seconds=60)
    assert not postpone(job_id=job.pk, at=LATER)

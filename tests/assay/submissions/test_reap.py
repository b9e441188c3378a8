"""The reaper: silent workers and lost wake-ups; nothing stays unfinished for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assay.submissions.models import GradingJob
from assay.submissions.operations import Reaped, claim, reap
from tests.assay.factories import NOW, hand_in, make_learner


@pytest.fixture
def sent(monkeypatch) -> list[dict]:
    """What is put into the queue."""
    messages: list[dict] = []
    monkeypatch.setattr(
        "assay.submissions.operations.reaping.enqueue", lambda **message: messages.append(message)
    )
    monkeypatch.setattr(
        "assay.submissions.operations.claims.enqueue", lambda **message: messages.append(message)
    )
    return messages


@pytest.fixture
def job(learner, exercise) -> GradingJob:
    return hand_in(learner, exercise).job


def after(seconds: float):
    return NOW + timedelta(seconds=seconds)


def test_it_works(job, sent):
    claim(job_id=job.pk, at=NOW, lease_seconds=60)

    assert reap(at=after(61)) == Reaped(returned=1, woken=0)

    job.refresh_from_db()
    assert (job.state, job.lane, job.claim_number) == ("queued", "retry", 1)
    assert [message["job_id"] for message in sent] == [job.pk]


def test_a_lease_that_holds_is_left_alone(job, sent):
    claim(job_id=job.pk, at=NOW, lease_seconds=60)
    assert reap(at=after(60)) == Reaped(returned=0, woken=0)


def test_a_lost_wake_up_is_sent_again_and_not_every_time(job, sent):
    assert reap(at=after(10)).woken == 0
    assert reap(at=after(21)).woken == 1
    assert reap(at=after(36)).woken == 0
    assert reap(at=after(42)).woken == 1
    assert {message["lane"] for message in sent} == {"interactive"}


def test_a_finished_job_is_left_alone(job, sent):
    GradingJob.objects.update(state="graded")
    assert reap(at=after(10_000)) == Reaped(returned=0, woken=0)


def test_no_job_is_unfinished_after_three_leases(cohort, exercise, sent):
    jobs = [hand_in(make_learner(cohort), exercise).job for _ in range(3)]
    lease, moment = 60, NOW
    for _ in range(3):
        for job in jobs:
            claim(job_id=job.pk, at=moment, lease_seconds=lease)  # and the worker dies
        moment += timedelta(seconds=lease + 1)
        reap(at=moment)
    assert {job.state for job in GradingJob.objects.all()} == {"platform_failed"}

"""The whole way of a submission through a real broker and real workers, and what happens when they die."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from assay.celery import app
from assay.submissions.models import GradingJob, Score, Submission
from assay.submissions.operations import reap, receive
from tests.assay.factories import NOW, notebook
from tests.cluster.conftest import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _open_for_long(learner):
    """Workers live in the present, not at the tests' `NOW`."""
    learner.cohort.schedule.update(opens_at=NOW - timedelta(days=4000), due_at=None, closes_at=None)


def hand_in(learner, exercise, *, note: str = "", age: timedelta = timedelta()) -> Submission:
    return receive(
        enrolment=learner,
        exercise=exercise,
        file_name="squares.ipynb",
        content=notebook(note),
        channel="page",
        at=timezone.now() - age,
    )


def states() -> list[str]:
    return sorted(GradingJob.objects.values_list("state", flat=True))


def test_it_works(learner, exercise, workers):
    workers.start()
    submissions = [hand_in(learner, exercise, note=str(number)) for number in range(5)]

    wait_until(lambda: states() == ["graded"] * 5)

    assert {one.current_score.score.points for one in Submission.objects.all()} == {9}
    assert all(one.job.claim_number == 1 for one in submissions)


def test_a_killed_worker_loses_nothing(learner, exercise, workers):
    silent = workers.start(hangs=True)
    submission = hand_in(learner, exercise)
    wait_until(lambda: states() == ["running"])
    workers.kill(silent)

    lease_until = submission.job.lease_until
    assert lease_until is not None
    assert reap(at=lease_until + timedelta(seconds=1)).returned == 1
    workers.start()

    wait_until(lambda: states() == ["graded"])
    assert submission.job.claim_number == 2
    assert Score.objects.count() == 1


def test_a_lost_broker_loses_nothing(learner, exercise, workers, valkey):
    valkey.kill()
    submission = hand_in(learner, exercise, age=timedelta(minutes=1))
    assert submission.job.state == "queued"

    valkey.start()
    workers.start()  # a worker that starts calls the reaper, which finds the job in the database

    wait_until(lambda: states() == ["graded"])


def test_messages_that_come_twice_grade_once(learner, exercise, workers):
    job = hand_in(learner, exercise).job
    for _ in range(5):
        app.send_task("submissions.grade", kwargs={"job_id": job.pk}, queue="retry")
    workers.start()
    workers.start()

    wait_until(lambda: states() == ["graded"])
    last = hand_in(learner, exercise, note="sent after all of them")
    wait_until(lambda: last.job.is_terminal)
    assert Score.objects.filter(job=job).count() == 1
    assert job.submission.job.claim_number == 1

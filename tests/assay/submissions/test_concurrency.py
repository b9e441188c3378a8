"""Several at once: the database, not luck, lets one through."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from assay.cohorts.operations import enrol
from assay.submissions.models import GradingJob, Score, Submission
from assay.submissions.operations import Refused, claim, mark, record, run_again
from tests.assay.factories import NOW, hand_in, make_report

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def at_once(act: Callable[[int], Any]) -> list[Any]:
    """What `act(0)` … `act(5)` return, or the refusal they raise, started together in threads of their own."""
    barrier = Barrier(AT_ONCE)

    def run(number: int) -> Any:
        try:
            barrier.wait()
            return act(number)
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(run, range(AT_ONCE)))


def test_one_worker_claims_a_job(learner, exercise):
    job = hand_in(learner, exercise).job
    taken = at_once(lambda _: claim(job_id=job.pk, at=NOW, lease_seconds=60))
    assert sum(one is not None for one in taken) == 1
    assert GradingJob.objects.get().claim_number == 1


def test_one_result_is_written(learner, exercise):
    job = hand_in(learner, exercise).job
    claim(job_id=job.pk, at=NOW, lease_seconds=60)
    written = at_once(lambda number: record(job=job, claim_number=1, report=make_report(number), at=NOW))
    assert written.count(True) == 1
    assert Score.objects.count() == 1


def test_no_more_attempts_than_allowed(learner, exercise):
    learner.cohort.policy = {"attempts_allowed": 2}
    learner.cohort.save()

    taken = at_once(lambda number: hand_in(learner, exercise, note=str(number)))

    assert sorted(one.attempt_number for one in taken if isinstance(one, Submission)) == [1, 2]
    assert taken.count("quota_used") == AT_ONCE - 2
    assert GradingJob.objects.count() == 2


def test_every_attempt_has_its_own_number(learner, exercise):
    taken = at_once(lambda number: hand_in(learner, exercise, note=str(number)))
    assert sorted(one.attempt_number for one in taken) == [1, 2, 3, 4, 5, 6]


def test_a_key_makes_one_submission(learner, exercise):
    assert len({one.pk for one in at_once(lambda _: hand_in(learner, exercise, key="k"))}) == 1
    assert Submission.objects.count() == 1


def test_running_again_twice_is_one_job(learner, exercise):
    submission = hand_in(learner, exercise)
    GradingJob.objects.update(state="graded", finished_at=NOW)
    later = NOW + timedelta(minutes=5)
    jobs = at_once(lambda _: run_again(submission=submission, by=learner.user, at=later))
    assert len({job.pk for job in jobs}) == 1
    assert GradingJob.objects.count() == 2


def test_enrolling_at_once_is_one_enrolment(learner, cohort):
    people = at_once(lambda _: enrol(user=learner.user, cohort=cohort, by=None, at=NOW))
    assert {person.pk for person in people} == {learner.pk}


def test_of_two_markers_one_is_told(learner, exercise):
    submission = hand_in(learner, exercise)
    question = submission.version.outline[0]["name"]

    def give(number):
        return mark(
            submission=Submission.objects.get(),
            question=question,
            points=Decimal(number) / 10,
            by=None,
            at=NOW,
            after=0,
        )

    taken = at_once(give)

    assert taken.count("marked_meanwhile") == AT_ONCE - 1
    assert submission.marks.count() == 1

"""Sending an attempt in: marked at once, once, with a receipt; and the clock does it by itself."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from assay.accounts.models import AuditEvent
from assay.cohorts.operations import extend, schedule
from assay.quizzes.models import CurrentMarking, Marking
from assay.quizzes.operations import finish_if_over, finish_overdue, start, submit
from tests.assay.factories import CLOSES, NOW, OPENS
from tests.assay.quizzes.conftest import answer, answer_all, make_quiz, make_taker

pytestmark = pytest.mark.django_db


@pytest.fixture
def timed(db):
    quiz = make_quiz(time_limit_minutes=10)
    return start(enrolment=make_taker(quiz), exercise=quiz, at=NOW)


def test_it_works(attempt):
    answer_all(attempt)
    submit(attempt=attempt, at=NOW + timedelta(minutes=3))

    assert (attempt.submitted_at, attempt.ended_by) == (NOW + timedelta(minutes=3), "learner")
    assert len(attempt.receipt_sha256) == 64
    marking = attempt.current_marking.marking
    assert (marking.points, marking.possible, marking.version) == (7, 7, attempt.version)
    assert [row["verdict"] for row in marking.questions] == ["right"] * 4
    assert AuditEvent.objects.get(verb="quiz.submitted").after["receipt"] == attempt.receipt_sha256


def test_nothing_answered_is_nothing_earned(attempt):
    submit(attempt=attempt, at=NOW)
    assert attempt.current_marking.marking.points == 0
    assert {row["verdict"] for row in attempt.current_marking.marking.questions} == {"unanswered"}


def test_what_cannot_be_read_earns_nothing_and_is_no_answer(attempt):
    answer(attempt, "recall", "most")
    submit(attempt=attempt, at=NOW)
    rows = {row["name"]: row for row in attempt.current_marking.marking.questions}
    assert (rows["recall"]["verdict"], rows["recall"]["points"]) == ("invalid", 0)


def test_submitting_twice_changes_nothing(attempt):
    answer(attempt, "name", "Ada")
    submit(attempt=attempt, at=NOW)
    receipt = attempt.receipt_sha256
    submit(attempt=attempt, at=NOW + timedelta(hours=1))
    assert (attempt.submitted_at, attempt.receipt_sha256) == (NOW, receipt)
    assert Marking.objects.count() == CurrentMarking.objects.count() == 1


def test_a_stale_copy_does_not_submit_again(attempt):
    stale = type(attempt).objects.get(pk=attempt.pk)
    submit(attempt=attempt, at=NOW)
    submit(attempt=stale, at=NOW + timedelta(hours=1))
    assert stale.submitted_at == NOW
    assert Marking.objects.count() == 1


def test_within_the_grace_it_counts_as_sent_at_the_end(timed):
    submit(attempt=timed, at=timed.ends_at + timedelta(seconds=4))
    assert (timed.submitted_at, timed.ended_by) == (timed.ends_at, "learner")


def test_later_the_clock_was_first(timed):
    answer(timed, "name", "KEYlovelace")
    submit(attempt=timed, at=timed.ends_at + timedelta(hours=1))
    assert (timed.submitted_at, timed.ended_by) == (timed.ends_at, "clock")
    assert timed.current_marking.marking.points == Decimal(1)


def test_the_beat_ends_what_is_over_and_nothing_else(timed):
    assert finish_overdue(at=timed.ends_at + timedelta(seconds=5)) == 0
    assert finish_overdue(at=timed.ends_at + timedelta(seconds=6)) == 1
    assert finish_overdue(at=timed.ends_at + timedelta(seconds=7)) == 0
    timed.refresh_from_db()
    assert timed.ended_by == "clock"


def test_an_extension_in_the_middle_moves_the_end(attempt, taker, quiz):
    extend(enrolment=taker, exercise=quiz, until=CLOSES + timedelta(hours=2), by=None, at=NOW)
    assert finish_overdue(at=CLOSES + timedelta(hours=1)) == 0
    attempt.refresh_from_db()
    assert attempt.ends_at == CLOSES + timedelta(hours=2)
    assert finish_overdue(at=CLOSES + timedelta(hours=3)) == 1


def test_a_date_that_is_set_later_ends_it_too(attempt, taker, quiz):
    sooner = NOW + timedelta(hours=1)
    schedule(
        cohort=taker.cohort, exercise=quiz, opens_at=OPENS, due_at=None, closes_at=sooner, by=None, at=NOW
    )
    assert finish_overdue(at=sooner + timedelta(minutes=1)) == 1
    attempt.refresh_from_db()
    assert attempt.submitted_at == sooner


def test_without_any_end_it_stays_open(db):
    quiz = make_quiz()
    taker = make_taker(quiz)
    schedule(cohort=taker.cohort, exercise=quiz, opens_at=OPENS, due_at=None, closes_at=None, by=None, at=NOW)
    attempt = start(enrolment=taker, exercise=quiz, at=NOW)
    assert attempt.ends_at is None
    assert not finish_if_over(attempt=attempt, at=NOW + timedelta(days=400)).is_finished

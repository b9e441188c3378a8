"""Starting a quiz: an attempt, once, within dates and quotas."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assay.accounts.models import AuditEvent
from assay.cohorts.models import Enrolment
from assay.cohorts.operations import extend
from assay.quizzes.models import QuizAttempt
from assay.quizzes.operations import Refused, start, submit
from tests.assay.factories import CLOSES, DUE, NOW, OPENS, make_instructor, make_learner
from tests.assay.quizzes.conftest import make_quiz, make_taker

pytestmark = pytest.mark.django_db


def refusal(enrolment, quiz, at=NOW) -> str:
    with pytest.raises(Refused) as refused:
        start(enrolment=enrolment, exercise=quiz, at=at)
    return refused.value.code


def test_it_works(taker, quiz):
    attempt = start(enrolment=taker, exercise=quiz, at=NOW)

    assert (attempt.number, attempt.version, attempt.is_practice) == (1, quiz.current, False)
    assert attempt.effective_deadline == DUE
    assert attempt.ends_at == CLOSES
    assert AuditEvent.objects.get(verb="quiz.started").actor == taker.user


def test_starting_again_goes_on(taker, quiz, attempt):
    assert start(enrolment=taker, exercise=quiz, at=NOW + timedelta(hours=1)) == attempt
    assert QuizAttempt.objects.count() == 1


def test_every_attempt_has_a_variant_of_its_own(taker, quiz, attempt):
    submit(attempt=attempt, at=NOW)
    second = start(enrolment=taker, exercise=quiz, at=NOW)
    assert second.number == 2
    assert second.seed != attempt.seed


def test_no_more_attempts_than_the_quiz_allows(taker, quiz):
    for _ in range(2):
        submit(attempt=start(enrolment=taker, exercise=quiz, at=NOW), at=NOW)
    assert refusal(taker, quiz) == "quota_used"


def test_the_cohort_may_allow_more(db):
    quiz = make_quiz(attempts=1)
    taker = make_taker(quiz, attempts_allowed=2)
    submit(attempt=start(enrolment=taker, exercise=quiz, at=NOW), at=NOW)
    assert start(enrolment=taker, exercise=quiz, at=NOW).number == 2


def test_not_before_it_opens_nor_after_it_closed(taker, quiz):
    assert refusal(taker, quiz, OPENS - timedelta(seconds=1)) == "not_open_yet"
    assert refusal(taker, quiz, CLOSES + timedelta(seconds=1)) == "closed"


def test_an_extension_opens_it_again(taker, quiz):
    late = CLOSES + timedelta(hours=1)
    extend(enrolment=taker, exercise=quiz, until=late + timedelta(hours=1), by=None, at=NOW)
    assert start(enrolment=taker, exercise=quiz, at=late).ends_at == late + timedelta(hours=1)


def test_those_who_teach_may_at_any_time(taker, quiz):
    teacher = make_instructor(taker.cohort)
    for _ in range(3):
        submit(
            attempt=start(enrolment=teacher, exercise=quiz, at=CLOSES + timedelta(days=1)),
            at=CLOSES + timedelta(days=1),
        )
    assert QuizAttempt.objects.count() == 3


def test_what_is_no_quiz_or_retired_is_refused(taker, quiz, exercise):
    assert refusal(taker, exercise) == "closed"
    quiz.retired_at = NOW
    assert refusal(taker, quiz) == "closed"


def test_who_was_put_out_is_refused(taker, quiz):
    taker.user.is_active = False
    assert refusal(taker, quiz) == "not_enrolled"


def test_an_overdue_attempt_is_ended_first(db):
    quiz = make_quiz(time_limit_minutes=10)
    taker = make_taker(quiz)
    first = start(enrolment=taker, exercise=quiz, at=NOW)

    second = start(enrolment=taker, exercise=quiz, at=NOW + timedelta(minutes=11))

    first.refresh_from_db()
    assert (first.ended_by, first.submitted_at) == ("clock", NOW + timedelta(minutes=10))
    assert second.number == 2


def test_more_time_for_who_needs_it(db):
    quiz = make_quiz(time_limit_minutes=10)
    taker = make_taker(quiz)
    Enrolment.objects.filter(pk=taker.pk).update(time_limit_percent=150)
    other = make_learner(taker.cohort)
    taker.refresh_from_db()
    assert start(enrolment=taker, exercise=quiz, at=NOW).ends_at == NOW + timedelta(minutes=15)
    assert start(enrolment=other, exercise=quiz, at=NOW).ends_at == NOW + timedelta(minutes=10)

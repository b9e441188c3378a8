"""Practice: new variants that do not count, once the counted attempts are used up or the quiz has closed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assay.quizzes.models import QuizAttempt
from assay.quizzes.operations import Refused, practise, start, submit
from assay.quizzes.operations.starting import PRACTICE_PER_HOUR
from assay.quizzes.queries import standing
from tests.assay.factories import CLOSES, NOW, OPENS
from tests.assay.quizzes.conftest import answer_all, make_quiz, make_taker

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(db):
    return make_quiz(practice="true", attempts=1)


@pytest.fixture
def done(taker, quiz) -> QuizAttempt:
    return submit(attempt=start(enrolment=taker, exercise=quiz, at=NOW), at=NOW)


def refusal(taker, quiz, at=NOW) -> str:
    with pytest.raises(Refused) as refused:
        practise(enrolment=taker, exercise=quiz, at=at)
    return refused.value.code


def test_it_works(taker, quiz, done):
    practice = practise(enrolment=taker, exercise=quiz, at=NOW)
    assert (practice.is_practice, practice.number) == (True, 1)
    assert practice.seed != done.seed
    assert practise(enrolment=taker, exercise=quiz, at=NOW) == practice

    answer_all(practice)
    submit(attempt=practice, at=NOW)

    assert practice.current_marking.marking.points == 7
    now = standing(enrolment=taker, exercise=quiz, at=NOW)
    assert (now.points, now.attempts_used) == (0, 1)
    assert practise(enrolment=taker, exercise=quiz, at=NOW).number == 2


def test_not_while_counted_attempts_are_left(taker, quiz):
    assert refusal(taker, quiz) == "no_practice"


def test_after_it_closed(taker, quiz):
    late = CLOSES + timedelta(hours=1)
    practice = practise(enrolment=taker, exercise=quiz, at=late)
    assert practice.ends_at is None


def test_not_before_it_opens(taker, quiz):
    assert refusal(taker, quiz, OPENS - timedelta(minutes=1)) == "not_open_yet"


def test_not_where_the_quiz_has_none(taker, done):
    silent = make_taker(done.exercise)
    done.exercise.current = done.version
    assert refusal(silent, done.exercise) == "no_practice"


def test_not_without_end(taker, quiz, done):
    for _ in range(PRACTICE_PER_HOUR):
        submit(attempt=practise(enrolment=taker, exercise=quiz, at=NOW), at=NOW)
    assert refusal(taker, quiz) == "quota_used"

"""Several at once: the database, not luck, decides."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from assay.quizzes.models import CurrentMarking, Marking, QuizAttempt, Response
from assay.quizzes.operations import Answered, Refused, save, start, submit
from tests.assay.factories import NOW
from tests.assay.quizzes.conftest import make_quiz, make_taker

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def at_once(act: Callable[[int], Any]) -> list[Any]:
    """What `act(0)` … `act(5)` return, or the code of the refusal they raise, started together."""
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


def read(attempt: QuizAttempt) -> QuizAttempt:
    """A copy of one's own, as another process has it."""
    return QuizAttempt.objects.select_related(
        "enrolment__cohort", "enrolment__user", "exercise", "version"
    ).get(pk=attempt.pk)


def test_starting_at_once_is_one_attempt(taker, quiz):
    started = at_once(lambda _: start(enrolment=taker, exercise=quiz, at=NOW))
    assert len({attempt.pk for attempt in started}) == 1
    assert QuizAttempt.objects.count() == 1


def test_no_more_attempts_than_allowed():
    quiz = make_quiz(attempts=2)
    taker = make_taker(quiz)

    def begin_and_end(_: int) -> QuizAttempt:
        return submit(attempt=start(enrolment=taker, exercise=quiz, at=NOW), at=NOW)

    at_once(begin_and_end)
    at_once(begin_and_end)
    assert sorted(QuizAttempt.objects.values_list("number", flat=True)) == [1, 2]
    assert Marking.objects.count() == 2


def test_submitting_at_once_is_one_marking(attempt):
    done = at_once(lambda _: submit(attempt=read(attempt), at=NOW).receipt_sha256)
    assert len(set(done)) == 1 and len(done[0]) == 64
    assert Marking.objects.count() == CurrentMarking.objects.count() == 1


def test_of_saves_at_once_one_holds_and_the_others_are_told(attempt):
    def write(number: int) -> Any:
        answer = Answered(question_id="name", fields={"q-name": [str(number)]}, based_on=0)
        return save(attempt=read(attempt), answers=[answer], at=NOW)[0].outcome

    assert sorted(at_once(write)) == ["conflict"] * (AT_ONCE - 1) + ["saved"]
    assert Response.objects.count() == 1


def test_what_was_saved_before_the_end_is_in_the_marking(attempt):
    def act(number: int) -> Any:
        if number == 0:
            return submit(attempt=read(attempt), at=NOW).ended_by
        answer = Answered(question_id="name", fields={"q-name": ["KEYlovelace"]}, based_on=10**6)
        return save(attempt=read(attempt), answers=[answer], at=NOW)[0].outcome

    done = at_once(act)
    points = Marking.objects.get().points
    assert set(done[1:]) <= {"saved", "unchanged", "attempt_over"}
    assert points == (1 if Response.objects.exists() else 0)

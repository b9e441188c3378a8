"""What a learner sees when: the pure rule in every combination, and the pages that follow it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from assay.cohorts.operations import extend, release_scores
from assay.cohorts.policies import Deadline
from assay.quizzes.models import QuizAttempt
from assay.quizzes.operations import start, submit
from assay.quizzes.queries import outcome, standing
from assay.quizzes.reveal import may_check, shown
from tests.assay.factories import CLOSES, DUE, NOW, OPENS, make_instructor
from tests.assay.quizzes.conftest import answer_all, make_quiz, make_taker

RULES = ("immediately", "after_submit", "after_close", "never")
DATES = Deadline(opens_at=OPENS, due_at=DUE, closes_at=CLOSES)
AFTER = CLOSES + timedelta(seconds=6)


def see(rule: str, *, released=True, by_hand=False, finished=True, deadline=DATES, at=NOW) -> str:
    """`points`, `points answers` or nothing."""
    found = shown(
        rule=rule, released=released, released_by_hand=by_hand, is_finished=finished, deadline=deadline, at=at
    )
    return " ".join(name for name in ("points", "answers") if getattr(found, name))


def test_it_works():
    assert [see(rule) for rule in RULES] == ["points answers", "points answers", "points", "points"]
    assert [see(rule, at=AFTER) for rule in RULES] == ["points answers"] * 3 + ["points"]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("at", [NOW, AFTER])
def test_nothing_before_it_is_finished_and_released(rule, at):
    assert see(rule, finished=False, at=at) == ""
    assert see(rule, released=False, at=at) == ""


def test_answers_wait_until_nobodys_grace_is_left():
    assert see("after_close", at=CLOSES + timedelta(seconds=5)) == "points"


def test_where_nothing_closes_the_instructors_hand_shows_answers():
    undated = Deadline(opens_at=OPENS, due_at=None, closes_at=None)
    assert see("after_close", deadline=undated, at=AFTER) == "points"
    assert see("after_close", deadline=undated, by_hand=True) == "points answers"
    assert see("after_close", by_hand=True) == "points"


def test_only_one_rule_marks_in_the_middle():
    assert [rule for rule in RULES if may_check(rule=rule, released=True)] == ["immediately"]
    assert not may_check(rule="immediately", released=False)


@pytest.fixture
def done(db):
    def make(rule: str, **policy: Any) -> QuizAttempt:
        quiz = make_quiz(reveal=rule)
        attempt = start(enrolment=make_taker(quiz, **policy), exercise=quiz, at=NOW)
        answer_all(attempt)
        return submit(attempt=attempt, at=NOW)

    return make


def seen(attempt: QuizAttempt, at=NOW) -> tuple[object, int]:
    found = outcome(attempt=attempt, viewer=attempt.enrolment.user, at=at)
    work = standing(enrolment=attempt.enrolment, exercise=attempt.exercise, at=at)
    assert found.points == work.points
    assert bool(found.questions) == bool(work.questions)
    return found.points, len(found.questions)


@pytest.mark.django_db
def test_the_cohort_may_hold_points_back(done):
    attempt = done("after_submit", reveal_score="after_due")
    assert seen(attempt) == (None, 0)
    assert seen(attempt, at=DUE + timedelta(seconds=1)) == (7, 4)


@pytest.mark.django_db
def test_points_let_go_by_hand_do_not_bring_answers_that_wait(done):
    attempt = done("after_close", reveal_score="by_hand")
    assert seen(attempt) == (None, 0)
    release_scores(cohort=attempt.enrolment.cohort, exercise=attempt.exercise, by=None, at=NOW)
    assert seen(attempt) == (7, 0)
    assert seen(attempt, at=AFTER) == (7, 4)


@pytest.mark.django_db
def test_an_extension_moves_her_own_answers_too(done):
    attempt = done("after_close")
    later = CLOSES + timedelta(days=1)
    extend(enrolment=attempt.enrolment, exercise=attempt.exercise, until=later, by=None, at=NOW)
    assert seen(attempt, at=AFTER) == (7, 0)


@pytest.mark.django_db
def test_those_who_teach_see_everything(done):
    attempt = done("never", reveal_score="by_hand")
    teacher = make_instructor(attempt.enrolment.cohort).user
    assert len(outcome(attempt=attempt, viewer=teacher, at=NOW).questions) == 4

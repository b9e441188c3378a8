"""Saving answers: kept as entered, the newer of two tabs holds, and nothing is taken after the end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assay.quizzes.models import Response
from assay.quizzes.operations import Answered, Refused, check, save, start, submit
from assay.quizzes.sitting import Sitting
from tests.assay.factories import NOW
from tests.assay.quizzes.conftest import answer, make_quiz, make_taker

pytestmark = pytest.mark.django_db


def kept(attempt, question_id: str = "name") -> dict:
    return Response.objects.get(attempt=attempt, question_id=question_id).value


def test_it_works(attempt):
    saved = answer(attempt, "name", "Ada", based_on=0)

    assert saved.is_new and not saved.problems
    assert saved.response.revision == 1
    assert list(kept(attempt).values()) == ["Ada"]


def test_the_same_again_changes_nothing(attempt):
    answer(attempt, "name", "Ada", based_on=0)
    again = answer(attempt, "name", "Ada", based_on=0, at=NOW + timedelta(minutes=1))
    assert not again.is_new and not again.is_conflict
    assert again.response.saved_at == NOW


def test_what_cannot_be_read_is_told_and_kept(attempt):
    saved = answer(attempt, "recall", "a lot")
    assert saved.problems.keys() == set(saved.asked.fields)
    assert saved.response.state == "invalid"
    assert list(kept(attempt, "recall").values()) == ["a lot"]


def test_of_two_tabs_the_newer_save_holds_and_the_other_is_told(attempt):
    first_tab = answer(attempt, "name", "Ada", based_on=0)
    second_tab = answer(attempt, "name", "Grace", based_on=0)

    assert second_tab.is_conflict
    assert list(kept(attempt).values()) == ["Ada"]
    insisted = answer(attempt, "name", "Grace", based_on=second_tab.response.revision)
    assert insisted.is_new and insisted.response.revision > first_tab.response.revision
    assert list(kept(attempt).values()) == ["Grace"]


def test_other_questions_of_another_tab_are_no_conflict(attempt):
    answer(attempt, "name", "Ada", based_on=0)
    assert answer(attempt, "recall", "0.8", based_on=0).is_new


def test_a_flag_alone_is_kept(attempt):
    flag = Answered(question_id="name", fields={}, based_on=0, is_flagged=True)
    saved = save(attempt=attempt, answers=[flag], at=NOW)[0]
    assert saved.response.is_flagged and saved.response.state == "unanswered"


def test_an_answer_can_be_taken_back(attempt):
    answer(attempt, "name", "Ada")
    assert answer(attempt, "name", "").response.state == "unanswered"


def test_a_question_of_another_paper_is_refused(attempt):
    with pytest.raises(Refused) as refused:
        save(attempt=attempt, answers=[Answered(question_id="other", fields={}, based_on=0)], at=NOW)
    assert refused.value.code == "invalid"


def test_nothing_is_taken_after_submission(attempt):
    submit(attempt=attempt, at=NOW)
    with pytest.raises(Refused) as refused:
        answer(attempt, "name", "Ada")
    assert refused.value.code == "attempt_over"


def test_a_checked_answer_is_fixed_but_its_flag_is_not(db):
    quiz = make_quiz(reveal="immediately")
    attempt = start(enrolment=make_taker(quiz), exercise=quiz, at=NOW)
    answer(attempt, "name", "Ada")
    check(attempt=attempt, question_id="name", at=NOW)
    assert answer(attempt, "name", "Grace").is_locked

    flag = Answered(question_id="name", fields={}, based_on=10**6, is_flagged=True)
    assert save(attempt=attempt, answers=[flag], at=NOW)[0].response.is_flagged

    assert kept(attempt) == {"answer": "Ada"}


def test_only_what_was_answered_can_be_checked(db):
    quiz = make_quiz(reveal="immediately")
    attempt = start(enrolment=make_taker(quiz), exercise=quiz, at=NOW)
    answer(attempt, "recall", "most")
    for question, code in (("name", "invalid"), ("recall", "invalid"), ("other", "invalid")):
        with pytest.raises(Refused) as refused:
            check(attempt=attempt, question_id=question, at=NOW)
        assert refused.value.code == code


@pytest.fixture
def timed(db):
    quiz = make_quiz(time_limit_minutes=10)
    return start(enrolment=make_taker(quiz), exercise=quiz, at=NOW)


def test_the_last_second_counts_by_the_servers_clock(timed):
    just_after = timed.ends_at + timedelta(seconds=5)
    assert answer(timed, "name", "Ada", at=just_after).is_new


def test_a_second_after_the_grace_is_too_late(timed):
    answer(timed, "name", "Ada")
    with pytest.raises(Refused) as refused:
        answer(timed, "name", "Grace", at=timed.ends_at + timedelta(seconds=6))
    assert refused.value.code == "attempt_over"
    timed.refresh_from_db()
    assert timed.ended_by == "clock"
    assert Sitting.of(timed).responses["name"].value == kept(timed)
    assert list(kept(timed).values()) == ["Ada"]

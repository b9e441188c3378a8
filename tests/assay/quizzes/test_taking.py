"""Taking a quiz by its pages, without script: start, answer, go about, review, submit, receipt."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from assay.quizzes.models import QuizAttempt, Response
from assay.quizzes.operations import submit
from assay.quizzes.sitting import Sitting
from graders.quiz import solve
from tests.assay.factories import CLOSES, NOW, make_instructor, make_learner
from tests.assay.quizzes.conftest import answer, make_quiz, make_taker
from tests.assay.quizzes.texts import EVERY_TYPE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def visitor(client: Client, taker) -> Client:
    client.force_login(taker.user)
    return client


def place(attempt: QuizAttempt, what: str = "") -> str:
    return f"/quiz-attempts/{attempt.pk}/{what}"


def send(client: Client, attempt: QuizAttempt, question: str, go: str = "next", **fields: object):
    content = {"question": question, "based_on": 10**6, "go": go, **fields}
    return client.post(place(attempt, "save/"), content)


def test_it_works(client):
    quiz = make_quiz(EVERY_TYPE)
    taker = make_taker(quiz)
    client.force_login(taker.user)
    start_page = f"/cohorts/{taker.cohort.slug}/quizzes/{quiz.slug}/"
    assert b"Start the quiz" in client.get(start_page).content

    response = client.post(f"{start_page}start/")
    attempt = QuizAttempt.objects.get()
    sitting = Sitting.of(attempt)
    for asked in sitting.paper.questions:
        assert response.status_code == 302, response.content
        page = client.get(response["Location"]).content.decode()
        assert f"Question {asked.number}" in page
        for part in asked.parts:
            assert f'name="{part.field}"' in page
        right = solve(sitting.question(asked.id), asked)
        fields = {part.field: right[part.id] for part in asked.parts}
        go = "next" if asked.number < len(sitting.paper.questions) else "review"
        response = client.post(
            place(attempt, "save/"), {"question": asked.id, "based_on": 0, "go": go, **fields}
        )
    assert response["Location"] == place(attempt, "review/")
    assert b"9 of 9 questions answered" in client.get(place(attempt, "review/")).content
    assert b"Submit now" in client.get(place(attempt, "submit/")).content
    response = client.post(place(attempt, "submit/"))
    assert response["Location"] == place(attempt, "receipt/")
    attempt.refresh_from_db()
    assert attempt.receipt_sha256.encode() in client.get(place(attempt, "receipt/")).content
    result = client.get(place(attempt, "result/")).content.decode()
    assert "13</b>" in result and "KEYsingle" in result


def test_what_cannot_be_read_is_told_beside_the_field_once(visitor, attempt):
    response = send(visitor, attempt, "recall", **{"q-recall": "most of them"})
    assert response["Location"].endswith("?question=1")
    shown = visitor.get(response["Location"]).content.decode()
    assert 'value="most of them"' in shown and 'aria-invalid="true"' in shown
    response = send(visitor, attempt, "recall", **{"q-recall": "most of them"})
    assert response["Location"].endswith("?question=2")
    assert "cannot be read" in visitor.get(place(attempt, "review/")).content.decode()


def test_the_buttons_lead_where_they_say(visitor, attempt):
    assert send(visitor, attempt, "split", "previous")["Location"].endswith("?question=1")
    assert send(visitor, attempt, "split", "4")["Location"].endswith("?question=4")
    assert send(visitor, attempt, "split", "review")["Location"] == place(attempt, "review/")


@pytest.mark.parametrize("number", ["0", "5", "99999999999999999999", "-1", "²", "abc", ""])
def test_a_strange_number_shows_what_is_missing_first(visitor, attempt, number):
    answer(attempt, "recall", "0.5")
    assert b"Question 2" in visitor.get(place(attempt), {"question": number}).content


def test_a_flag_is_kept_and_shown(visitor, attempt):
    send(visitor, attempt, "name", flagged="1")
    assert Response.objects.get().is_flagged
    assert "flagged" in visitor.get(place(attempt, "review/")).content.decode()


def test_two_tabs_are_told_of_each_other(visitor, attempt):
    send(visitor, attempt, "name", **{"q-name": "Ada"})
    response = visitor.post(place(attempt, "save/"), {"question": "name", "based_on": "0", "q-name": "Grace"})
    shown = response.content.decode()
    assert response.status_code == 409
    assert "“Ada” was saved at 12:00" in shown and 'value="Grace"' in shown
    revision = Response.objects.get().revision
    visitor.post(place(attempt, "save/"), {"question": "name", "based_on": revision, "q-name": "Grace"})
    assert Response.objects.get().value == {"answer": "Grace"}


def test_the_script_gets_json(visitor, attempt):
    response = visitor.post(
        place(attempt, "save/"),
        {"question": "recall", "based_on": "0", "q-recall": "x"},
        headers={"Accept": "application/json"},
    )
    said = response.json()
    assert (said["saved_at"], said["revision"], said["conflict"]) == ("12:00", 1, None)
    assert said["problems"].keys() == {"q-recall"}
    assert "cannot be read" in said["mark"]["html"]
    assert said["left_seconds"] == (CLOSES - NOW).total_seconds()


def test_after_the_end_one_is_led_to_the_receipt(visitor, attempt, time_machine):
    time_machine.move_to(CLOSES + timedelta(minutes=1), tick=False)
    response = send(visitor, attempt, "name", **{"q-name": "too late"})
    assert response["Location"] == place(attempt, "receipt/") + "?late=1"
    shown = visitor.get(response["Location"]).content.decode()
    assert "Time was up" in shown and "had ended when your last page arrived" in shown
    assert not Response.objects.exists()
    for what in ("", "review/", "submit/"):
        assert visitor.get(place(attempt, what))["Location"] == place(attempt, "receipt/")


def test_an_unfinished_attempt_has_no_result_yet(visitor, attempt):
    assert visitor.get(place(attempt, "result/"))["Location"] == place(attempt)


def test_those_who_teach_look_but_do_not_answer(client, attempt, taker):
    client.force_login(make_instructor(taker.cohort).user)
    assert b"still taking this quiz" in client.get(place(attempt, "result/")).content
    assert client.get(place(attempt)).status_code == 403
    assert send(client, attempt, "name", **{"q-name": "Eve"}).status_code == 403
    assert client.post(place(attempt, "submit/")).status_code == 403


def test_others_do_not_learn_that_it_exists(client, attempt, taker):
    client.force_login(make_learner(taker.cohort).user)
    for what in ("", "review/", "submit/", "receipt/", "result/"):
        assert client.get(place(attempt, what)).status_code == 404
    assert send(client, attempt, "name").status_code == 404


def test_a_second_attempt_is_offered_until_they_are_used_up(visitor, attempt, taker, quiz):
    start_page = f"/cohorts/{taker.cohort.slug}/quizzes/{quiz.slug}/"
    assert b"Go on" in visitor.get(start_page).content
    submit(attempt=attempt, at=NOW)
    assert b"Start attempt 2" in visitor.get(start_page).content
    visitor.post(f"{start_page}start/")
    submit(attempt=QuizAttempt.objects.get(number=2), at=NOW)
    assert b"You have used all 2 attempts" in visitor.get(start_page).content
    assert visitor.post(f"{start_page}start/").status_code == 429


def test_before_it_opens_the_page_says_when(client, taker, quiz, time_machine):
    time_machine.move_to(NOW - timedelta(days=10), tick=False)
    client.force_login(taker.user)
    shown = client.get(f"/cohorts/{taker.cohort.slug}/quizzes/{quiz.slug}/").content.decode()
    assert "Not open yet" in shown and "What you know" not in shown


def test_its_address_as_an_exercise_does_not_exist(visitor, taker, quiz):
    assert visitor.get(f"/cohorts/{taker.cohort.slug}/exercises/{quiz.slug}/").status_code == 404
    assert visitor.get(f"/cohorts/{taker.cohort.slug}/quizzes/squares/").status_code == 404


def test_saving_too_fast_is_slowed_down_but_never_submitting(visitor, attempt, monkeypatch):
    rates = {"user": "99/min", "anon": "99/min", "upload": "9/min", "quiz": "2/min"}
    monkeypatch.setattr("rest_framework.throttling.SimpleRateThrottle.THROTTLE_RATES", rates)
    answers = [send(visitor, attempt, "name").status_code for _ in range(3)]
    assert answers == [302, 302, 429]
    assert visitor.post(place(attempt, "submit/")).status_code == 302

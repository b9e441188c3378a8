"""Quizzes by API: list, start, answer, submit, result."""

from __future__ import annotations

import json

import pytest
from rest_framework.test import APIClient

from assay.accounts.operations import issue_token
from assay.quizzes.models import QuizAttempt, Response
from assay.quizzes.operations import submit
from assay.quizzes.sitting import Sitting
from graders.quiz import solve
from tests.assay.factories import CLOSES, NOW, make_instructor, make_learner
from tests.assay.quizzes.conftest import make_quiz, make_taker
from tests.assay.quizzes.texts import EVERY_TYPE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


def script_of(user) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {issue_token(user=user, at=NOW)}")
    return client


@pytest.fixture
def script(taker) -> APIClient:
    return script_of(taker.user)


def start_of(quiz) -> str:
    return f"/api/v1/quizzes/{quiz.pk}/attempts/"


def put(script, attempt, question: str, *given: str, revision: int = 0, **more: object):
    fields = {f"q-{question}": list(given)}
    answer = {"question": question, "fields": fields, "revision": revision, **more}
    return script.put(f"/api/v1/quiz-attempts/{attempt.pk}/answers/", {"answers": [answer]}, format="json")


def test_it_works(db):
    quiz = make_quiz(EVERY_TYPE)
    script = script_of(make_taker(quiz).user)
    (offer,) = script.get("/api/v1/quizzes/").json()["results"]
    assert (offer["title"], offer["state"], offer["attempts_used"]) == ("Every type", "not_started", 0)

    started = script.post(offer["links"]["attempts"], {}, format="json")
    assert started.status_code == 201
    sitting = Sitting.of(QuizAttempt.objects.get())
    answers = []
    for asked, paper in zip(started.json()["questions"], sitting.paper.questions, strict=True):
        right = solve(sitting.question(paper.id), paper)
        texts = {part["field"]: right[part["id"]] for part in asked["parts"]}
        fields = {field: [text] if isinstance(text, str) else text for field, text in texts.items()}
        answers.append({"question": asked["id"], "fields": fields, "revision": asked["answer"]["revision"]})
    links = started.json()["attempt"]["links"]
    saved = script.put(links["answers"], {"answers": answers}, format="json").json()
    assert {item["outcome"] for item in saved["results"]} == {"saved"}
    assert saved["left_seconds"] == (CLOSES - NOW).total_seconds()
    assert script.get(links["self"]).json()["answered"] == 9
    receipt = script.post(links["submit"]).json()
    assert receipt["finished"] and len(receipt["receipt_sha256"]) == 64
    result = script.get(links["result"]).json()
    assert (result["points"], result["possible"]) == (13, 13)
    assert {item["verdict"] for item in result["questions"]} == {"right"}
    assert result["questions"][0]["explanation"] == "KEYsingle"


def test_starting_again_gives_the_same(script, quiz, attempt, time_machine):
    time_machine.shift(60)
    again = script.post(start_of(quiz), {}, format="json")
    assert (again.status_code, again.json()["attempt"]["id"]) == (200, str(attempt.pk))


def test_used_up_attempts_are_a_problem(script, taker, quiz):
    for _ in range(2):
        script.post(start_of(quiz), {}, format="json")
        submit(attempt=QuizAttempt.objects.latest("number"), at=NOW)
    refused = script.post(start_of(quiz), {}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (429, "quota_used")
    refused = script.post(start_of(quiz), {"practice": True}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (403, "no_practice")


def test_a_newer_answer_is_not_overwritten(script, attempt):
    put(script, attempt, "name", "Ada")
    late = put(script, attempt, "name", "Grace").json()["results"][0]
    assert (late["outcome"], late["revision"]) == ("conflict", 1)
    assert put(script, attempt, "name", "Grace", revision=1).json()["results"][0]["outcome"] == "saved"
    assert put(script, attempt, "name", "Grace").json()["results"][0]["outcome"] == "unchanged"


def test_what_cannot_be_read_is_told_and_kept(script, attempt):
    told = put(script, attempt, "recall", "most").json()["results"][0]
    assert told["state"] == "invalid" and "q-recall" in told["problems"]
    asked = script.get(f"/api/v1/quiz-attempts/{attempt.pk}/").json()["questions"][0]
    assert asked["answer"]["value"] == {"answer": "most"} and asked["answer"]["problems"] == told["problems"]


def test_a_question_of_another_quiz_is_a_problem_and_saves_nothing(script, attempt):
    answers = [{"question": name, "fields": {"q-name": ["Ada"]}, "revision": 0} for name in ("name", "other")]
    refused = script.put(f"/api/v1/quiz-attempts/{attempt.pk}/answers/", {"answers": answers}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")
    assert not Response.objects.exists()


@pytest.mark.parametrize("text", ["\ud800", "x\0y", "\ud83d" * 9000])
def test_text_that_no_database_takes_is_told_or_mended(script, attempt, text):
    answer = {"question": "name", "fields": {"q-name": [text]}, "revision": 0}
    body = json.dumps({"answers": [answer]})
    path = f"/api/v1/quiz-attempts/{attempt.pk}/answers/"
    assert script.put(path, body, content_type="application/json").status_code in {200, 400}


def test_after_submission_nothing_is_taken(script, attempt):
    submit(attempt=attempt, at=NOW)
    refused = put(script, attempt, "name", "Ada")
    assert (refused.status_code, refused.json()["code"]) == (409, "attempt_over")


def test_there_is_no_result_before(script, attempt):
    refused = script.get(f"/api/v1/quiz-attempts/{attempt.pk}/result/")
    assert (refused.status_code, refused.json()["code"]) == (409, "attempt_running")


def test_it_is_hers_alone(attempt, taker):
    peer = script_of(make_learner(taker.cohort).user)
    teacher = script_of(make_instructor(taker.cohort).user)
    assert put(peer, attempt, "name", "Eve").status_code == 404
    assert put(teacher, attempt, "name", "Eve").status_code == 403
    submit(attempt=attempt, at=NOW)
    assert peer.get(f"/api/v1/quiz-attempts/{attempt.pk}/result/").status_code == 404
    assert teacher.get(f"/api/v1/quiz-attempts/{attempt.pk}/result/").json()["answers_shown"]


def test_a_quiz_is_no_exercise_there(script, quiz):
    assert script.get("/api/v1/exercises/").json()["results"] == []

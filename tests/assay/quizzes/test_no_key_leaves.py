"""Nothing of a key is in any page, API answer or log before it may be; the keys' texts begin with KEY."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from assay.accounts.models import AuditEvent
from assay.quizzes.models import QuizAttempt
from assay.quizzes.operations import start, submit
from assay.quizzes.sitting import Sitting
from tests.assay.factories import CLOSES, NOW
from tests.assay.quizzes.conftest import answer, make_quiz, make_taker
from tests.assay.quizzes.texts import EVERY_TYPE, SMALL

_TOKEN = re.compile(r"[A-Za-z0-9]{32,}")

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


def every_answer(client: Client, attempt: QuizAttempt) -> Iterator[tuple[str, str]]:
    """Every page and API answer of the quiz and its attempt, with what it was asked for."""
    cohort, quiz = attempt.enrolment.cohort, attempt.exercise
    pages = [
        f"/quiz-attempts/{attempt.pk}/{what}" for what in ("", "review/", "submit/", "receipt/", "result/")
    ]
    pages += [
        f"/quiz-attempts/{attempt.pk}/?question={asked.number}"
        for asked in Sitting.of(attempt).paper.questions
    ]
    pages += [
        f"/cohorts/{cohort.slug}/quizzes/{quiz.slug}/",
        f"/cohorts/{cohort.slug}/",
        f"/cohorts/{cohort.slug}/progress/",
    ]
    api = [
        f"quiz-attempts/{attempt.pk}/",
        f"quiz-attempts/{attempt.pk}/result/",
        "quizzes/",
        "exercises/",
        "progress/",
    ]
    for path in [*pages, *(f"/api/v1/{name}" for name in api)]:
        yield path, client.get(path, follow=True).content.decode()
    yield "schema", client.get("/api/schema/").content.decode()
    for asked in Sitting.of(attempt).paper.questions:
        content = {"question": asked.id, "based_on": 10**6, "go": "check", **dict.fromkeys(asked.fields, "7")}
        for accept in ("text/html", "application/json"):
            response = client.post(
                f"/quiz-attempts/{attempt.pk}/save/", content, headers={"Accept": accept}, follow=True
            )
            yield f"save {asked.id}", response.content.decode()


def leaks(client: Client, attempt: QuizAttempt) -> list[str]:
    """Where a key's text stands; in a token of the session any three letters may follow each other."""
    return [path for path, content in every_answer(client, attempt) if "KEY" in _TOKEN.sub("", content)]


@pytest.fixture
def taking(db, client):
    def make(text: str, rule: str, **policy: Any) -> QuizAttempt:
        quiz = make_quiz(text, reveal=rule)
        taker = make_taker(quiz, **policy)
        client.force_login(taker.user)
        return start(enrolment=taker, exercise=quiz, at=NOW)

    return make


def test_not_while_it_runs(taking, client, caplog):
    caplog.set_level(logging.DEBUG)
    attempt = taking(EVERY_TYPE, "after_submit")
    assert leaks(client, attempt) == []
    assert "KEY" not in caplog.text
    assert "KEY" not in str(list(AuditEvent.objects.values()))


@pytest.mark.parametrize("rule", ["after_close", "never"])
def test_not_after_submission_where_it_must_wait(taking, client, rule):
    attempt = taking(SMALL, rule)
    submit(attempt=attempt, at=NOW)
    assert leaks(client, attempt) == []


def test_not_where_the_cohort_holds_points_back(taking, client):
    attempt = taking(SMALL, "immediately", reveal_score="by_hand")
    assert leaks(client, attempt) == []
    submit(attempt=attempt, at=NOW)
    assert leaks(client, attempt) == []


def test_then_it_is_there(taking, client, time_machine):
    attempt = taking(SMALL, "after_close")
    submit(attempt=attempt, at=NOW)
    time_machine.move_to(CLOSES.replace(minute=1), tick=False)
    told = leaks(client, attempt)
    assert {path.rsplit("/", 2)[-2] for path in told} == {"result"}
    assert len(told) == 2  # page and API


def test_a_checked_question_tells_of_itself_alone(taking, client):
    attempt = taking(SMALL, "immediately")
    answer(attempt, "recall", "0.1")
    path = f"/quiz-attempts/{attempt.pk}/"
    client.post(f"{path}save/", {"question": "recall", "based_on": 10**6, "go": "check", "q-recall": "0.1"})
    shown = client.get(f"{path}?question=1").content.decode()
    assert "KEYexplanation" in shown and "KEYwrongfeedback" in shown and "KEYrightfeedback" not in shown
    assert "KEY" not in client.get(f"{path}?question=2").content.decode()
    changed = client.post(f"{path}save/", {"question": "recall", "based_on": 10**6, "q-recall": "0.9"})
    assert changed.status_code == 302
    assert Sitting.of(attempt).value("recall") == {"answer": "0.1"}


def test_order_and_ids_of_options_say_nothing(taking):
    """The right option stands first in the file; in papers it stands anywhere, under another id each time."""
    attempt = taking(SMALL, "never")
    places: set[int] = set()
    ids: set[str] = set()
    for seed in range(30):
        attempt.seed = seed
        asked = Sitting.of(attempt).paper.question("split")
        texts = [option.text for option in asked.parts[0].options]
        places.add(texts.index("To measure on unseen data"))
        ids.update(option.id for option in asked.parts[0].options)
    assert places == {0, 1, 2}
    assert len(ids) == 90

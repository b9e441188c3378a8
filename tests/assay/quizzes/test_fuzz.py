"""Whatever is sent, there is no error page, and never more points than there are."""

from __future__ import annotations

import json

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assay.quizzes.models import QuizAttempt
from assay.quizzes.operations import start, submit
from assay.quizzes.sitting import Sitting
from tests.assay.factories import NOW
from tests.assay.quizzes.conftest import make_quiz, make_taker
from tests.assay.quizzes.texts import EVERY_TYPE

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SOME = settings(
    max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
TEXTS = st.text(max_size=30) | st.sampled_from(
    [
        "",
        "0",
        "1e999",
        "-inf",
        "nan",
        "1/0",
        "9" * 600,
        "\0",
        "\ud800",
        "٣",
        "4,5",
        "100 %",
        "<script>",
        "{{ 7 }}",
    ]
)


@pytest.fixture
def attempt(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    quiz = make_quiz(EVERY_TYPE)
    taker = make_taker(quiz)
    client.force_login(taker.user)
    return start(enrolment=taker, exercise=quiz, at=NOW)


def own_answers(attempt) -> st.SearchStrategy:
    """For every field texts, and ids of any option of the paper."""
    questions = Sitting.of(attempt).paper.questions
    ids = [option.id for asked in questions for part in asked.parts for option in part.options]
    fields = [field for asked in questions for field in asked.fields]
    values = st.lists(TEXTS | st.sampled_from(ids), max_size=4)
    return st.dictionaries(st.sampled_from([*fields, "q-nowhere", "go", "based_on"]), values, max_size=8)


def questions_of(attempt) -> st.SearchStrategy:
    return st.sampled_from([*(asked.id for asked in Sitting.of(attempt).paper.questions), "other", ""])


def test_pages_take_whatever_is_sent(attempt, client):
    path = f"/quiz-attempts/{attempt.pk}/"

    @SOME
    @given(question=questions_of(attempt), content=own_answers(attempt), number=TEXTS)
    def check(question, content, number):
        sent = {
            name: [text.encode("utf-8", "surrogatepass") for text in given] for name, given in content.items()
        }
        response = client.post(f"{path}save/", {"question": question, **sent})
        assert response.status_code in {302, 409, 422}
        if response.status_code == 302:
            assert client.get(response["Location"]).status_code == 200

    check()
    client.post(f"{path}submit/")
    assert client.get(f"{path}result/").status_code == 200
    assert 0 <= attempt.current_marking.marking.points <= attempt.current_marking.marking.possible


def test_the_api_takes_whatever_is_sent(attempt, client):
    path = f"/api/v1/quiz-attempts/{attempt.pk}/answers/"
    answer = st.fixed_dictionaries(
        {
            "question": questions_of(attempt),
            "fields": own_answers(attempt),
            "revision": st.integers(-1, 2**31),
            "flagged": st.sampled_from([True, False, None, "perhaps"]),
        }
    )

    @SOME
    @given(body=st.lists(answer, max_size=3) | st.none() | TEXTS | st.integers())
    def check(body):
        response = client.put(path, json.dumps({"answers": body}), content_type="application/json")
        assert response.status_code in {200, 400}, response.content

    check()


def test_no_answers_earn_more_than_there_is(attempt):
    @SOME
    @given(values=st.data())
    def check(values):
        with transaction.atomic():
            fresh = QuizAttempt.objects.get(pk=attempt.pk)
            sitting = Sitting.of(fresh)
            for asked in sitting.paper.questions:
                drawn = {part.id: values.draw(_given(part)) for part in asked.parts}
                fresh.responses.create(question_id=asked.id, value=drawn, revision=1, saved_at=NOW)
            submit(attempt=fresh, at=NOW)
            marking = fresh.current_marking.marking
            assert 0 <= marking.points <= marking.possible == 13
            assert sum(row["points"] for row in marking.questions) == pytest.approx(float(marking.points))
            transaction.set_rollback(True)

    check()


def _given(part) -> st.SearchStrategy:
    ids = [option.id for option in part.options]
    chosen = (
        st.sampled_from(ids) if ids else TEXTS.filter(lambda text: "\0" not in text and "\ud800" not in text)
    )
    return chosen | st.lists(chosen, max_size=6)

"""The schema and the API agree: Schemathesis sends what the schema allows, and worse, and reads every answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from assay.accounts.operations import issue_token
from assay.cohorts.models import Enrolment
from assay.quizzes.operations import start
from tests.assay.factories import NOW, hand_in
from tests.assay.security.world import make_quiz

pytestmark = pytest.mark.slow

FEW = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def api_schema(learner: Enrolment) -> Iterator[Any]:
    """The schema as the site gives it, and the site behind it on the test's own database connection."""
    doors = (signals.request_started, signals.request_finished)
    for door in doors:
        door.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/schema/?format=json", WSGIHandler())
    for door in doors:
        door.connect(close_old_connections)


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    rates = dict.fromkeys(("user", "anon", "upload", "quiz"), "99999/min")
    monkeypatch.setattr("rest_framework.throttling.SimpleRateThrottle.THROTTLE_RATES", rates)


OPERATIONS = {
    "GET /api/v1/exercises/": lambda *_: {},
    "POST /api/v1/exercises/{id}/submissions/": lambda submission, _: {"id": submission.exercise_id},
    "GET /api/v1/submissions/{id}/": lambda submission, _: {"id": str(submission.pk)},
    "POST /api/v1/submissions/{id}/marks/": lambda submission, _: {"id": str(submission.pk)},
    "GET /api/v1/quizzes/": lambda *_: {},
    "POST /api/v1/quizzes/{id}/attempts/": lambda _, attempt: {"id": attempt.exercise_id},
    "GET /api/v1/quiz-attempts/{id}/": lambda _, attempt: {"id": str(attempt.pk)},
    "PUT /api/v1/quiz-attempts/{id}/answers/": lambda _, attempt: {"id": str(attempt.pk)},
    "POST /api/v1/quiz-attempts/{id}/submit/": lambda _, attempt: {"id": str(attempt.pk)},
    "GET /api/v1/quiz-attempts/{id}/result/": lambda _, attempt: {"id": str(attempt.pk)},
    "GET /api/v1/progress/": lambda *_: {},
    "GET /api/v1/cohorts/{id}/gradebook/": lambda submission, _: {"id": submission.enrolment.cohort.slug},
    "GET /api/v1/cohorts/{id}/exercises/{exercise}/leaderboard/": lambda submission, _: {
        "id": submission.enrolment.cohort.slug,
        "exercise": submission.exercise.slug,
    },
    "GET /api/v1/cohorts/{id}/leaderboard/": lambda submission, _: {"id": submission.enrolment.cohort.slug},
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_answer_is_as_the_schema_says(api_schema, learner, name):
    headers = {"Authorization": f"Token {issue_token(user=learner.user, at=NOW)}"}

    @FEW
    @given(case=_operation(api_schema, name).as_strategy())
    def check(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=headers)

    check()


@pytest.mark.parametrize("name", [name for name in OPERATIONS if "{" in name])
def test_so_it_is_for_things_that_exist(api_schema, learner, exercise, name):
    headers = {"Authorization": f"Token {issue_token(user=learner.user, at=NOW)}"}
    attempt = start(enrolment=learner, exercise=make_quiz(exercise, learner.cohort), at=NOW)
    existing = OPERATIONS[name](hand_in(learner, exercise), attempt)

    @FEW
    @given(case=_operation(api_schema, name).as_strategy())
    def check(case: schemathesis.Case) -> None:
        case.path_parameters = existing
        # What is made up is hardly ever a notebook, so it may be refused although the schema allows it.
        case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])

    check()


def test_every_operation_is_asked(api_schema):
    assert {operation.ok().label for operation in api_schema.get_all_operations()} == set(OPERATIONS)


def _operation(schema: Any, name: str) -> Any:
    method, path = name.split()
    return schema[path][method]


def test_the_schema_is_sound(tmp_path):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yml"))


def test_every_operation_documents_its_errors(client, db):
    paths = client.get("/api/schema/?format=json").json()["paths"]
    operations = [operation for path in paths.values() for operation in path.values()]
    assert len(operations) == len(OPERATIONS)
    for operation in operations:
        assert {"401", "406", "429", "500"} <= operation["responses"].keys()
        for status, response in operation["responses"].items():
            kind = "application/json" if status < "400" else "application/problem+json"
            assert list(response["content"]) == [kind], (operation["operationId"], status)

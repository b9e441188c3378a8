"""Whatever goes wrong, a script gets a problem document; and every kind of problem is explained."""

from __future__ import annotations

import re
import typing

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from assay.accounts.models import AuditEvent
from assay.api.codes import PROBLEMS
from assay.submissions import api
from tests.assay.api.problems import problem
from tests.repository import ROOT


@pytest.mark.parametrize("path", ["", "v1/", "v1/nothing/", "v1/exercises/x/submissions/", "v2/exercises/"])
@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "patch"])
def test_an_unknown_address(path, method):
    problem(getattr(APIClient(), method)(f"/api/{path}"), "not_found")


def test_a_forgotten_slash_is_named():
    assert "slash" in problem(APIClient().get("/api/v1/exercises"), "not_found")["detail"]


def test_a_method_that_does_not_work(script):
    response = script.client.delete("/api/v1/exercises/")
    problem(response, "method_not_allowed")
    assert "GET" in response["Allow"]


def test_a_format_that_cannot_be_given(script):
    problem(script.client.get("/api/v1/exercises/", headers={"Accept": "text/html"}), "not_acceptable")


@pytest.mark.parametrize(
    ("content_type", "body", "code"),
    [
        ("application/json", b"{}", "unsupported_media_type"),
        ("multipart/form-data", b"x", "parse_error"),
        ("multipart/form-data; boundary=" + "x" * 300, b"x", "unsupported_media_type"),
        ("multipart/form-data; boundary=b", b"no part at all", "invalid"),
    ],
)
def test_a_body_that_cannot_be_read(script, exercise, content_type, body, code):
    path = f"/api/v1/exercises/{exercise.pk}/submissions/"
    problem(script.client.generic("POST", path, body, content_type=content_type), code)


def test_too_many_files(script, exercise):
    files = {f"file-{number}": SimpleUploadedFile("a", b"a") for number in range(9)}
    path = f"/api/v1/exercises/{exercise.pk}/submissions/"
    problem(script.client.post(path, files, format="multipart"), "parse_error")


def test_too_many_fields(script, exercise):
    fields = {f"field-{number}": "a" for number in range(600)}
    path = f"/api/v1/exercises/{exercise.pk}/submissions/"
    problem(script.client.post(path, fields, format="multipart"), "parse_error")


def test_a_body_that_is_declared_too_large_is_not_parsed(script, exercise, learner, monkeypatch):
    def parse(*_):
        raise AssertionError

    monkeypatch.setattr("rest_framework.parsers.MultiPartParser.parse", parse)

    response = script.hand_in(exercise, b"x" * (9 << 20))

    assert "8 MiB" in problem(response, "too_large")["detail"]
    assert AuditEvent.objects.get(verb="upload.refused").actor == learner.user


def test_our_own_mistake_tells_nothing(script, monkeypatch):
    def broken(**_):
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("assay.submissions.api.offers", broken)
    script.client.raise_request_exception = False
    response = script.get("exercises/")
    problem(response, "server_error")
    assert b"secret" not in response.content


def test_a_session_needs_its_csrf_token(learner, exercise):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(learner.user)
    assert client.get("/api/v1/exercises/").status_code == 200
    path = f"/api/v1/exercises/{exercise.pk}/submissions/"
    problem(client.post(path, {}, format="multipart"), "permission_denied")


def test_too_many_requests(script, monkeypatch):
    monkeypatch.setattr(
        "rest_framework.throttling.SimpleRateThrottle.THROTTLE_RATES", {"user": "2/min", "anon": "2/min"}
    )
    answers = [script.get("exercises/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < problem(answers[2], "throttled")["retry_after"] <= 60


def test_too_many_hand_ins(script, exercise, monkeypatch):
    rates = {"user": "99/min", "anon": "99/min", "upload": "2/min"}
    monkeypatch.setattr("rest_framework.throttling.SimpleRateThrottle.THROTTLE_RATES", rates)
    answers = [script.hand_in(exercise, b"no notebook") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 429]
    problem(answers[2], "throttled")


def test_every_code_is_documented():
    page = (ROOT / "docs/reference/api.md").read_text()
    rows = re.findall(r"^\| (\d{3}) \| `(\w+)` \| (.+?) \| (.+?) \|$", page, re.MULTILINE)
    expected = [(str(kind.status), kind.code, kind.title, kind.advice) for kind in PROBLEMS.values()]
    assert rows == expected


def test_every_refusal_of_the_domain_has_a_code_of_the_api():
    sources = [
        *(ROOT / "platform/assay/submissions/operations").glob("*.py"),
        *(ROOT / "graders/notebook").glob("*.py"),
    ]
    raised: set[str] = set()
    for source in sources:
        raised |= set(re.findall(r"(?:Refused|InvalidNotebook|refuse)\(\s*\"(\w+)\"", source.read_text()))
    assert len(raised) > 8
    assert raised <= set(PROBLEMS)
    assert raised <= {*api.REFUSALS, *api.MARKING_REFUSALS}


def test_every_kind_is_complete():
    kinds = typing.cast("list", list(PROBLEMS.values()))
    assert [kind for kind in kinds if not (400 <= kind.status < 600 and kind.title and kind.advice)] == []

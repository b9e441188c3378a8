"""Doors that close after too many knocks, and forms that only our own pages may send."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assay.accounts.models import AuditEvent
from assay.submissions.models import Submission
from tests.assay.factories import NOW, make_user, notebook


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def alice(db):
    user = make_user("alice")
    user.set_password("a long pass phrase")
    user.save()
    return user


def sign_in(client: Client, password: str):
    return client.post("/accounts/login/", {"login": "alice", "password": password})


def test_signing_in_works(alice, client):
    assert sign_in(client, "a long pass phrase").status_code == 302


def test_guessing_a_password_is_slowed_down(alice, client):
    for number in range(10):
        sign_in(client, f"guess {number}")
    assert sign_in(client, "a long pass phrase").status_code != 302


def test_the_administration_has_no_door_of_its_own(alice, client):
    response = client.post("/admin/login/", {"username": "alice", "password": "a long pass phrase"})
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")
    assert "sessionid" not in client.cookies


def submit(client: Client, learner, content: bytes, **headers: str):
    path = f"/cohorts/{learner.cohort.slug}/exercises/squares/submit/"
    return client.post(path, {"notebook": SimpleUploadedFile("squares.ipynb", content)}, headers=headers)


def test_handing_in_by_page_works(learner, client):
    client.force_login(learner.user)
    assert submit(client, learner, notebook()).status_code == 302


def test_a_body_that_is_too_large_is_refused_before_it_is_parsed(learner, client, monkeypatch):
    def parse(*_):
        raise AssertionError

    monkeypatch.setattr("django.http.multipartparser.MultiPartParser.parse", parse)
    client.force_login(learner.user)

    response = submit(client, learner, b"x" * (9 << 20), Referer="http://testserver/cohorts/")

    assert response.status_code == 413
    assert b"larger than 8 MiB" in response.content
    assert b'href="http://testserver/cohorts/"' in response.content
    assert AuditEvent.objects.get(verb="upload.refused").actor == learner.user
    assert not Submission.objects.exists()


def test_the_way_back_leads_nowhere_else(learner, client):
    client.force_login(learner.user)
    response = submit(client, learner, b"x" * (9 << 20), Referer="https://evil.example/")
    assert b"evil" not in response.content


def test_strangers_cannot_fill_the_audit(client, db):
    response = client.post("/accounts/login/", b"x" * (9 << 20), content_type="text/plain")
    assert response.status_code == 413
    assert not AuditEvent.objects.exists()


def test_a_burst_of_hand_ins_is_slowed_down(learner, client, monkeypatch):
    rates = {"user": "99/min", "anon": "99/min", "upload": "2/min"}
    monkeypatch.setattr("rest_framework.throttling.SimpleRateThrottle.THROTTLE_RATES", rates)
    client.force_login(learner.user)
    answers = [submit(client, learner, b"no notebook") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 429]
    assert b"wait 60 seconds" in answers[2].content


def test_only_our_own_forms_are_taken(learner):
    client = Client(enforce_csrf_checks=True)
    client.force_login(learner.user)
    assert submit(client, learner, notebook()).status_code == 403
    assert client.post("/profile/tokens/").status_code == 403
    assert not Submission.objects.exists()

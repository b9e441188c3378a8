"""Tokens: made by command or on the profile page, hashed, expiring, revoked at once."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from knox.models import AuthToken
from rest_framework.test import APIClient

from assay.accounts import tokens
from assay.accounts.models import AuditEvent
from assay.accounts.operations import issue_token, revoke_token
from tests.assay.api.problems import problem
from tests.assay.factories import NOW, make_user


def ask(secret: str, scheme: str = "Token"):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"{scheme} {secret}".strip())
    return client.get("/api/v1/exercises/")


def command(*arguments: str) -> str:
    said = io.StringIO()
    call_command("issue_token", *arguments, stdout=said)
    return said.getvalue().strip()


@pytest.fixture
def user(db):
    return make_user("alice")


def test_the_command_prints_a_token_that_works(user):
    assert ask(command("alice")).status_code == 200


def test_each_call_makes_another_token(user):
    first, second = command("alice"), command("alice")
    assert first != second
    assert [ask(secret).status_code for secret in (first, second)] == [200, 200]


@pytest.mark.parametrize("arguments", [("nobody",), ("alice", "--days", "0"), ("alice", "--days", "99999")])
def test_the_command_says_what_is_wrong(user, arguments):
    with pytest.raises(CommandError, match=r"nobody|between"):
        command(*arguments)
    assert not AuthToken.objects.exists()


def test_only_its_hash_is_kept(user):
    secret = issue_token(user=user, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM knox_authtoken")
        row = str(cursor.fetchall())
    assert secret not in row
    assert secret[tokens.CONSTANTS.TOKEN_KEY_LENGTH :] not in row


def test_it_expires(user, time_machine):
    secret = command("alice", "--days", "2")
    time_machine.move_to(NOW + timedelta(days=2, seconds=-1), tick=False)
    assert ask(secret).status_code == 200
    time_machine.move_to(NOW + timedelta(days=2, seconds=1), tick=False)
    problem(ask(secret), "authentication_failed")
    assert tokens.tokens_of(user=user, at=NOW + timedelta(days=3)) == ()


def test_a_revoked_token_is_useless_at_once(user):
    secret = issue_token(user=user, at=NOW)
    (shown,) = tokens.tokens_of(user=user, at=NOW)
    assert secret.startswith(shown.key)
    assert revoke_token(user=user, key=shown.key, at=NOW)
    problem(ask(secret), "authentication_failed")
    assert not revoke_token(user=user, key=shown.key, at=NOW)


def test_nobody_revokes_anothers_token(user):
    secret = issue_token(user=user, at=NOW)
    (shown,) = tokens.tokens_of(user=user, at=NOW)
    assert not revoke_token(user=make_user(), key=shown.key, at=NOW)
    assert ask(secret).status_code == 200


def test_a_person_who_was_put_out_gets_nowhere(user):
    secret = issue_token(user=user, at=NOW)
    user.is_active = False
    user.save()
    problem(ask(secret), "authentication_failed")


@pytest.mark.parametrize(
    "secret", ["", "x", "assay_" + "0" * 64, "assay_\u00ff", "a b c", "assay_" + "0" * 10_000]
)
def test_what_is_no_token(user, secret):
    response = ask(secret)
    problem(response, "authentication_failed")
    assert response["WWW-Authenticate"] == "Token"


def test_no_token_at_all(db):
    problem(APIClient().get("/api/v1/exercises/"), "not_authenticated")


def test_another_scheme_is_no_token(user):
    problem(ask(issue_token(user=user, at=NOW), scheme="Bearer"), "not_authenticated")


def test_issuing_and_revoking_are_noted_without_the_secret(user):
    secret = issue_token(user=user, at=NOW)
    revoke_token(user=user, key=tokens.tokens_of(user=user, at=NOW)[0].key, at=NOW)
    lines = AuditEvent.objects.filter(actor=user)
    assert {line.verb for line in lines} == {"token.issued", "token.revoked"}
    assert not [line for line in lines if secret in str((line.before, line.after))]


def test_a_token_leaves_no_cookie(user):
    response = ask(issue_token(user=user, at=NOW))
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"

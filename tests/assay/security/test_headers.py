"""The headers of every answer, whatever the route, and the cookies that are set."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from assay.accounts.operations import issue_token
from tests.assay.factories import NOW
from tests.assay.security.routes import Route, routes
from tests.assay.security.test_routes import ask, client_of
from tests.assay.security.world import World, make_world

FORBIDDEN = ("unsafe-inline", "unsafe-eval", "http:", "https:", "*")
INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=|javascript:", re.IGNORECASE)
# Pages of others that are not ours to write: Django's administration keeps to the policy too, with inline JSON.
NOT_OURS = ("admin",)


@pytest.fixture
def world(exercise, time_machine) -> World:
    time_machine.move_to(NOW, tick=False)
    return make_world(exercise)


def policy(response) -> dict[str, list[str]]:
    """The content security policy of an answer, by directive."""
    parts = [part.split() for part in response["Content-Security-Policy"].split(";") if part.strip()]
    return {name: values for name, *values in parts}


@pytest.mark.parametrize("role", ["anonymous", "learner", "staff"])
def test_every_answer_has_the_headers(world, role):
    client = client_of(world, role)
    for route in routes():
        response = ask(client, world, route, "GET")
        _check(response, route)


def _check(response, route: Route) -> None:
    rules = policy(response)
    assert rules["default-src"] == ["'none'"], route
    assert rules["base-uri"] == ["'none'"], route
    assert "script-src" not in rules or rules["script-src"] == ["'self'"], route
    assert not [bad for values in rules.values() for bad in values if bad in FORBIDDEN], route
    assert rules["frame-ancestors"] == ["'self'"], route
    assert response["X-Content-Type-Options"] == "nosniff", route
    assert response["Referrer-Policy"] == "same-origin", route
    assert response["X-Frame-Options"] in {"SAMEORIGIN", "DENY"}, route
    assert response["Cross-Origin-Opener-Policy"] == "same-origin", route
    assert response["Cross-Origin-Resource-Policy"] == "same-origin", route
    assert "camera=()" in response["Permissions-Policy"], route


@pytest.mark.parametrize("role", ["anonymous", "learner", "instructor"])
def test_no_page_needs_more_than_the_policy_allows(world, role):
    client, seen = client_of(world, role), 0
    for route in routes():
        response = ask(client, world, route, "GET")
        is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
        if is_page and not route.pattern.startswith(NOT_OURS):
            assert not INLINE.findall(response.content.decode()), route
            seen += 1
    assert seen > 5


def test_personal_pages_stay_out_of_shared_caches(world):
    client = client_of(world, "learner")
    for route in routes():
        response = ask(client, world, route, "GET")
        kept = response.get("Cache-Control", "")
        assert "private" in kept or "no-store" in kept or "no-cache" in kept, (route, kept)


def test_a_token_makes_no_session(world):
    client = Client(headers={"Authorization": f"Token {issue_token(user=world.people['learner'], at=NOW)}"})
    for route in routes():
        if route.name.startswith("api:"):
            response = ask(client, world, route, "GET")
            assert not response.cookies or route.name == "api:docs", route


def test_a_token_opens_no_page(world):
    client = Client(headers={"Authorization": f"Token {issue_token(user=world.people['learner'], at=NOW)}"})
    response = client.get(f"/submissions/{world.submission.pk}/")
    assert response.status_code == 302


def test_the_cookie_of_a_session_is_not_for_scripts(world, client):
    world.people["learner"].set_password("a long pass phrase")
    world.people["learner"].save()
    client.post(
        "/accounts/login/",
        {"login": world.people["learner"].username, "password": "a long pass phrase"},
    )
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")

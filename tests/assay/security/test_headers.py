"""The headers of every answer, whatever the route, and the cookies that are set."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse, HttpResponseBase
from django.test import Client

from assay.accounts.operations import issue_token
from tests.assay.factories import NOW
from tests.assay.security.routes import Route, routes
from tests.assay.security.test_routes import ask, client_of
from tests.assay.security.world import World, make_world

pytestmark = pytest.mark.slow

FORBIDDEN = ("unsafe-inline", "unsafe-eval", "http:", "https:", "*")
INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=|javascript:", re.IGNORECASE)
# Django's administration brings its own pages, which keep to the policy in their way.
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
def test_every_answer(world, role):
    client, pages = client_of(world, role), 0
    for route in routes():
        response = ask(client, world, route, "GET")
        check_policy(response, route)
        check_headers(response, route)
        check_cache(response, route, role)
        pages += check_page(response, route)
    assert pages > 5


def check_policy(response: HttpResponseBase, route: Route) -> None:
    rules = policy(response)
    assert rules["default-src"] == rules["base-uri"] == ["'none'"], route
    assert rules.get("script-src", ["'self'"]) == ["'self'"], route
    assert rules["frame-ancestors"] == ["'self'"], route
    assert not [bad for values in rules.values() for bad in values if bad in FORBIDDEN], route


def check_headers(response: HttpResponseBase, route: Route) -> None:
    assert response["X-Content-Type-Options"] == "nosniff", route
    assert response["Referrer-Policy"] == "same-origin", route
    assert response["X-Frame-Options"] in {"SAMEORIGIN", "DENY"}, route
    assert response["Cross-Origin-Opener-Policy"] == "same-origin", route
    assert response["Cross-Origin-Resource-Policy"] == "same-origin", route
    assert "camera=()" in response["Permissions-Policy"], route


def check_cache(response: HttpResponseBase, route: Route, role: str) -> None:
    """What is personal stays out of shared caches; the schema is the same for everybody."""
    if role != "anonymous" and route.name != "api:schema":
        assert re.search("private|no-store|no-cache", response.get("Cache-Control", "")), route


def check_page(response: HttpResponseBase, route: Route) -> bool:
    """No page of ours needs more than the policy allows. True where there was one."""
    is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
    is_ours = not route.pattern.startswith(NOT_OURS)
    if is_page and is_ours:
        assert isinstance(response, HttpResponse)
        assert not INLINE.findall(response.content.decode()), route
    return is_page and is_ours


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

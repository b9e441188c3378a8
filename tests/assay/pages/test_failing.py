"""Pages for when something fails: each says what happened and offers a way on, whatever else is down."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone
from django.views.defaults import server_error

from tests.assay.factories import make_learner


@pytest.fixture
def maintenance(settings):
    settings.MAINTENANCE = "at 14:00 UTC"


def test_a_broken_page_asks_no_database():
    response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "nothing you handed in is lost" in response.content.decode()


@pytest.mark.parametrize("page", ["400", "403", "403_csrf", "404", "500", "503"])
def test_every_page_says_what_happened_and_offers_a_way_on(page):
    content = render_to_string(f"{page}.html")
    assert content.count("<h1>") == 1
    assert 'class="status' in content
    assert 'class="button primary"' in content


def test_while_worked_on_every_page_says_until_when(client, maintenance):
    response = client.get("/accounts/login/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "300")
    assert "back at 14:00 UTC" in response.content.decode()


def test_while_worked_on_the_api_answers_with_a_problem(client, maintenance):
    response = client.get("/api/v1/exercises/")
    assert (response.status_code, response.json()["code"]) == (503, "maintenance")
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
def test_while_worked_on_the_health_is_told_all_the_same(client, maintenance):
    assert client.get("/healthz").json()["checks"]["database"] == "ok"


def test_what_was_withdrawn_says_so(client, cohort, exercise):
    client.force_login(make_learner(cohort).user, backend="django.contrib.auth.backends.ModelBackend")
    exercise.retired_at = timezone.now()
    exercise.save()

    response = client.get(f"/cohorts/{cohort.slug}/exercises/{exercise.slug}/")

    assert response.status_code == 410
    assert str(exercise) in response.content.decode()
    assert f'href="/cohorts/{cohort.slug}/"' in response.content.decode()


@pytest.mark.django_db
def test_a_stranger_is_offered_to_sign_in(client):
    content = client.get("/nowhere/?page=2").content.decode()
    assert "/accounts/login/?next=%2Fnowhere%2F%3Fpage%3D2" in content

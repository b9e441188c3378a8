"""Every route × role: the table in the reference is walked, and no route may be missing from it."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.test.client import MULTIPART_CONTENT

from tests.assay.factories import NOW
from tests.assay.security.routes import ROLES, Route, outcome, routes, rows, rows_of
from tests.assay.security.world import World, make_world

pytestmark = pytest.mark.slow


@pytest.fixture
def world(exercise, time_machine) -> World:
    time_machine.move_to(NOW, tick=False)
    return make_world(exercise)


def client_of(world: World, role: str) -> Client:
    client = Client()
    user = world.people[role]
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def ask(client: Client, world: World, route: Route, method: str) -> HttpResponseBase:
    """One request whose traces are wiped out again, in the database and in the browser."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        path = world.address(route)
        kind = "application/json" if route.name.startswith(("api:quiz", "api:marks")) else MULTIPART_CONTENT
        response = client.get(path) if method == "GET" else client.post(path, world.body(route), kind)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def test_every_route_is_in_the_table():
    table = rows()
    assert not [route.name for route in routes() if not rows_of(route, table)]


def test_every_line_of_the_table_is_a_route():
    table = rows()
    used = {row.name for route in routes() for row in rows_of(route, table)}
    assert not [row.name for row in table if row.name not in used]


@pytest.mark.parametrize("role", ROLES)
def test_the_table_says_what_happens(world, role):
    table, client, wrong = rows(), client_of(world, role), []
    for route in routes():
        for row in rows_of(route, table):
            got = outcome(ask(client, world, route, row.method))
            if got != row.outcomes[role]:
                wrong.append(
                    f"{row.method} {world.address(route)} ({route.name}): {row.outcomes[role]}, got {got}"
                )
    assert not wrong, "\n".join(wrong)

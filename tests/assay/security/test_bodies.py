"""How much of a request's body gets past the door, whatever the client declares."""

from __future__ import annotations

import asyncio

import pytest

from assay.asgi import application
from assay.uploads import BoundedBody

LIMIT = 10


async def send(message):
    raise AssertionError(message)


class Application:
    """Reads a body as Django does, and remembers what it saw."""

    def __init__(self):
        self.body = b""
        self.length = None
        self.after = None

    async def __call__(self, scope, receive, send):
        while True:
            message = await receive()
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                break
        self.length = dict(scope["headers"]).get(b"content-length")
        self.after = (await receive())["type"]


async def hand_on(*pieces: bytes, declared: int | None = None) -> Application:
    application = Application()
    messages = [
        {"type": "http.request", "body": piece, "more_body": number < len(pieces)}
        for number, piece in enumerate(pieces, start=1)
    ]
    messages.append({"type": "http.disconnect"})
    headers = [] if declared is None else [(b"content-length", str(declared).encode())]

    async def receive():
        return messages.pop(0)

    await BoundedBody(application, limit=LIMIT)({"type": "http", "headers": headers}, receive, send)
    return application


async def test_it_works():
    seen = await hand_on(b"12345", b"67890", declared=10)
    assert (seen.body, seen.length, seen.after) == (b"1234567890", b"10", "http.disconnect")


async def test_a_body_that_is_declared_too_large_is_handed_on_empty():
    seen = await hand_on(b"12345", b"67890", b"1", declared=11)
    assert (seen.body, seen.length, seen.after) == (b"", b"11", "http.disconnect")


async def test_a_body_without_a_length_gets_one():
    seen = await hand_on(b"123", b"45")
    assert (seen.body, seen.length) == (b"12345", b"5")


async def test_a_body_without_a_length_is_cut_at_the_limit_and_known_to_be_too_large():
    seen = await hand_on(b"12345", b"67890", b"1", b"2345", b"6")
    assert len(seen.body) <= LIMIT
    assert (seen.length, seen.after) == (b"11", "http.disconnect")


async def test_a_body_larger_than_declared_is_cut():
    seen = await hand_on(b"12345", b"67890", b"12345", declared=5)
    assert len(seen.body) <= LIMIT
    assert seen.after == "http.disconnect"


@pytest.mark.parametrize("kind", ["websocket", "lifespan"])
async def test_other_kinds_of_connection_are_left_alone(kind):
    seen = []

    async def application(scope, receive, send):
        seen.append(receive)

    async def receive():
        raise AssertionError

    await BoundedBody(application, limit=LIMIT)({"type": kind}, receive, send)
    assert seen == [receive]


async def test_the_site_answers_before_it_has_read_what_is_too_large():
    read: list[int] = []
    sent: list[dict] = []

    async def receive():
        if len(read) < 3:
            read.append(1)
            return {"type": "http.request", "body": b"x" * 1024, "more_body": True}
        return {"type": "http.disconnect"} if sent else await _never()

    async def send(message):
        sent.append(message)

    headers = [(b"host", b"testserver"), (b"content-length", b"999999999"), (b"content-type", b"text/plain")]
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/accounts/login/",
        "query_string": b"",
        "headers": headers,
    }
    await application(scope, receive, send)

    assert sent[0]["status"] == 413
    assert b"Not accepted" in sent[1]["body"]


async def _never():
    await asyncio.sleep(60)

"""Requests wait their turn; one that has begun to answer holds up nobody."""

from __future__ import annotations

import asyncio

import pytest

from assay.waiting import BoundedConcurrency


class Slow:
    """Answers when it is told to; counts who is inside."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()
        self.inside = 0
        self.most = 0

    async def __call__(self, scope, receive, send):
        self.inside += 1
        self.most = max(self.most, self.inside)
        if scope.get("breaks"):
            self.inside -= 1
            raise RuntimeError
        if not scope.get("streams"):
            await self.go_on.wait()
        self.inside -= 1
        await send({"type": "http.response.start"})
        await self.go_on.wait()
        await send({"type": "http.response.body"})


async def nothing():
    """No body comes."""
    return {"type": "http.request"}


async def ignore(_message):
    """Nobody reads it."""


def asked(application, **scope):
    return asyncio.ensure_future(application({"type": "http", **scope}, nothing, ignore))


async def test_no_more_than_the_limit_are_inside():
    slow = Slow()
    application = BoundedConcurrency(slow, limit=2)
    requests = [asked(application) for _ in range(5)]
    await asyncio.sleep(0)
    assert (slow.inside, slow.most) == (2, 2)
    slow.go_on.set()
    await asyncio.gather(*requests)
    assert slow.most == 2


async def test_a_stream_that_stays_open_holds_no_place():
    slow = Slow()
    application = BoundedConcurrency(slow, limit=1)
    stream = asked(application, streams=True)
    await asyncio.sleep(0)
    other = asked(application)
    for _ in range(3):
        await asyncio.sleep(0)
    assert slow.inside == 1
    slow.go_on.set()
    await asyncio.gather(stream, other)


async def test_a_request_that_breaks_gives_its_place_back():
    application = BoundedConcurrency(Slow(), limit=1)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            await asked(application, breaks=True)


async def test_what_is_no_request_does_not_wait():
    slow = Slow()
    slow.go_on.set()
    application = BoundedConcurrency(slow, limit=0)
    await application({"type": "lifespan"}, nothing, ignore)

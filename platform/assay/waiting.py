"""So many requests at a time as help: the others wait in the event loop, not each in a thread with a connection of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class BoundedConcurrency:
    """An ASGI application that works at `limit` requests at once.

    A request has its turn until its answer begins: a stream of events that stays open holds no place.
    """

    def __init__(self, application: Application, *, limit: int) -> None:
        self._application = application
        self._places = asyncio.Semaphore(limit)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        await self._places.acquire()
        is_held = True

        async def send_and_leave(message: Message) -> None:
            nonlocal is_held
            if is_held and message["type"] == "http.response.start":
                is_held = False
                self._places.release()
            await send(message)

        try:
            await self._application(scope, receive, send_and_leave)
        finally:
            if is_held:
                self._places.release()

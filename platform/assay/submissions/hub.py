"""One subscription to Redis per event loop, handed out to any number of followers."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from uuid import UUID
from weakref import WeakKeyDictionary

from assay import broker

_PREFIX = "assay:submission:"
_PATIENCE_SECONDS = 1.0
_MOST_WAITING = 64
_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


class Hub:
    """Listens while anybody follows; tries again every second where Redis is away."""

    def __init__(self) -> None:
        self._queues: dict[str, set[asyncio.Queue[str]]] = {}
        self._listener: asyncio.Task[None] | None = None
        self._listening = asyncio.Event()

    @staticmethod
    def of_running_loop() -> Hub:
        """The hub of this event loop."""
        return _hubs.setdefault(asyncio.get_running_loop(), Hub())

    @staticmethod
    def channel(submission_id: UUID) -> str:
        """The channel of a submission, and the key of its latest event."""
        return f"{_PREFIX}{submission_id}"

    @property
    def is_listening(self) -> bool:
        return self._listening.is_set()

    async def wait_until_listening(self) -> None:
        """Return when events arrive, or after a second without Redis."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await self._listening.wait()

    def join(self, submission_id: UUID) -> asyncio.Queue[str]:
        """A queue that gets this submission's events as JSON."""
        queue: asyncio.Queue[str] = asyncio.Queue(maxsize=_MOST_WAITING)
        self._queues.setdefault(self.channel(submission_id), set()).add(queue)
        if self._listener is None or self._listener.done():
            self._listener = asyncio.create_task(self._listen())
        return queue

    async def leave(self, submission_id: UUID, queue: asyncio.Queue[str]) -> None:
        """Forget a queue; with the last one the subscription ends."""
        followers = self._queues.get(self.channel(submission_id), set())
        followers.discard(queue)
        if not followers:
            self._queues.pop(self.channel(submission_id), None)
        if not self._queues and self._listener is not None:
            listener, self._listener = self._listener, None
            listener.cancel()
            with suppress(asyncio.CancelledError):
                await listener

    async def _listen(self) -> None:
        while True:
            with suppress(*broker.UNREACHABLE):
                await self._deliver_all()
            self._listening.clear()
            await asyncio.sleep(_PATIENCE_SECONDS)

    async def _deliver_all(self) -> None:
        try:
            async with broker.listening_client() as client, client.pubsub() as subscription:
                await subscription.psubscribe(f"{_PREFIX}*")
                async for message in subscription.listen():
                    if message["type"] == "psubscribe":
                        self._listening.set()
                    elif message["type"] == "pmessage":
                        self._deliver(message["channel"], message["data"])
        finally:
            self._listening.clear()

    def _deliver(self, channel: str, text: str) -> None:
        for queue in self._queues.get(channel, ()):
            if queue.full():
                queue.get_nowait()  # a slow follower misses steps in between, never the latest
            queue.put_nowait(text)

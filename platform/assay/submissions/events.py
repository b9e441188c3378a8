"""What happens to a submission, told as it happens: published by workers, followed by pages.

The database stays the truth: without Redis a follower still gets every change of state, only later.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any, Self
from uuid import UUID

import structlog
from asgiref.sync import sync_to_async
from django.db import close_old_connections

from assay import broker
from assay.submissions.hub import Hub
from assay.submissions.models import GradingJob, Submission
from assay.submissions.queries.queue import place_in_queue

Event = dict[str, Any]
DONE: Event = {"stage": "done"}
_KEEP_SECONDS = 900
_POLL_SECONDS = {"queued": 5.0, "running": 15.0}
_POLL_SECONDS_WITHOUT_REDIS = 1.0
log = structlog.get_logger(__name__)


def publish(*, submission_id: UUID, event: Event) -> None:
    """Tell those who watch; without Redis nobody hears it, and nothing else is lost."""
    text = json.dumps(event)
    name = Hub.channel(submission_id)
    try:
        with broker.client().pipeline(transaction=False) as pipeline:
            pipeline.set(name, text, ex=_KEEP_SECONDS)
            pipeline.publish(name, text)
            pipeline.execute()
    except broker.UNREACHABLE as error:
        log.debug("event_not_published", submission_id=str(submission_id), reason=str(error))


def subscribe(submission_id: UUID) -> Subscription:
    """Follow one submission: first where it stands now, then every change, last `{"stage": "done"}`.

    Cancelling a waiting `anext` loses nothing; call `aclose` at the end.
    """
    return Subscription(submission_id)


class Subscription(AsyncIterator[Event]):
    """One follower of one submission."""

    def __init__(self, submission_id: UUID) -> None:
        self._submission_id = submission_id
        self._hub = Hub.of_running_loop()
        self._queue = self._hub.join(submission_id)
        self._last: Event | None = None

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Event:
        if self._last == DONE:
            await self.aclose()
            raise StopAsyncIteration
        if self._last is None:
            await self._hub.wait_until_listening()
            event = await self._current()
        else:
            event = await self._change(self._last)
        self._last = event
        return event

    async def aclose(self) -> None:
        """Stop listening. May be called twice."""
        await self._hub.leave(self._submission_id, self._queue)

    async def _change(self, last: Event) -> Event:
        while True:
            event = await self._heard(last)
            if event is None or event["stage"] != "running":
                event = await self._current()
            if event != last:
                return event

    async def _heard(self, last: Event) -> Event | None:
        """The next event, or None when it is time to look into the database."""
        patience = _POLL_SECONDS[last["stage"]] if self._hub.is_listening else _POLL_SECONDS_WITHOUT_REDIS
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                event: Event = json.loads(await self._queue.get())
                return event
        return None

    async def _current(self) -> Event:
        return await sync_to_async(_looked_up)(self._submission_id)


def current_event(submission_id: UUID) -> Event:
    """Where a submission stands now, in the form of an event."""
    job = Submission.objects.get(pk=submission_id).job
    if job.is_terminal:
        return DONE
    if job.state == GradingJob.State.RUNNING:
        return _last_published(submission_id)
    place = place_in_queue(job=job)
    return {"stage": "queued", "ahead": place.ahead, "estimate_seconds": place.seconds}


def _looked_up(submission_id: UUID) -> Event:
    """A stream may last for minutes and would hold its connection to the database all the time."""
    try:
        return current_event(submission_id)
    finally:
        close_old_connections()


def _last_published(submission_id: UUID) -> Event:
    started: Event = {"stage": "running", "step": "matched", "done": 0, "total": 0}
    try:
        text = broker.client().get(Hub.channel(submission_id))
    except broker.UNREACHABLE:
        return started
    event: Event = json.loads(str(text)) if text else started
    return event if event["stage"] == "running" else started

"""The one door to Redis besides Celery's own: clients that give up quickly, because nothing here may wait for it."""

from __future__ import annotations

from functools import cache

import redis
import redis.asyncio
from django.conf import settings

UNREACHABLE = (redis.RedisError, OSError)
_PATIENCE_SECONDS = 1.0


@cache
def client() -> redis.Redis:
    """The process's client; it reconnects by itself."""
    return redis.Redis.from_url(
        settings.REDIS_URL,
        decode_responses=True,
        socket_connect_timeout=_PATIENCE_SECONDS,
        socket_timeout=_PATIENCE_SECONDS,
    )


def listening_client() -> redis.asyncio.Redis:
    """A new client for one event loop, to subscribe with; close it."""
    return redis.asyncio.Redis.from_url(
        settings.REDIS_URL, decode_responses=True, socket_connect_timeout=_PATIENCE_SECONDS
    )

"""Is everything there that the site needs? `/healthz` says it in JSON."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assay import broker

_BEAT_KEY = "assay:beat"
_POOL_KEY = "assay:pool"
_BEAT_SECONDS = 60
_POOL_SECONDS = 1.0


@require_safe
@never_cache
def healthz(_request: HttpRequest) -> JsonResponse:
    """200 while pages can be served, which takes the database; what else is missing makes it "degraded"."""
    checks = {name: check() for name, check in _CHECKS.items()}
    status = "ok" if all(checks.values()) else "degraded" if checks["database"] else "down"
    words = {name: "ok" if is_there else "missing" for name, is_there in checks.items()}
    return JsonResponse({"status": status, "checks": words}, status=200 if checks["database"] else 503)


def note_beat() -> None:
    """Called by the task that beat sends: beat, broker and worker are alive, and whether the worker reaches a pool."""
    try:
        broker.client().set(_BEAT_KEY, int(time.time()), ex=_BEAT_SECONDS)
        if pool_answers(settings.POOL_SOCKET):
            broker.client().set(_POOL_KEY, int(time.time()), ex=_BEAT_SECONDS)
    except broker.UNREACHABLE:
        return  # then healthz says so


def pool_answers(path: Path) -> bool:
    """Whether somebody listens at the pool's socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as trial:
        trial.settimeout(_POOL_SECONDS)
        try:
            return trial.connect_ex(str(path)) == 0
        except OSError:  # a path longer than the kernel takes
            return False


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def _broker() -> bool:
    try:
        return bool(broker.client().ping())
    except broker.UNREACHABLE:
        return False


def _pool() -> bool:
    """Where the web server is kept away from the sandbox, a worker's word counts."""
    return pool_answers(settings.POOL_SOCKET) or _noted(_POOL_KEY)


def _noted(key: str) -> bool:
    try:
        return bool(broker.client().exists(key))
    except broker.UNREACHABLE:
        return False


_CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "broker": _broker,
    "pool": _pool,
    "beat": lambda: _noted(_BEAT_KEY),
}

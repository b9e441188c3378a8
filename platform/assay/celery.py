"""The Celery app, and `enqueue`, the one door to the queue."""

from __future__ import annotations

import os
from functools import partial
from typing import Any

import structlog
from celery import Celery, signals
from django.db import transaction
from kombu.exceptions import OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assay.settings")

app = Celery("assay")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
log = structlog.get_logger(__name__)


def enqueue(*, task: str, lane: str, delay_seconds: float = 0, **arguments: int | str) -> None:
    """Wake a worker after the current transaction commits; losing the message loses nothing."""
    transaction.on_commit(partial(_send, task, lane, delay_seconds, arguments))


def _send(task: str, lane: str, delay_seconds: float, arguments: dict[str, Any]) -> None:
    try:
        app.send_task(task, kwargs=arguments, queue=lane, countdown=delay_seconds or None)
    except (OperationalError, OSError) as error:
        log.warning("wake_up_lost", task=task, lane=lane, reason=str(error), **arguments)


@signals.setup_logging.connect
def _keep_our_logging(**_: Any) -> None:
    """Django's LOGGING holds in workers too; without this Celery would replace it."""


@signals.worker_ready.connect
def _mend_at_once(**_: Any) -> None:
    """A worker that starts looks for work whose wake-up was lost while nobody listened."""
    _send("submissions.reap", "interactive", 0, {})
    _send("authoring.reap", "interactive", 0, {})
    _send("submissions.prepare", "bulk", 0, {})

"""The Celery app, and `enqueue`, the one door to the queue."""

from __future__ import annotations

import os
from functools import partial

from celery import Celery
from django.db import transaction

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assay.settings")

app = Celery("assay")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def enqueue(*, task: str, lane: str, **arguments: int | str) -> None:
    """Wake a worker after the current transaction commits; losing the message loses nothing."""
    transaction.on_commit(partial(app.send_task, task, kwargs=arguments, queue=lane))

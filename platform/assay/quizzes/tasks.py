"""What workers do for quizzes."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from assay.quizzes import operations


@shared_task(name="quizzes.finish_overdue")
def finish_overdue() -> None:
    """End the attempts whose time is over."""
    operations.finish_overdue(at=timezone.now())

"""`manage.py publish PATH`: make a course folder what learners see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from assay.catalog.operations import PublishRefused, publish


class Command(BaseCommand):
    """Prints one row per exercise; refuses with every problem of every file."""

    help = "Publish a course folder; publishing it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="the course's folder, such as exercises/ml-foundations")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            report = publish(folder=options["path"], by=None, at=timezone.now())
        except PublishRefused as error:
            raise CommandError(f"Nothing was published:\n{error}") from error
        for item in report.exercises:
            self.stdout.write(
                f"{item.outcome:<10}{item.slug:<24}{item.points:>8.2f} points  {item.digest[:12]}"
            )
        self.stdout.write(
            f"{report.course.title}: {'published' if report.is_changed else 'nothing changed'}."
        )

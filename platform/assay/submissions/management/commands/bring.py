"""`manage.py bring COHORT DIR`: people, notebooks and marks of a course that `graders import` has read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from assay.accounts.models import User
from assay.cohorts.models import Cohort
from assay.submissions.operations import Brought, bring
from assay.submissions.operations.brought_files import BringRefused


class Command(BaseCommand):
    """Prints what came, and every line that could not."""

    help = (
        "Bring people, notebooks and marks of another system into a cohort; doing it again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("cohort", help="the cohort's short name, as in its address")
        parser.add_argument("folder", type=Path, help="what `graders import` wrote: it holds people.csv")
        parser.add_argument("--by", metavar="USER", help="who brings it; kept with each mark")

    def handle(self, *_args: Any, **options: Any) -> None:
        cohort = Cohort.objects.select_related("course").filter(slug=options["cohort"]).first()
        if cohort is None:
            raise CommandError(f"There is no cohort “{options['cohort']}”; its short name is in its address.")
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
            bar = bars.add_task("people", total=None)
            try:
                brought = bring(
                    cohort=cohort,
                    folder=options["folder"],
                    by=_person(options["by"]),
                    at=timezone.now(),
                    on_progress=lambda what, done, total: bars.update(
                        bar, description=what, completed=done, total=total
                    ),
                )
            except BringRefused as error:
                raise CommandError(f"Nothing was brought:\n{error}") from error
        self._tell(brought)

    def _tell(self, brought: Brought) -> None:
        for sentence in brought.refused:
            self.stdout.write(f"not brought: {sentence}")
        if brought.without_time:
            self.stdout.write(
                f"{brought.without_time} notebooks have no time; they count as handed in in time."
            )
        self.stdout.write(
            f"{brought.people} people, {brought.submissions} notebooks, {brought.marks} marks, {brought.dates} due dates, "
            f"{brought.extensions} extensions; what was there already stayed as it was. "
            "The notebooks are graded while nobody else waits."
        )


def _person(name: str | None) -> User | None:
    if name is None:
        return None
    person = User.objects.filter(username=name).first()
    if person is None:
        raise CommandError(f"There is no person “{name}”.")
    return person

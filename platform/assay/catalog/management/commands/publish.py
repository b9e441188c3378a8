"""`manage.py publish PATH`: check a course folder, then make it what learners see."""

from __future__ import annotations

import os
from itertools import groupby
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from assay.accounts.models import User
from assay.catalog.folders import CourseFolder, Source, read_course
from assay.catalog.models import CheckReport
from assay.catalog.operations import PublishRefused, check, publish
from assay.catalog.queries import newly_offered, report_of
from assay.catalog.sandboxes import sandbox
from assay.catalog.sources import environment_of, slug_of
from graders.pool.interface import Grader
from graders.report import PlatformError


class Command(BaseCommand):
    """Prints one row per exercise; refuses with every problem of every file, and with all that would be unfair."""

    help = "Check and publish a course folder; publishing it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="the course's folder, such as exercises/ml-foundations")
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument(
            "--force", metavar="REASON", help="publish over unfair findings; the reason is kept"
        )
        choice.add_argument(
            "--unchecked", metavar="REASON", help="publish without a check; the reason is kept"
        )
        choice.add_argument(
            "--check-only",
            action="store_true",
            help="check everything that has no report yet; publish nothing",
        )
        parser.add_argument("--by", metavar="USER", help="who publishes; kept with each version")
        parser.add_argument(
            "--jobs", type=int, metavar="N", help="how many runs at once (default: one per core)"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        reason, by = _reason(options), _person(options["by"])
        try:
            folder = read_course(options["path"])
        except PublishRefused as error:
            raise CommandError(f"Nothing was published:\n{error}") from error
        if not options["unchecked"]:
            self._check(folder, options)
        if not options["check_only"]:
            self._publish(options["path"], reason, by)

    def _check(self, folder: CourseFolder, options: dict[str, Any]) -> None:
        every = [source for week in folder.weeks for source in week.sources]
        wanted = every if options["check_only"] else newly_offered(folder)
        try:
            reports = _reports(wanted, jobs=options["jobs"] or len(os.sched_getaffinity(0)))
        except PlatformError as error:
            sentence = f"Nothing was published: the sandbox could not check it: {error}. `graders doctor` says what to do."
            raise CommandError(sentence) from error
        for report in reports:
            self._show(report)
        if not all(report.is_fair for report in reports) and not options["force"]:
            raise CommandError(_refusal(reports, is_publishing=not options["check_only"]))

    def _show(self, report: CheckReport) -> None:
        words = "fit to publish" if report.is_fair else "not fit to publish"
        caught = (
            ""
            if report.mutation_score is None
            else f", {100 * report.mutation_score:.0f} % of mutants caught"
        )
        self.stdout.write(f"checked   {report.slug:<24}{words}{caught}")

    def _publish(self, path: Path, reason: str, by: User | None) -> None:
        try:
            report = publish(folder=path, by=by, at=timezone.now(), reason=reason)
        except PublishRefused as error:
            raise CommandError(f"Nothing was published:\n{error}") from error
        for item in report.exercises:
            self.stdout.write(
                f"{item.outcome:<10}{item.slug:<24}{item.points:>8.2f} points  {item.digest[:12]}"
            )
        self.stdout.write(
            f"{report.course.title}: {'published' if report.is_changed else 'nothing changed'}."
        )


def _reason(options: dict[str, Any]) -> str:
    for name in ("force", "unchecked"):
        reason = options[name]
        if reason is not None and not reason.strip():
            raise CommandError(f'--{name} needs a reason: --{name} "what you know that the check does not".')
    return str(options["force"] or options["unchecked"] or "").strip()


def _person(username: str | None) -> User | None:
    person = User.objects.filter(username=username, is_active=True).first() if username else None
    if username and person is None:
        raise CommandError(f"There is no active user named {username!r}.")
    return person


def _reports(sources: list[Source], *, jobs: int) -> list[CheckReport]:
    """One for each: that of an earlier check of the very same content, or a new one."""
    known = {slug_of(source): report_of(source) for source in sources}
    missing = sorted(
        (source for source in sources if known[slug_of(source)] is None),
        key=environment_of,
    )
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        for environment, group in groupby(missing, key=environment_of):
            starting = bars.add_task("starting a sandbox", total=None)
            with sandbox(environment=environment, jobs=jobs) as grader:
                bars.remove_task(starting)
                for source in group:
                    known[slug_of(source)] = _check_one(source, grader, jobs, bars)
    return [report for report in known.values() if report is not None]


def _check_one(source: Source, grader: Grader, jobs: int, bars: Progress) -> CheckReport:
    bar = bars.add_task(slug_of(source), total=None)

    def tell(stage: str, done: int, total: int) -> None:
        bars.update(bar, description=f"{slug_of(source)}: {stage}", completed=done, total=total)

    try:
        return check(source=source, grader=grader, jobs=jobs, at=timezone.now(), on_progress=tell)
    finally:
        bars.remove_task(bar)


def _refusal(reports: list[CheckReport], *, is_publishing: bool) -> str:
    """Every unfair finding of every exercise, and what to do."""
    lines = [
        f"{report.slug}: {finding['place']}: {finding['sentence']}"
        for report in reports
        for finding in report.report["findings"]
        if finding["severity"] == "unfair"
    ]
    head = (
        "Nothing was published, because learners would be wronged:"
        if is_publishing
        else "Unfair to learners:"
    )
    foot = 'Mend it, or publish all the same: --force "why"' if is_publishing else ""
    return "\n".join([head, *lines, *([foot] if foot else [])])

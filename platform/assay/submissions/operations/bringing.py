"""Bring a cohort in that learnt elsewhere: its people, its dates, what they handed in, the marks that people gave."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from assay.accounts.models import User
from assay.accounts.operations import record as audit
from assay.catalog.models import Exercise
from assay.cohorts.models import Cohort, Enrolment, Extension, ScheduledExercise
from assay.cohorts.operations import enrol, extend, schedule
from assay.cohorts.queries import effective_deadline
from assay.submissions.models import Submission
from assay.submissions.operations.brought_files import (
    Folder,
    HandedInLine,
    MarkLine,
    PersonLine,
    read_folder,
)
from assay.submissions.operations.marking import mark
from assay.submissions.operations.receiving import take_over
from assay.submissions.operations.refusals import Refused

_REASON = "Brought with the course"

OnProgress = Callable[[str, int, int], None]
"""Hears what is being brought, how much of it is done, of how many."""


@dataclass(kw_only=True)
class Brought:
    """How much came that was not there before; `refused` are sentences on what could not."""

    people: int = 0
    dates: int = 0
    extensions: int = 0
    submissions: int = 0
    marks: int = 0
    without_time: int = 0
    refused: list[str] = field(default_factory=list)


def bring(*, cohort: Cohort, folder: Path, by: User | None, at: datetime, on_progress: OnProgress) -> Brought:
    """Bring all of `folder` into `cohort`; done again, it changes nothing.

    People who have an account of that name keep it, and those who teach in the cohort their role. An exercise that has
    no dates in the cohort gets its old due date. Raises `BringRefused` for tables that cannot be read.
    """
    tables = read_folder(folder)
    bringing = _Bringing(cohort=cohort, by=by, at=at)
    bringing.everybody(tables)
    bringing.all_dates(tables)
    for number, line in enumerate(sorted(tables.handed_in, key=_order)):
        on_progress("notebooks", number, len(tables.handed_in))
        bringing.notebook(line)
    for number, given in enumerate(tables.marks):
        on_progress("marks", number, len(tables.marks))
        bringing.mark(given)
    return bringing.brought


def _order(line: HandedInLine) -> tuple[str, str, str]:
    return line.student, line.exercise, line.at.isoformat() if line.at else ""


class _Bringing:
    def __init__(self, *, cohort: Cohort, by: User | None, at: datetime) -> None:
        self.brought = Brought()
        self._cohort, self._by, self._at = cohort, by, at
        exercises = Exercise.objects.select_related("current", "course").filter(course=cohort.course)
        self._exercises = {exercise.slug: exercise for exercise in exercises}
        self._enrolments: dict[str, Enrolment] = {}

    # ------------------------------------------------------------ people and dates

    def everybody(self, tables: Folder) -> None:
        """Everybody named in people.csv."""
        for line in tables.people:
            try:
                self._person(line)
            except ValidationError as error:
                self.brought.refused.append(f"{line.student}: {' '.join(error.messages)}")

    @transaction.atomic
    def _person(self, line: PersonLine) -> None:
        user = User.objects.filter(username=line.student).first() or self._account(line)
        enrolment = Enrolment.objects.filter(user=user, cohort=self._cohort).first()
        if enrolment is None:
            enrolment = enrol(user=user, cohort=self._cohort, by=self._by, at=self._at)
            self.brought.people += 1
        self._enrolments[line.student] = enrolment

    def _account(self, line: PersonLine) -> User:
        """An account without a password: its owner sets one by mail, or whoever runs the site does."""
        if line.email:
            validate_email(line.email)
        user = User(
            username=line.student, first_name=line.first_name, last_name=line.last_name, email=line.email
        )
        user.set_unusable_password()
        user.full_clean()
        user.save()
        audit(actor=self._by, verb="account.brought", obj=user, at=self._at)
        return user

    def all_dates(self, tables: Folder) -> None:
        """Old due dates where the cohort has no dates, and the extensions that people had."""
        due = {line.exercise: line.due_at for line in tables.dates}
        for slug, due_at in due.items():
            first = min(
                (line.at for line in tables.handed_in if line.exercise == slug and line.at), default=due_at
            )
            self._date(slug, due_at, min(first, due_at))
        for line in tables.handed_in:
            if line.due_at and line.due_at > due.get(line.exercise, line.due_at):
                self._extension(line, line.due_at)

    def _date(self, slug: str, due_at: datetime, opens_at: datetime) -> None:
        exercise = self._exercises.get(slug)
        if (
            exercise is None
            or ScheduledExercise.objects.filter(cohort=self._cohort, exercise=exercise).exists()
        ):
            return
        schedule(
            cohort=self._cohort, exercise=exercise, opens_at=opens_at, due_at=due_at, by=self._by, at=self._at
        )
        self.brought.dates += 1

    def _extension(self, line: HandedInLine, until: datetime) -> None:
        enrolment, exercise = self._enrolments.get(line.student), self._exercises.get(line.exercise)
        if enrolment is None or exercise is None:
            return  # told with the notebook
        known = Extension.objects.filter(enrolment=enrolment, exercise=exercise, until=until, reason=_REASON)
        if not known.exists():
            extend(
                enrolment=enrolment, exercise=exercise, until=until, reason=_REASON, by=self._by, at=self._at
            )
            self.brought.extensions += 1

    # ------------------------------------------------------------ notebooks and marks

    def notebook(self, line: HandedInLine) -> None:
        """One notebook, at the time at which it was handed in; where nobody knows it, in time."""
        place = f"{line.student}, {line.exercise}"
        enrolment, exercise = self._enrolments.get(line.student), self._exercises.get(line.exercise)
        if enrolment is None or exercise is None:
            missing = "person in people.csv" if enrolment is None else "exercise published in the course"
            self.brought.refused.append(f"{place}: there is no such {missing}.")
            return
        content = line.file.read_bytes()
        key = _key(line.exercise, line.at.isoformat() if line.at else "", content)
        if Submission.objects.filter(enrolment=enrolment, idempotency_key=key).exists():
            return
        try:
            take_over(
                enrolment=enrolment,
                exercise=exercise,
                file_name=line.file.name,
                content=content,
                handed_in_at=line.at or self._in_time(enrolment, exercise),
                at=self._at,
                idempotency_key=key,
            )
        except Refused as refused:
            self.brought.refused.append(f"{place}: {refused}")
            return
        self.brought.submissions += 1
        self.brought.without_time += line.at is None

    def _in_time(self, enrolment: Enrolment, exercise: Exercise) -> datetime:
        due_at = effective_deadline(enrolment=enrolment, exercise=exercise).due_at
        return min(due_at, self._at) if due_at else self._at

    def mark(self, line: MarkLine) -> None:
        """One mark, for the last notebook that was brought; the same mark is not given twice."""
        place = f"{line.student}, {line.exercise}, {line.question}"
        submission = self._latest(line)
        if line.points is None:
            self.brought.refused.append(
                f"{place}: a comment without points has no place here: {line.comment!r}"
            )
        elif submission is None:
            self.brought.refused.append(f"{place}: there is a mark, but no notebook.")
        elif not _is_given(submission, line):
            try:
                mark(
                    submission=submission,
                    question=line.question,
                    points=line.points,
                    comment=line.comment,
                    by=self._by,
                    at=self._at,
                )
                self.brought.marks += 1
            except Refused as refused:
                self.brought.refused.append(f"{place}: {refused}")

    def _latest(self, line: MarkLine) -> Submission | None:
        enrolment, exercise = self._enrolments.get(line.student), self._exercises.get(line.exercise)
        if enrolment is None or exercise is None:
            return None
        brought: Iterable[Submission] = Submission.objects.of(enrolment, exercise).filter(
            channel=Submission.Channel.IMPORT
        )
        return next(iter(brought), None)


def _is_given(submission: Submission, line: MarkLine) -> bool:
    """Whoever marked it here since, or took the mark back, knew better."""
    return submission.marks.filter(question=line.question).exists()


def _key(exercise: str, at: str, content: bytes) -> str:
    whole = hashlib.sha256(f"{exercise}\n{at}\n".encode() + content).hexdigest()
    return f"brought-{whole}"[:80]

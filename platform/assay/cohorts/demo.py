"""The demo cohort: a course scheduled around now, and one person of each kind."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from assay.accounts.models import User
from assay.accounts.operations import record
from assay.catalog.models import Course
from assay.cohorts.models import Cohort, Enrolment
from assay.cohorts.operations import enrol, schedule

_OPEN_SINCE = timedelta(days=5)
_DUE_IN = timedelta(days=9)
_CLOSES_IN = timedelta(days=60)


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who can log in to the demo."""

    username: str
    display_name: str
    what: str
    role: str | None
    is_administrator: bool = False


PEOPLE = (
    Person(username="learner", display_name="Lena Learner", what="learner", role=Enrolment.Role.LEARNER),
    Person(
        username="instructor",
        display_name="Ivo Instructor",
        what="instructor",
        role=Enrolment.Role.INSTRUCTOR,
    ),
    Person(
        username="administrator",
        display_name="Ada Administrator",
        what="administrator",
        role=None,
        is_administrator=True,
    ),
)


@transaction.atomic
def prepare(*, course: Course, passwords_file: Path, at: datetime) -> dict[str, str]:
    """Make what is not there yet; returns the password of each username."""
    cohort, _ = Cohort.objects.get_or_create(
        slug=f"{course.slug}-demo", defaults={"course": course, "title": f"{course.title}, demo cohort"}
    )
    for exercise in course.exercises.filter(retired_at=None).exclude(schedule__cohort=cohort):
        schedule(
            cohort=cohort,
            exercise=exercise,
            opens_at=at - _OPEN_SINCE,
            due_at=at + _DUE_IN,
            closes_at=at + _CLOSES_IN,
            by=None,
            at=at,
        )
    passwords = _passwords(passwords_file)
    for person in PEOPLE:
        user = _user(person, passwords[person.username], at)
        if person.role:
            enrol(user=user, cohort=cohort, role=person.role, by=None, at=at)
    return passwords


def _passwords(file: Path) -> dict[str, str]:
    """The passwords of an earlier run, or new ones, readable by the owner alone."""
    if file.exists():
        kept: dict[str, str] = json.loads(file.read_text())
        return kept
    made = {person.username: secrets.token_urlsafe(9) for person in PEOPLE}
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as opened:
        json.dump(made, opened)
    return made


def _user(person: Person, password: str, at: datetime) -> User:
    user, is_new = User.objects.get_or_create(
        username=person.username,
        defaults={
            "display_name": person.display_name,
            "email": f"{person.username}@example.org",
            "is_staff": person.is_administrator,
            "is_superuser": person.is_administrator,
        },
    )
    if not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    if is_new:
        record(actor=None, verb="demo.person_made", obj=user, at=at)
    return user

"""Fills the database for the load test: a quiz, its cohort, and learners who are signed in already.

    python -m benchmarks.load.world exercises/ml-foundations 1000

Runs as a program of its own, like `manage.py`. Prints JSON: the path of the quiz's page and one session key per learner.
Signing in is left out of the measurement: hashing a thousand passwords measures the hash, not the quiz.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.utils import timezone  # noqa: E402

from assay.accounts.models import User  # noqa: E402
from assay.catalog.models import Exercise, ExerciseVersion  # noqa: E402
from assay.catalog.operations import publish  # noqa: E402
from assay.cohorts.models import Cohort, Enrolment  # noqa: E402
from assay.cohorts.operations import schedule  # noqa: E402

BACKEND = "django.contrib.auth.backends.ModelBackend"


def main(course: str, learners: int) -> None:
    """Everything in a new database; the quiz is the one with the most questions."""
    now = timezone.now()
    publish(folder=Path(course), by=None, at=now)
    quizzes = Exercise.objects.select_related("current", "course").filter(current__kind=ExerciseVersion.QUIZ)
    quiz = max(quizzes, key=lambda item: len(item.current.outline) if item.current else 0)
    cohort = Cohort.objects.create(course=quiz.course, slug="load", title="A thousand learners")
    schedule(
        cohort=cohort,
        exercise=quiz,
        opens_at=now - timedelta(hours=1),
        due_at=now + timedelta(days=1),
        closes_at=now + timedelta(days=2),
        by=None,
        at=now,
    )
    people = _learners(cohort, learners)
    place = f"/cohorts/{cohort.slug}/quizzes/{quiz.slug}/"
    json.dump({"place": place, "sessions": [_signed_in(person) for person in people]}, sys.stdout)


def _learners(cohort: Cohort, number: int) -> list[User]:
    names = [f"learner-{count:05d}" for count in range(number)]
    User.objects.bulk_create(User(username=name, email=f"{name}@example.org", password="!") for name in names)
    people = list(User.objects.filter(username__in=names))
    Enrolment.objects.bulk_create(
        Enrolment(user=person, cohort=cohort, alias=person.username, enrolled_at=timezone.now())
        for person in people
    )
    return people


def _signed_in(person: User) -> str:
    """A session as signing in makes it; returns its key."""
    content = {
        SESSION_KEY: str(person.pk),
        BACKEND_SESSION_KEY: BACKEND,
        HASH_SESSION_KEY: person.get_session_auth_hash(),
    }
    store = SessionStore()
    key = store._get_new_session_key()  # type: ignore[attr-defined]  # save() asks the database twice for each
    expires = timezone.now() + timedelta(days=1)
    Session.objects.create(session_key=key, session_data=store.encode(content), expire_date=expires)
    return str(key)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

"""`manage.py demo`: a cohort and one person of each kind, to try the site out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assay.catalog.models import Course
from assay.cohorts.demo import PEOPLE, prepare

_COURSE = "ml-foundations"


class Command(BaseCommand):
    """Prints who can log in; a second run changes nothing."""

    help = "Make a demo cohort, learner, instructor and administrator (only with demo settings)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demo people are made only with demo settings (ASSAY_DEMO=1).")
        course = Course.objects.filter(slug=_COURSE).first()
        if course is None:
            raise CommandError(f"Publish the course first: manage.py publish exercises/{_COURSE}")
        passwords = prepare(
            course=course, passwords_file=settings.VAR_DIR / "demo-people.json", at=timezone.now()
        )
        self.stdout.write(f"  {'Who':<16}{'Username':<16}Password")
        for person in PEOPLE:
            self.stdout.write(f"  {person.what:<16}{person.username:<16}{passwords[person.username]}")

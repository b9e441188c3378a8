"""`manage.py demo_quizzes`: classmates of the demo learner who have taken the first quizzes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assay.cohorts.models import Cohort
from assay.quizzes.demo import seed_attempts


class Command(BaseCommand):
    """A second run changes nothing."""

    help = "Fill the demo cohort with attempts at its first quizzes (only with demo settings, after `demo`)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demo attempts are made only with demo settings (ASSAY_DEMO=1).")
        cohort = Cohort.objects.select_related("course").filter(slug__endswith="-demo").first()
        if cohort is None:
            raise CommandError("Make the demo cohort first: manage.py demo")
        made = seed_attempts(course=cohort.course, cohort=cohort, at=timezone.now())
        self.stdout.write(f"  {made} attempts at quizzes")

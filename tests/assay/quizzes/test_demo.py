"""`manage.py demo_quizzes`: a cohort that looks alive, once."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assay.accounts.models import User
from assay.cohorts import demo as people
from assay.cohorts.models import Cohort
from assay.quizzes import demo
from assay.quizzes.models import CurrentMarking, QuizAttempt
from tests.assay.factories import NOW


@pytest.fixture
def cohort(quiz, tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "CLASSMATES", demo.CLASSMATES[:4])
    people.prepare(course=quiz.course, passwords_file=tmp_path / "people.json", at=NOW)
    return Cohort.objects.get()


def seed(cohort):
    return demo.seed_attempts(course=cohort.course, cohort=cohort, at=NOW)


def test_it_works(cohort):
    assert seed(cohort) == 5
    points = set(CurrentMarking.objects.values_list("marking__points", flat=True))
    assert len(points) > 1
    assert all(attempt.submitted_at < NOW for attempt in QuizAttempt.objects.all())
    assert not User.objects.get(username="demo-aiko").has_usable_password()


def test_a_second_run_changes_nothing(cohort):
    seed(cohort)
    assert seed(cohort) == 0
    assert QuizAttempt.objects.count() == 5


def test_not_outside_a_demo(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="ASSAY_DEMO"):
        call_command("demo_quizzes")


def test_it_asks_for_the_cohort_first(db, settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match=r"manage\.py demo"):
        call_command("demo_quizzes", stdout=StringIO())

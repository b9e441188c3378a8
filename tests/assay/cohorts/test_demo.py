"""`manage.py demo`: one person of each kind, once."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assay.accounts.models import AuditEvent, User
from assay.cohorts import demo
from assay.cohorts.models import Cohort, Enrolment
from tests.assay.factories import NOW


@pytest.fixture
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


def prepare(exercise, var):
    return demo.prepare(course=exercise.course, passwords_file=var / "people.json", at=NOW)


def test_it_works(exercise, var):
    passwords = prepare(exercise, var)

    learner = User.objects.get(username="learner")
    assert learner.check_password(passwords["learner"])
    assert Enrolment.objects.get(user=learner).role == "learner"
    assert User.objects.get(username="administrator").is_superuser
    assert not User.objects.get(username="instructor").is_staff
    scheduled = Cohort.objects.get().schedule.get()
    assert scheduled.opens_at < NOW < scheduled.due_at < scheduled.closes_at


def test_passwords_are_random_and_readable_by_the_owner_alone(exercise, var):
    passwords = prepare(exercise, var)
    assert len(set(passwords.values())) == 3
    assert min(map(len, passwords.values())) >= 12
    assert (var / "people.json").stat().st_mode & 0o777 == 0o600


def test_a_second_run_changes_nothing(exercise, var):
    first = prepare(exercise, var)
    hashes = list(User.objects.order_by("pk").values_list("password", flat=True))
    lines = AuditEvent.objects.count()

    assert prepare(exercise, var) == first

    assert list(User.objects.order_by("pk").values_list("password", flat=True)) == hashes
    assert AuditEvent.objects.count() == lines


def test_a_new_database_keeps_the_passwords_that_were_shown(exercise, var):
    (var / "people.json").write_text(
        json.dumps(dict.fromkeys(("learner", "instructor", "administrator"), "kept-one"))
    )
    prepare(exercise, var)
    assert User.objects.get(username="learner").check_password("kept-one")


def test_not_outside_a_demo(db, settings, var):
    settings.DEMO = False
    with pytest.raises(CommandError, match="ASSAY_DEMO"):
        call_command("demo")
    assert not User.objects.exists()


def test_it_asks_for_the_course_first(db, settings, var):
    settings.DEMO = True
    with pytest.raises(CommandError, match=r"manage\.py publish"):
        call_command("demo", stdout=StringIO())

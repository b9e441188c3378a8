"""The dates of a cohort: what instructors enter is what learners get, in the cohort's zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from assay.accounts.models import AuditEvent
from assay.cohorts.models import ScheduledExercise

ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


@pytest.fixture
def teacher(client, cohort, instructor):
    cohort.time_zone = "Europe/Stockholm"
    cohort.save()
    client.force_login(instructor.user)
    return instructor


@pytest.fixture
def send(client, cohort, exercise, teacher):
    """Sends the page with some dates of the exercise changed; the others as they were shown."""

    def post(*, page=None, **dates: str):
        form = page or shown()
        changed = {f"exercise-{exercise.pk}-{name}": value for name, value in dates.items()}
        return client.post(reverse("cohorts:dates", args=[cohort.slug]), form | changed)

    def shown() -> dict[str, str]:
        page = client.get(reverse("cohorts:dates", args=[cohort.slug])).content.decode()
        inputs = [dict(ATTRIBUTE.findall(tag)) for tag in re.findall(r"<input [^>]*>", page)]
        return {item["name"]: item.get("value", "") for item in inputs if "exercise-" in item["name"]}

    post.shown = shown
    return post


def stored(exercise) -> ScheduledExercise:
    return ScheduledExercise.objects.get(exercise=exercise)


def test_it_works(send, exercise):
    response = send(opens_at="2026-11-02T08:00", due_at="2026-11-09T23:59", closes_at="")

    assert response.status_code == 302
    scheduled = stored(exercise)
    assert scheduled.opens_at == datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
    assert scheduled.due_at == datetime(2026, 11, 9, 22, 59, tzinfo=UTC)
    assert scheduled.closes_at is None
    assert AuditEvent.objects.filter(verb="exercise.scheduled").exists()


def test_sent_as_shown_it_changes_nothing(send, exercise):
    ScheduledExercise.objects.update(opens_at=datetime(2026, 11, 2, 7, 0, 12, 345, tzinfo=UTC))
    before = stored(exercise)
    events = AuditEvent.objects.count()

    assert send().status_code == 302

    after = stored(exercise)
    assert (after.opens_at, after.due_at, after.policy) == (before.opens_at, before.due_at, before.policy)
    assert AuditEvent.objects.count() == events


def test_a_policy_of_its_own_stays(send, exercise):
    ScheduledExercise.objects.update(policy={"per_day": 3})

    send(opens_at="2026-11-02T08:00", due_at="", closes_at="")

    assert stored(exercise).policy == {"per_day": 3}


def test_without_an_opening_date_it_is_not_offered(send, exercise):
    send(opens_at="", due_at="", closes_at="")

    assert not ScheduledExercise.objects.filter(exercise=exercise).exists()
    assert AuditEvent.objects.filter(verb="exercise.unscheduled").exists()


@pytest.mark.parametrize(
    ("dates", "sentence"),
    [
        ({"opens_at": "2026-11-09T08:00", "due_at": "2026-11-02T08:00", "closes_at": ""}, "in this order"),
        ({"opens_at": "", "due_at": "2026-11-02T08:00", "closes_at": ""}, "Say when it opens"),
        ({"opens_at": "tomorrow", "due_at": "", "closes_at": ""}, "valid date"),
        ({"opens_at": "2026-03-29T02:30", "due_at": "", "closes_at": ""}, "Europe/Stockholm"),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(send, exercise, dates, sentence):
    before = stored(exercise).opens_at

    response = send(**dates)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert stored(exercise).opens_at == before


def test_a_page_left_open_does_not_undo_what_others_changed(send, exercise):
    old_page = send.shown()
    send(opens_at="2026-11-02T08:00", due_at="", closes_at="")

    send(page=old_page)

    assert stored(exercise).opens_at == datetime(2026, 11, 2, 7, 0, tzinfo=UTC)


def test_an_exercise_that_the_page_did_not_have_is_left_alone(client, cohort, exercise, teacher):
    client.post(reverse("cohorts:dates", args=[cohort.slug]), {})

    assert ScheduledExercise.objects.filter(exercise=exercise).exists()

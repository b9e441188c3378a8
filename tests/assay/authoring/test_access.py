"""Object by object: nobody reaches another course's drafts, versions or sources by a guessed address."""

from __future__ import annotations

import pytest

from assay.authoring.operations import request_trial
from assay.catalog.models import Course, Exercise
from assay.cohorts.models import Cohort, Enrolment
from assay.cohorts.operations import enrol
from tests.assay.authoring.conftest import zip_of
from tests.assay.factories import NOW, make_learner, make_user, notebook


@pytest.fixture
def draft(ivo, changed):
    return ivo.draft(zip_of(changed))


@pytest.fixture
def addresses(ivo, draft, exercise, instructor) -> list[str]:
    trial = request_trial(
        draft=draft, slug="squares", file_name="a.ipynb", content=notebook(), by=instructor.user, at=NOW
    )
    item, version = f"drafts/{draft.pk}/", f"squares/versions/{exercise.current_id}/"
    return [
        *(f"{item}{rest}" for rest in ("", "progress/", "squares/preview/", "squares/release/")),
        f"{item}trials/{trial.pk}/",
        *("squares/versions/", f"{version}difference/", f"{version}archive/", f"{version}publish/"),
    ]


def login(client, user) -> None:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


@pytest.fixture
def other(db) -> Enrolment:
    """Instructor of a cohort of another course."""
    course = Course.objects.create(slug="letters", title="Letters")
    cohort = Cohort.objects.create(course=course, slug="letters-1", title="Letters")
    return enrol(user=make_user(), cohort=cohort, role=Enrolment.Role.INSTRUCTOR, by=None, at=NOW)


def test_an_instructor_of_another_course_finds_nothing_there(client, ivo, addresses, other):
    login(client, other.user)
    assert {client.get(f"{ivo.content}{address}").status_code for address in addresses} == {404}


def test_nor_through_the_address_of_her_own_cohort(client, addresses, other):
    login(client, other.user)
    own = f"/cohorts/{other.cohort.slug}/content/"
    assert client.get(own).status_code == 200
    assert {client.get(f"{own}{address}").status_code for address in addresses} == {404}


def test_nor_can_she_change_anything(client, ivo, draft, exercise, other):
    login(client, other.user)
    own = f"/cohorts/{other.cohort.slug}/content/"
    for base in (ivo.content, own):
        for verb in ("check", "publish", "discard", "squares/try"):
            assert client.post(f"{base}drafts/{draft.pk}/{verb}/").status_code == 404
    draft.refresh_from_db()
    assert draft.is_open


def test_an_instructor_of_another_cohort_of_the_course_sees_the_same_drafts(client, draft, exercise):
    cohort = Cohort.objects.create(course=exercise.course, slug="spring", title="Spring")
    anna = enrol(user=make_user(), cohort=cohort, role=Enrolment.Role.INSTRUCTOR, by=None, at=NOW)
    login(client, anna.user)
    assert client.get(f"/cohorts/spring/content/drafts/{draft.pk}/").status_code == 200


def test_an_assistant_sees_but_has_no_button(client, ivo, draft, instructor, addresses):
    enrolment = enrol(
        user=make_user(), cohort=instructor.cohort, role=Enrolment.Role.ASSISTANT, by=None, at=NOW
    )
    login(client, enrolment.user)
    page = client.get(f"{ivo.content}drafts/{draft.pk}/").content.decode()
    assert "Squares and sums" in page
    assert "Publish all the same" not in page
    assert "Put this draft away" not in page
    assert "Bring a change" not in client.get(ivo.content).content.decode()
    version = Exercise.objects.get().current_id
    assert client.get(f"{ivo.content}squares/versions/{version}/archive/").status_code == 403


def test_a_learner_learns_nothing(client, ivo, addresses, instructor):
    login(client, make_learner(instructor.cohort).user)
    answers = [client.get(f"{ivo.content}{address}") for address in addresses]
    assert {answer.status_code for answer in answers} == {403}
    assert not any(b"Four big" in answer.content for answer in answers)


def test_forms_need_their_token(instructor, draft):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    login(client, instructor.user)
    assert (
        client.post(f"/cohorts/{instructor.cohort.slug}/content/drafts/{draft.pk}/discard/").status_code
        == 403
    )

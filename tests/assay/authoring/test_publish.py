"""Publishing a draft: what is fair goes through, anything else takes a reason, and nobody overwrites unseen."""

from __future__ import annotations

import pytest

from assay.accounts.models import AuditEvent
from assay.authoring.operations import request_check, run_check
from assay.catalog.models import Exercise, ExerciseVersion, Publication
from assay.catalog.operations import Publishing, publish_again
from assay.submissions.models import Submission
from tests.assay.authoring.conftest import zip_of
from tests.assay.catalog.knowing import KnowingGrader
from tests.assay.factories import NOW, hand_in, make_learner


@pytest.fixture
def draft(ivo, changed):
    return ivo.draft(zip_of(changed))


def checked(draft, instructor, **how: bool) -> None:
    job = request_check(draft=draft, by=instructor.user, at=NOW)
    assert run_check(job_id=job.pk, at=NOW, grader=KnowingGrader(**how), jobs=1)


def offered() -> ExerciseVersion:
    version = Exercise.objects.get(slug="squares").current
    assert version is not None
    return version


def test_it_works(ivo, draft, instructor):
    checked(draft, instructor)

    response = ivo.publish(
        draft, note="Bigger functions.", told_learners="The functions are bigger.", reason="x"
    )

    assert response.status_code == 302
    publication = Publication.objects.first()
    assert publication.version == offered()
    assert "Four big" in offered().statement_html
    assert (publication.by, publication.note) == (instructor.user, "Bigger functions.")
    assert publication.reason == ""  # what is fair needs none
    assert AuditEvent.objects.get(verb="draft.published").after["published"] == {"squares": "changed"}
    draft.refresh_from_db()
    assert draft.published_at == NOW


@pytest.mark.parametrize("is_checked", [False, True])
def test_what_is_unchecked_or_unfair_takes_a_reason_that_is_kept(ivo, draft, instructor, is_checked):
    if is_checked:
        checked(draft, instructor, gives_points_away=True)
    before = offered()

    refused = ivo.publish(draft, note="Something")
    assert refused.status_code == 422
    assert "say why it is published all the same" in refused.content.decode()
    assert "Something" in refused.content.decode()
    assert offered() == before

    assert ivo.publish(draft, reason="Two learners wait for it.").status_code == 302
    publication = Publication.objects.first()
    assert (publication.reason, publication.by) == ("Two learners wait for it.", instructor.user)
    assert "Two learners wait for it." in ivo.client.get(f"{ivo.content}squares/versions/").content.decode()


def test_what_was_published_meanwhile_is_not_overwritten_unseen(ivo, changed, draft, instructor):
    checked(draft, instructor)
    seen = ivo.page(draft).context["seen"]
    other = ivo.draft(zip_of({**changed, "squares/notes.md": "other"}))
    ivo.publish(other, reason="First.")
    newest = offered()

    response = ivo.post(draft, "publish/", seen=seen)

    assert response.status_code == 422
    assert "Something was published since" in response.content.decode()
    assert offered() == newest
    assert ivo.publish(draft).status_code == 302


def test_it_is_published_once(ivo, draft, instructor):
    checked(draft, instructor)
    seen = ivo.page(draft).context["seen"]
    assert ivo.post(draft, "publish/", seen=seen).status_code == 302
    assert ivo.post(draft, "publish/", seen=seen).status_code == 422
    assert Publication.objects.filter(version=offered()).count() == 1


def test_attempts_keep_their_version_and_the_page_says_so(ivo, draft, instructor, exercise):
    submission = hand_in(make_learner(instructor.cohort), exercise)
    checked(draft, instructor)
    assert "One attempt was handed in" in ivo.page(draft).content.decode()

    ivo.publish(draft)

    assert Submission.objects.get().version == submission.version != offered()


def test_a_new_exercise_comes_last_in_its_week_and_has_no_dates_yet(ivo, changed, instructor):
    draft = ivo.draft(zip_of({name.replace("squares/", "roots/"): text for name, text in changed.items()}))
    checked(draft, instructor)
    ivo.publish(draft)
    assert [(item.slug, item.position) for item in Exercise.objects.all()] == [("squares", 0), ("roots", 1)]
    assert "no date here" in ivo.client.get(ivo.content).content.decode()


def test_the_week_of_a_draft_may_be_gone(ivo, draft, instructor):
    checked(draft, instructor)
    draft.week = None
    draft.save()
    assert "upload it again" in ivo.publish(draft).content.decode()


def test_learners_read_what_they_are_told_and_nothing_else(ivo, draft, instructor, client):
    checked(draft, instructor)
    ivo.publish(draft, note="For those who teach.", told_learners="The functions are <b>bigger</b>.")
    learner = make_learner(instructor.cohort)
    client.force_login(learner.user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/cohorts/{instructor.cohort.slug}/exercises/squares/").content.decode()
    assert "The functions are &lt;b&gt;bigger&lt;/b&gt;." in page
    assert "For those who teach." not in page


# ---------------------------------------------------------------- versions


def versions_page(ivo, rest: str = ""):
    return ivo.client.get(f"{ivo.content}squares/versions/{rest}")


@pytest.fixture
def old(ivo, draft, instructor) -> ExerciseVersion:
    """The version before the draft, which is published now."""
    before = offered()
    checked(draft, instructor)
    ivo.publish(draft, note="Bigger functions.", told_learners="The functions are bigger.")
    return before


def test_versions_say_when_who_and_why(ivo, old, instructor):
    page = versions_page(ivo).content.decode()
    assert page.count('<li class="item">') == 2
    for words in ("Bigger functions.", "The functions are bigger.", str(instructor.user), old.digest[:12]):
        assert words in page


def test_the_difference_is_of_the_source_and_escaped(ivo, old):
    changed = versions_page(ivo, f"{offered().pk}/difference/?from={old.pk}")
    text = changed.content.decode()
    assert "Four big" in text
    assert 'class="removed"' in text
    assert "source.py" in text


def test_markup_in_a_source_stays_text(ivo, changed):
    source = changed["squares/source.py"]
    assert isinstance(source, bytes)
    hostile = ivo.draft(zip_of({**changed, "squares/source.py": source + b"\n# <script>alert(1)</script>\n"}))
    before = offered()
    ivo.publish(hostile, reason="<b>bold</b>", note="<i>x</i>")
    text = versions_page(ivo, f"{offered().pk}/difference/?from={before.pk}").content.decode()
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in text
    assert "<b>bold</b>" not in versions_page(ivo).content.decode()


def test_the_source_can_be_had_and_that_is_audited(ivo, old):
    response = versions_page(ivo, f"{old.pk}/archive/")
    assert response["Content-Type"] == "application/zip"
    assert response.content == bytes(old.archive.content)
    assert AuditEvent.objects.get(verb="version.downloaded").object_id == str(old.pk)


def test_an_old_version_is_published_again_with_a_reason(ivo, old):
    address = f"{ivo.content}squares/versions/{old.pk}/publish/"
    assert "takes a reason" in ivo.client.get(address).content.decode()
    assert ivo.client.post(address, {"note": "Back."}).status_code == 422

    assert (
        ivo.client.post(address, {"note": "Back.", "reason": "The new one was too hard."}).status_code == 302
    )

    assert offered() == old
    assert Publication.objects.first().reason == "The new one was too hard."


def test_what_learners_get_already_is_not_published_again(ivo, old):
    address = f"{ivo.content}squares/versions/{offered().pk}/publish/"
    assert "get this version already" in ivo.client.post(address, {"reason": "x"}).content.decode()


def test_a_retired_exercise_has_its_versions_still(ivo, exercise, instructor):
    Exercise.objects.update(retired_at=NOW)
    assert versions_page(ivo).status_code == 200
    publish_again(version=exercise.current, how=Publishing(by=instructor.user, at=NOW))
    assert Exercise.objects.get().retired_at is None

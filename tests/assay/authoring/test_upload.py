"""Bringing a zip or a folder: what it becomes, and what is said of what is wrong with it."""

from __future__ import annotations

import shutil

import pytest

from assay.accounts.models import AuditEvent
from assay.authoring.models import Draft
from assay.authoring.operations import receiving
from assay.catalog.models import Course, Exercise
from tests.assay.authoring.conftest import files_of, zip_of
from tests.assay.quizzes.texts import SMALL


def test_one_exercise_becomes_a_draft(ivo, changed, instructor):
    draft = ivo.draft(zip_of(changed))
    assert (draft.kind, draft.name, str(draft), draft.week.slug) == (
        "alone",
        "squares",
        "Squares and sums",
        "week-01-squares",
    )
    assert [item["slug"] for item in draft.items] == ["squares"]
    page = ivo.page(draft)
    assert [row.outcome for row in page.context["rows"]] == ["changed"]
    assert "Not checked yet" in page.content.decode()
    assert AuditEvent.objects.get(verb="draft.received").actor == instructor.user
    assert "Squares and sums" in ivo.client.get(ivo.content).content.decode()


def test_an_exercise_without_a_folder_of_its_own_is_named_by_its_file(ivo, changed):
    flat = {name.removeprefix("squares/"): content for name, content in changed.items()}
    assert ivo.draft(zip_of(flat), name="My Squares (2).zip").name == "my-squares"


def test_a_whole_course_says_what_it_would_change(ivo, course_folder):
    shutil.copytree(
        course_folder / "week-01-squares" / "squares", course_folder / "week-01-squares" / "cubes"
    )
    shutil.rmtree(course_folder / "week-01-squares" / "squares")
    draft = ivo.draft(zip_of(files_of(course_folder, "downloaded-main/")), week="")
    rows = {row.slug: row.outcome for row in ivo.page(draft).context["rows"]}
    assert rows == {"cubes": "new", "squares": "retired"}
    assert draft.is_course


def test_a_quiz_alone_is_that_of_its_week(ivo):
    draft = ivo.draft(zip_of({"quiz.yaml": SMALL}), name="quiz.zip")
    assert [(item["slug"], item["kind"]) for item in draft.items] == [("week-01-squares-quiz", "quiz")]


def test_problems_are_listed_with_file_and_line_and_nothing_is_lost(ivo, changed):
    changed["squares/exercise.toml"] = 'title = "Squares"\npoints = 3\n'
    draft = ivo.draft(zip_of(changed))
    page = ivo.page(draft).content.decode()
    assert draft.problems
    assert "exercise.toml" in page
    assert "Publish all the same" not in page
    assert bytes(draft.archive.content)
    assert ivo.publish(draft, reason="All the same").status_code == 422
    assert not Draft.objects.get().published_at


def test_what_is_hostile_is_refused_and_audited(ivo, changed):
    response = ivo.upload(zip_of({**changed, "../evil": "x"}))
    assert response.status_code == 422
    assert "could lead out of the folder" in response.content.decode()
    assert not Draft.objects.exists()
    assert AuditEvent.objects.get(verb="draft.refused").after["file"] == "squares.zip"


@pytest.mark.parametrize(
    ("files", "week", "sentence"),
    [
        ({"a/readme.md": "x"}, "week-01-squares", "no course.toml, exercise.toml or quiz.yaml"),
        ({"a/exercise.toml": "x"}, "", "choose the week"),
        ({"a/week.toml": "", "a/quiz.yaml": "x", "a/b/exercise.toml": ""}, "", "no course.toml"),
        ({"letters/course.toml": "x"}, "", "the folder of the course “Letters”"),
    ],
)
def test_what_is_nothing_of_the_kind_is_refused(ivo, files, week, sentence):
    Course.objects.create(slug="letters", title="Letters")
    response = ivo.upload(zip_of(files), week=week)
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_a_file_must_be_chosen(ivo):
    response = ivo.client.post(f"{ivo.content}upload/", {"week": ""})
    assert response.status_code == 422
    assert "Choose a zip file." in response.content.decode()


def test_there_is_an_end_to_open_drafts(ivo, changed, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_OPEN_DRAFTS", 1)
    draft = ivo.draft(zip_of(changed))
    assert "1 drafts are open already" in ivo.upload(zip_of(changed)).content.decode()
    ivo.post(draft, "discard/")
    assert ivo.upload(zip_of(changed)).status_code == 302


def test_a_draft_that_was_put_away_changes_nothing(ivo, changed):
    draft = ivo.draft(zip_of(changed))
    before = Exercise.objects.get().current
    assert ivo.post(draft, "discard/").status_code == 302
    assert ivo.publish(draft, reason="x").status_code == 422
    assert Exercise.objects.get().current == before
    assert "Drafts</h2>" not in ivo.client.get(ivo.content).content.decode()


def test_bringing_too_often_has_to_wait(ivo, changed, monkeypatch):
    monkeypatch.setattr("assay.api.throttles.AuthoringThrottle.rate", "2/hour", raising=False)
    content = zip_of(changed)
    assert [ivo.upload(content).status_code for _ in range(3)] == [302, 302, 429]


def test_a_folder_of_the_server_is_for_the_sites_staff(ivo, course_folder, settings, instructor):
    settings.AUTHORING_ROOT = course_folder.parent
    data = {"folder": course_folder.name, "week": ""}
    assert ivo.client.post(f"{ivo.content}upload/", data).status_code == 422
    instructor.user.is_staff = True
    instructor.user.save()
    assert ivo.client.post(f"{ivo.content}upload/", data).status_code == 302
    assert Draft.objects.get().source == course_folder.name


@pytest.mark.parametrize("name", ["../secret", "/etc", "numbers/../../etc"])
def test_only_folders_below_the_root_can_be_chosen(ivo, course_folder, settings, instructor, name):
    settings.AUTHORING_ROOT = course_folder.parent
    instructor.user.is_staff = True
    instructor.user.save()
    assert ivo.client.post(f"{ivo.content}upload/", {"folder": name}).status_code == 422


def test_by_default_there_is_no_root(ivo, instructor):
    instructor.user.is_staff = True
    instructor.user.save()
    assert "folder on the server" not in ivo.client.get(f"{ivo.content}upload/").content.decode()

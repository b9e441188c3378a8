"""Publishing checks first: what would be unfair stops it, a reason gets it through, and nothing is checked twice."""

from __future__ import annotations

from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assay.accounts.models import AuditEvent
from assay.catalog.folders import PublishRefused, read_alone
from assay.catalog.models import CheckReport, Course, Exercise, ExerciseVersion, Publication
from assay.catalog.operations import Publishing, publish, publish_again, publish_alone
from tests.assay.catalog.knowing import KnowingGrader
from tests.assay.factories import NOW, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def pretend(monkeypatch):
    """The sandbox that the command finds."""

    def use(grader: KnowingGrader) -> KnowingGrader:
        @contextmanager
        def sandbox(*, environment, jobs):
            yield grader

        monkeypatch.setattr("assay.catalog.management.commands.publish.sandbox", sandbox)
        return grader

    return use


def run(folder, **options) -> str:
    out = StringIO()
    call_command("publish", folder, stdout=out, **options)
    return out.getvalue()


def test_what_is_fair_is_published_and_its_report_kept(course_folder, pretend):
    pretend(KnowingGrader())

    printed = run(course_folder)

    report = CheckReport.objects.get()
    assert "fit to publish, 100 % of mutants caught" in printed
    assert Exercise.objects.get().current.digest == report.digest
    assert (report.slug, report.is_fair, report.mutation_score) == ("squares", True, 1.0)
    assert report.report["mutants"]


def test_what_is_unfair_is_not_published(course_folder, pretend):
    pretend(KnowingGrader(gives_points_away=True))

    with pytest.raises(CommandError, match="squares: the learner's copy: Untouched it earns"):
        run(course_folder)

    assert not Course.objects.exists()
    assert not CheckReport.objects.get().is_fair


def test_a_reason_gets_it_through_and_is_kept_with_the_person(course_folder, pretend):
    pretend(KnowingGrader(gives_points_away=True))
    ivo = make_user("ivo")

    run(course_folder, force="The first point is a present.", by="ivo")

    publication = Publication.objects.get()
    audited = AuditEvent.objects.get(verb="exercise.published")
    assert (publication.reason, publication.by) == ("The first point is a present.", ivo)
    assert (audited.after["reason"], audited.actor) == ("The first point is a present.", ivo)


@pytest.mark.parametrize("option", ["force", "unchecked"])
def test_a_reason_must_say_something(course_folder, option):
    with pytest.raises(CommandError, match="needs a reason"):
        run(course_folder, **{option: "  "})


def test_a_person_must_be_one(course_folder):
    with pytest.raises(CommandError, match="no active user named 'nobody'"):
        run(course_folder, unchecked="because", by="nobody")


def test_without_a_check_the_reason_is_kept(course_folder):
    run(course_folder, unchecked="Checked by its own tests.")
    assert Publication.objects.get().reason == "Checked by its own tests."
    assert not CheckReport.objects.exists()


def test_what_was_checked_is_not_checked_again(course_folder, pretend):
    grader = pretend(KnowingGrader(gives_points_away=True))
    with pytest.raises(CommandError):
        run(course_folder)
    calls = grader.calls

    run(course_folder, force="All the same.")

    assert grader.calls == calls


def test_changed_samples_are_checked_again_although_the_version_is_the_same(course_folder, pretend):
    grader = pretend(KnowingGrader())
    run(course_folder, check_only=True)
    calls = grader.calls
    samples = course_folder / "week-01-squares" / "squares" / "submissions"
    samples.mkdir()
    (samples / "expected.toml").write_text("")

    run(course_folder, check_only=True)

    assert grader.calls > calls
    assert len(set(CheckReport.objects.values_list("digest", flat=True))) == 1


def test_checking_only_publishes_nothing_and_looks_at_what_is_published_too(course_folder, pretend):
    publish(folder=course_folder, by=None, at=NOW)
    pretend(KnowingGrader())
    run(course_folder, check_only=True)
    assert CheckReport.objects.count() == 1
    assert Publication.objects.count() == 1


def test_what_stays_as_it_is_is_not_checked(course_folder, pretend):
    publish(folder=course_folder, by=None, at=NOW)
    grader = pretend(KnowingGrader())
    assert "nothing changed" in run(course_folder)
    assert grader.calls == 0


def test_a_wrong_file_is_told_before_anything_is_checked(course_folder, pretend):
    grader = pretend(KnowingGrader())
    (course_folder / "week-01-squares" / "squares" / "exercise.toml").write_text("title = ")
    with pytest.raises(CommandError, match="Nothing was published"):
        run(course_folder)
    assert grader.calls == 0


def alone(course_folder, name: str = "roots"):
    folder = course_folder / "week-01-squares" / "squares"
    return read_alone(folder.rename(folder.with_name(name)))


def how(**said) -> Publishing:
    return Publishing(by=None, at=NOW, **said)


def test_one_exercise_alone_changes_nothing_else(course_folder):
    week = publish(folder=course_folder, by=None, at=NOW).course.weeks.get()

    report = publish_alone(week=week, source=alone(course_folder), how=how(note="New in week 1"))

    assert [item.outcome for item in report.exercises] == ["new"]
    found = {exercise.slug: exercise for exercise in Exercise.objects.all()}
    assert (found["roots"].position, found["roots"].is_uploaded) == (1, True)
    assert found["squares"].retired_at is None
    assert Publication.objects.get(version__exercise__slug="roots").note == "New in week 1"


def test_what_came_alone_is_not_missed_by_the_folder(course_folder, tmp_path):
    week = publish(folder=course_folder, by=None, at=NOW).course.weeks.get()
    source = alone(course_folder)
    for _ in range(2):
        publish_alone(week=week, source=source, how=how())
    (course_folder / "week-01-squares" / "roots").rename(course_folder / "week-01-squares" / "squares")

    publish(folder=course_folder, by=None, at=NOW)

    assert not Exercise.objects.exclude(retired_at=None).exists()


def test_an_exercise_cannot_take_the_name_of_a_quiz(course_folder):
    week = publish(folder=course_folder, by=None, at=NOW).course.weeks.get()
    ExerciseVersion.objects.update(kind="quiz")
    with pytest.raises(PublishRefused, match="has a quiz named 'squares'"):
        publish_alone(week=week, source=alone(course_folder, "squares"), how=how())


def test_an_old_version_is_offered_again(course_folder):
    publish(folder=course_folder, by=None, at=NOW)
    old = ExerciseVersion.objects.get()
    source = course_folder / "week-01-squares" / "squares" / "source.py"
    source.write_text(source.read_text().replace("Four small", "Four big"))
    publish(folder=course_folder, by=None, at=NOW)

    publish_again(version=old, how=how(reason="The new one was too hard."))

    assert Exercise.objects.get().current == old
    assert [item.reason for item in old.publications.all()] == ["The new one was too hard.", ""]

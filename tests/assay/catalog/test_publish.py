"""Publishing a folder: all of it or nothing, once, and never changing what was published."""

from __future__ import annotations

import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assay.accounts.models import AuditEvent
from assay.catalog.models import Course, Exercise, ExerciseVersion, StoredFile, Week
from assay.catalog.operations import PublishRefused, publish
from assay.catalog.queries import load_exercise, published_exercises
from graders import exercise as engine
from graders.report import PlatformError
from tests.assay.factories import NOW

pytestmark = pytest.mark.django_db


def outcomes(folder) -> list[str]:
    return [item.outcome for item in publish(folder=folder, by=None, at=NOW).exercises]


def change(folder, old: str, new: str) -> None:
    source = folder / "week-01-squares" / "squares" / "source.py"
    source.write_text(source.read_text().replace(old, new))


def test_it_works(course_folder):
    report = publish(folder=course_folder, by=None, at=NOW)

    version = Exercise.objects.get().current
    assert report.is_changed
    assert (version.title, version.points, version.release_file_name) == (
        "Squares and sums",
        10,
        "squares.zip",
    )
    assert version.limits["run_seconds"] > 0
    assert version.policy["reveal_score"] == "at_once"
    assert len(version.environment_digest) == 64
    assert (Week.objects.get().number, Week.objects.get().title) == (1, "Squares")
    assert [item.slug for item in published_exercises()] == ["squares"]


def test_the_outline_has_public_titles_and_no_test(course_folder):
    publish(folder=course_folder, by=None, at=NOW)
    outline = ExerciseVersion.objects.get().outline
    assert [question["name"] for question in outline] == [
        "square-tests",
        "mean-tests",
        "guess-tests",
        "words",
    ]
    assert {"title", "category", "visibility", "points", "hint"} == outline[1]["tests"][2].keys()
    assert "secret" not in str(outline)


def test_what_learners_get_has_no_secret(course_folder):
    publish(folder=course_folder, by=None, at=NOW)
    version = ExerciseVersion.objects.get()
    assert b"secret.csv" not in bytes(version.release.content)
    assert "BEGIN" not in version.statement_html
    assert "Jensen" not in version.statement_html


def test_a_second_time_nothing_changes(course_folder):
    publish(folder=course_folder, by=None, at=NOW)
    counts = [
        model.objects.count() for model in (Course, Week, Exercise, ExerciseVersion, StoredFile, AuditEvent)
    ]

    report = publish(folder=course_folder, by=None, at=NOW)

    assert not report.is_changed
    assert counts == [
        model.objects.count() for model in (Course, Week, Exercise, ExerciseVersion, StoredFile, AuditEvent)
    ]


def test_what_is_new_is_prepared_once(course_folder, monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    monkeypatch.setattr("assay.celery.app.send_task", lambda name, **_: sent.append(name))

    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            publish(folder=course_folder, by=None, at=NOW)

    assert sent == ["submissions.prepare"]


def test_a_change_is_a_new_version_and_the_old_one_stays(course_folder):
    publish(folder=course_folder, by=None, at=NOW)
    old = ExerciseVersion.objects.get()

    change(course_folder, "Four small functions", "Four functions")

    assert outcomes(course_folder) == ["changed"]
    assert Exercise.objects.get().current != old
    old.refresh_from_db()
    assert "Four small functions" in old.statement_html
    assert load_exercise(version=old).version == old.digest


def test_going_back_takes_the_old_version_again(course_folder):
    publish(folder=course_folder, by=None, at=NOW)
    old = ExerciseVersion.objects.get()
    change(course_folder, "Four small", "Four big")
    publish(folder=course_folder, by=None, at=NOW)
    change(course_folder, "Four big", "Four small")
    publish(folder=course_folder, by=None, at=NOW)
    assert Exercise.objects.get().current == old
    assert ExerciseVersion.objects.count() == 2


def test_an_exercise_that_is_gone_is_retired_and_comes_back(course_folder, tmp_path):
    publish(folder=course_folder, by=None, at=NOW)
    away = tmp_path / "away"
    shutil.move(course_folder / "week-01-squares" / "squares", away)
    assert outcomes(course_folder) == ["retired"]
    assert not published_exercises().exists()
    assert outcomes(course_folder) == []
    shutil.move(away, course_folder / "week-01-squares" / "squares")
    assert outcomes(course_folder) == ["restored"]
    assert published_exercises().count() == 1


def test_everything_wrong_is_told_at_once_and_nothing_is_changed(course_folder):
    publish(folder=course_folder, by=None, at=NOW)
    (course_folder / "course.toml").write_text('title = 3\nweeks = ["week-01-squares", "week-02-lost"]\n')
    (course_folder / "week-01-squares" / "week.toml").write_text("learnt = 3\n")
    squares = course_folder / "week-01-squares" / "squares"
    (squares / "exercise.toml").write_text('title = "New"\nseed = "x"\n')
    shutil.copytree(squares, course_folder / "week-01-squares" / "Not A Slug")

    with pytest.raises(PublishRefused) as refused:
        publish(folder=course_folder, by=None, at=NOW)

    files = {problem.file for problem in refused.value.problems}
    assert files >= {
        "course.toml",
        "week-01-squares/week.toml",
        "week-01-squares/squares/exercise.toml",
        "week-01-squares/Not A Slug/exercise.toml",
    }
    assert any(problem.line == 2 for problem in refused.value.problems)
    assert Course.objects.get().title == "Numbers"
    assert ExerciseVersion.objects.count() == 1


def test_an_unknown_environment_is_refused(course_folder):
    settings = course_folder / "week-01-squares" / "squares" / "exercise.toml"
    settings.write_text('title = "T"\nenvironment = "moon-base"\n')
    with pytest.raises(PublishRefused, match="moon-base"):
        publish(folder=course_folder, by=None, at=NOW)
    assert not Course.objects.exists()


def test_a_folder_without_a_course_is_refused(tmp_path):
    with pytest.raises(PublishRefused, match=r"course\.toml"):
        publish(folder=tmp_path, by=None, at=NOW)


def test_the_engine_gets_the_exercise_back_as_it_was(course_folder, settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    publish(folder=course_folder, by=None, at=NOW)
    version = ExerciseVersion.objects.get()

    loaded = load_exercise(version=version)

    read = engine.read(course_folder / "week-01-squares" / "squares")
    assert (loaded.id, loaded.version, loaded.hidden_files) == (
        "numbers/squares",
        read.version,
        read.hidden_files,
    )
    assert loaded is load_exercise(version=version)


def test_a_damaged_cache_is_made_anew(course_folder, settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    publish(folder=course_folder, by=None, at=NOW)
    version = ExerciseVersion.objects.get()
    (tmp_path / "var" / "exercises" / version.digest).mkdir(parents=True)
    assert load_exercise(version=version).version == version.digest


def test_stored_files_that_do_not_match_are_our_fault(course_folder, settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    publish(folder=course_folder, by=None, at=NOW)
    version = ExerciseVersion.objects.get()
    version.digest = "0" * 64
    with pytest.raises(PlatformError):
        load_exercise(version=version)


def test_the_command(course_folder):
    out = StringIO()
    for _ in range(2):
        call_command("publish", course_folder, unchecked="its own tests check it", stdout=out)
    assert "new       squares" in out.getvalue()
    assert out.getvalue().strip().endswith("nothing changed.")


def test_the_command_says_everything_that_is_wrong(tmp_path):
    with pytest.raises(CommandError, match=r"Nothing was published:\ncourse\.toml"):
        call_command("publish", tmp_path)


def test_a_week_may_say_the_order_of_its_exercises(course_folder):
    week = course_folder / "week-01-squares"
    for name in ("cubes", "roots"):
        shutil.copytree(week / "squares", week / name)
    (week / "week.toml").write_text('exercises = ["squares", "roots"]\n' + (week / "week.toml").read_text())
    publish(folder=course_folder, by=None, at=NOW)
    assert [exercise.slug for exercise in published_exercises()] == ["squares", "roots", "cubes"]


def test_an_order_that_names_what_is_not_there_is_refused(course_folder):
    week = course_folder / "week-01-squares" / "week.toml"
    week.write_text('exercises = ["cubes"]\n' + week.read_text())
    with pytest.raises(PublishRefused, match=r"week-01-squares/week\.toml.*'cubes'"):
        publish(folder=course_folder, by=None, at=NOW)

"""Publishing a week's quiz with its course: the same rules, and no key outside the archive."""

from __future__ import annotations

import base64
from decimal import Decimal

import pytest

from assay.accounts.models import AuditEvent
from assay.catalog.models import Exercise, ExerciseVersion
from assay.catalog.operations import PublishRefused, publish, publish_quiz_text
from assay.catalog.queries import load_quiz
from tests.assay.factories import NOW
from tests.assay.quizzes.conftest import publish_quiz
from tests.assay.quizzes.texts import SMALL

pytestmark = pytest.mark.django_db
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def outcomes(folder) -> dict[str, str]:
    return {item.slug: item.outcome for item in publish(folder=folder, by=None, at=NOW).exercises}


def test_it_works(course_folder):
    quiz = publish_quiz(course_folder)
    version = quiz.current

    assert (version.kind, version.title, version.points) == ("quiz", "Week 1 check", Decimal(7))
    assert version.policy == {"attempts_allowed": 2, "counts": "best"}
    assert (version.release, version.environment) == (None, "")
    assert quiz.position > Exercise.objects.get(slug="squares").position
    assert version is not None and load_quiz(version=version).digest == version.digest


def test_no_key_is_outside_the_archive(course_folder):
    publish_quiz(course_folder)
    columns = ExerciseVersion.objects.filter(kind="quiz").values().get()
    assert "KEY" not in str(columns)


def test_publishing_again_changes_nothing(course_folder):
    publish_quiz(course_folder)
    assert outcomes(course_folder)["week-01-squares-quiz"] == "unchanged"


def test_a_change_is_a_new_version_and_a_removed_file_retires(course_folder):
    publish_quiz(course_folder)
    publish_quiz(course_folder, title="Week 1 again")
    assert ExerciseVersion.objects.filter(kind="quiz").count() == 2

    (course_folder / "week-01-squares" / "quiz.yaml").unlink()

    assert outcomes(course_folder)["week-01-squares-quiz"] == "retired"


def test_every_problem_is_told_with_its_line(course_folder):
    with pytest.raises(PublishRefused) as refused:
        publish_quiz(course_folder, SMALL.replace("answer: tp / (tp + fn)", "answer: tq"), attempts="many")
    problems = {(problem.file, problem.line > 0) for problem in refused.value.problems}
    assert problems == {("week-01-squares/quiz.yaml", True)}
    assert len(refused.value.problems) >= 2
    assert not Exercise.objects.exists()


def test_pictures_come_along(course_folder):
    (course_folder / "week-01-squares" / "curve.png").write_bytes(PIXEL)
    quiz = publish_quiz(course_folder, SMALL.replace("Who wrote", "Who ![A curve](curve.png) wrote"))
    assert quiz.current is not None
    assert "![A curve](data:image/png;base64,iVBOR" in load_quiz(version=quiz.current).question("name").text


@pytest.mark.parametrize("name", ["gone.png", "../../../etc/passwd.png"])
def test_a_picture_that_is_not_there_is_told(course_folder, name):
    with pytest.raises(PublishRefused, match=r"quiz\.yaml:\d+: There is no picture"):
        publish_quiz(course_folder, SMALL.replace("Who wrote", f"Who ![A curve]({name}) wrote"))


def test_a_correction_by_text_is_a_version(course_folder):
    quiz = publish_quiz(course_folder)
    version = publish_quiz_text(exercise=quiz, text=SMALL.replace("KEYlovelace", "KEYada"), by=None, at=NOW)
    assert Exercise.objects.get(pk=quiz.pk).current == version
    assert AuditEvent.objects.filter(verb="exercise.published", object_id=str(quiz.pk)).count() == 2


def test_a_correction_that_is_no_quiz_is_refused(course_folder):
    quiz = publish_quiz(course_folder)
    with pytest.raises(PublishRefused):
        publish_quiz_text(exercise=quiz, text="title: Only a title", by=None, at=NOW)

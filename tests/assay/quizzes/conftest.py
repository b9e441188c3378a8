"""A cohort with a quiz of a few questions; the keys carry words that must never leave the server too early."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from assay.catalog.models import Course, Exercise, Week
from assay.catalog.operations import publish, publish_quiz_text
from assay.cohorts.models import Enrolment
from assay.quizzes.models import QuizAttempt
from assay.quizzes.operations import Answered, Saved, save, start
from assay.quizzes.sitting import Sitting
from graders.quiz import solve
from tests.assay import factories
from tests.assay.factories import NOW
from tests.assay.quizzes.texts import SMALL


def publish_quiz(folder: Path, text: str = SMALL, **changes: object) -> Exercise:
    """The quiz of week 1 with some of its settings changed (`reveal="never"`), published with its course folder."""
    (folder / "week-01-squares" / "quiz.yaml").write_text(_changed(text, changes))
    publish(folder=folder, by=None, at=factories.OPENS)
    return _found("week-01-squares-quiz")


def make_quiz(text: str = SMALL, **changes: object) -> Exercise:
    """The same in a course without any exercise, which is quicker."""
    course = Course.objects.create(slug="numbers", title="Numbers")
    week = Week.objects.create(course=course, slug="week-01-squares", number=1, title="Squares")
    exercise = Exercise.objects.create(course=course, week=week, slug="week-01-squares-quiz")
    publish_quiz_text(exercise=exercise, text=_changed(text, changes), by=None, at=factories.OPENS)
    return _found(exercise.slug)


def _changed(text: str, changes: dict[str, object]) -> str:
    lines = [f"{name}: {value}" for name, value in changes.items()]
    kept = [line for line in text.splitlines() if line.split(":")[0] not in changes]
    return "\n".join([*lines, *kept]) + "\n"


def _found(slug: str) -> Exercise:
    return Exercise.objects.select_related("course", "week", "current").get(slug=slug)


def make_taker(quiz: Exercise, username: str = "", **policy: object) -> Enrolment:
    """A learner of a cohort of her own in which the quiz is open at `NOW`."""
    return factories.make_learner(factories.make_cohort(quiz, **policy), username)


@pytest.fixture
def quiz(db: None) -> Exercise:
    """Four questions, two attempts, no time limit, answers after submission."""
    return make_quiz()


@pytest.fixture
def taker(quiz: Exercise) -> Enrolment:
    return make_taker(quiz, "alice")


@pytest.fixture
def attempt(taker: Enrolment, quiz: Exercise) -> QuizAttempt:
    return start(enrolment=taker, exercise=quiz, at=NOW)


def answer(
    attempt: QuizAttempt, question_id: str, *given: str, at: datetime = NOW, based_on: int = 10**6
) -> Saved:
    """Save `given`, one text per field of the question; by default over whatever is there."""
    asked = Sitting.of(attempt).paper.question(question_id)
    fields = dict(zip(asked.fields, [[text] for text in given], strict=False))
    return save(
        attempt=attempt, answers=[Answered(question_id=question_id, fields=fields, based_on=based_on)], at=at
    )[0]


def answer_all(attempt: QuizAttempt, *, at: datetime = NOW) -> None:
    """Save the right answer to every question."""
    sitting = Sitting.of(attempt)
    answers = []
    for asked in sitting.paper.questions:
        right = solve(sitting.question(asked.id), asked)
        fields = {part.field: _texts(right[part.id]) for part in asked.parts}
        answers.append(Answered(question_id=asked.id, fields=fields, based_on=0))
    save(attempt=attempt, answers=answers, at=at)


def _texts(given: str | list[str]) -> list[str]:
    return [given] if isinstance(given, str) else given

"""Attempts of a demo cohort at its first quizzes, so that statistics, boards and results have something to show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from assay.accounts.models import User
from assay.catalog.models import Course, Exercise
from assay.cohorts.models import Cohort, Enrolment
from assay.cohorts.operations import enrol
from assay.quizzes.models import QuizAttempt
from assay.quizzes.operations import Answered, save, start, submit
from assay.quizzes.sitting import Sitting
from graders.quiz import Asked, Part, PartKind, Question, solve

CLASSMATES = (
    "Aiko", "Amara", "Bence", "Carla", "Dewi", "Elif", "Farid", "Greta", "Hana", "Ivana", "Jonas", "Kofi", "Leila", "Mateo",
    "Nadia", "Oskar", "Priya", "Quentin", "Rosa", "Samir",
)  # fmt: skip
_QUIZZES = 2
_BEGAN = timedelta(days=4)


@transaction.atomic
def seed_attempts(*, course: Course, cohort: Cohort, at: datetime) -> int:
    """Classmates who took the first quizzes, and one attempt of the demo learner; returns how many attempts were made.

    In a cohort that has attempts already nothing is done.
    """
    if QuizAttempt.objects.filter(enrolment__cohort=cohort).exists():
        return 0
    quizzes = [item for item in _scheduled(course, cohort) if item.is_quiz][:_QUIZZES]
    learners = [*_classmates(cohort, at), *cohort.enrolments.filter(user__username="learner")]
    for number, learner in enumerate(learners):
        for quiz in quizzes[: 1 if learner.user.username == "learner" else _QUIZZES]:
            sit(learner=learner, quiz=quiz, at=at - _BEGAN + timedelta(hours=3 * number))
    return QuizAttempt.objects.filter(enrolment__cohort=cohort).count()


def _scheduled(course: Course, cohort: Cohort) -> Iterable[Exercise]:
    return course.exercises.select_related("week", "current").filter(
        schedule__cohort=cohort, retired_at=None, current__isnull=False
    )


def _classmates(cohort: Cohort, at: datetime) -> list[Enrolment]:
    """People who cannot sign in."""
    found = []
    for name in CLASSMATES:
        username = f"demo-{name.lower()}"
        values = {"display_name": name, "email": f"{username}@example.org", "password": "!"}
        user, _ = User.objects.get_or_create(username=username, defaults=values)
        found.append(enrol(user=user, cohort=cohort, by=None, at=at))
    return found


def sit(*, learner: Enrolment, quiz: Exercise, at: datetime) -> None:
    """One attempt; who knows more is right more often, and questions differ in how hard they are."""
    chance = Random(f"{learner.user.username} {quiz.slug}")  # noqa: S311 - nothing secret
    knows = 0.35 + 0.6 * Random(learner.user.username).random()  # noqa: S311
    attempt = start(enrolment=learner, exercise=quiz, at=at)
    sitting = Sitting.of(attempt)
    answers = []
    for asked in sitting.paper.questions:
        question = sitting.quiz.question(asked.id)
        assert question is not None
        ease = Random(asked.id).uniform(-0.25, 0.25)  # noqa: S311
        fields = _fields(question, asked, chance, knows + ease)
        answers.append(Answered(question_id=asked.id, fields=fields, based_on=0))
    save(attempt=attempt, answers=answers, at=at + timedelta(minutes=5))
    submit(attempt=attempt, at=at + timedelta(minutes=chance.randint(6, 18)))


def _fields(question: Question, asked: Asked, chance: Random, knows: float) -> dict[str, list[str]]:
    """What is entered: right, wrong, or now and then nothing."""
    if chance.random() < 0.04:
        return {}
    right = solve(question, asked)
    return {
        part.field: _texts(right[part.id])
        if chance.random() < knows
        else _wrong(part, right[part.id], chance)
        for part in asked.parts
    }


def _texts(given: str | list[str]) -> list[str]:
    return [given] if isinstance(given, str) else given


def _wrong(part: Part, right: str | list[str], chance: Random) -> list[str]:
    """A mistake that learners make: another option, one option too many, a factor of 100, a guess."""
    if part.kind is PartKind.ONE_OF:
        return [chance.choice([option.id for option in part.options if option.id != right])]
    if part.kind is PartKind.SOME_OF:
        return [option.id for option in part.options if (option.id in right) != (chance.random() < 0.4)]
    if part.kind is PartKind.NUMBER and isinstance(right, str):
        number = float(right)
        return [f"{chance.choice([number * 100, number + 1, number / 2, -number]):.4g}"]
    return [chance.choice(["I do not know", "accuracy", "0"])]

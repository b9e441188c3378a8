"""The quizzes of the cohort that the browser visits: one that is running, one that is over, one that keeps its answers."""

from __future__ import annotations

from datetime import datetime, timedelta

from assay.catalog.models import Exercise
from assay.catalog.operations import publish_quiz_text
from assay.cohorts.models import Cohort, Enrolment
from assay.cohorts.operations import schedule
from assay.quizzes.demo import sit
from assay.quizzes.models import QuizAttempt
from assay.quizzes.operations import Answered, save, start, submit
from assay.quizzes.sitting import Sitting
from graders.quiz import solve
from tests.assay.quizzes.texts import EVERY_TYPE

_TIMED = "time_limit_minutes: 45\n"


def fill(cohort: Cohort, exercises: list[Exercise], ada: Enrolment, now: datetime) -> dict[str, str]:
    """Make them and Ada's attempts; returns the places of their pages."""
    open_quiz = _quiz(cohort, exercises[2], "Classification and its metrics", EVERY_TYPE + _TIMED, now)
    done = _quiz(cohort, exercises[1], "Regression", EVERY_TYPE + "attempts: 1\n", now)
    silent = _quiz(cohort, exercises[0], "Tables", EVERY_TYPE + "reveal: never\nattempts: 1\n", now)
    running = start(enrolment=ada, exercise=open_quiz, at=now)
    _answer(running, now, ("single-one", "numeric-one", "text-one"))
    save(
        attempt=running,
        answers=[Answered(question_id="table-one", fields={"q-table-one--r1-c1": ["four"]}, based_on=0)],
        at=now,
    )
    save(
        attempt=running,
        answers=[
            Answered(
                question_id="cloze-one", fields={"q-cloze-one--call": ["split"]}, based_on=0, is_flagged=True
            )
        ],
        at=now,
    )
    over = _taken(ada, done, now - timedelta(days=3))
    kept = _taken(ada, silent, now - timedelta(days=9))
    for number, learner in enumerate(
        cohort.enrolments.filter(role="learner").exclude(user__username__in=("ada", "zoe"))[:14]
    ):
        sit(learner=learner, quiz=done, at=now - timedelta(days=4, hours=number))
    around = f"/cohorts/{cohort.slug}/quizzes/{done.slug}/"
    attempt = f"/quiz-attempts/{running.pk}/"
    questions = {f"quiz-question-{number}": f"{attempt}?question={number}" for number in range(1, 10)}
    return questions | {
        "quiz": f"/cohorts/{cohort.slug}/quizzes/{open_quiz.slug}/",
        "quiz-done": f"/cohorts/{cohort.slug}/quizzes/{done.slug}/",
        "quizzes": f"/cohorts/{cohort.slug}/quizzes/",
        "quiz-statistics": f"{around}statistics/",
        "quiz-statistics-nobody": f"/cohorts/{cohort.slug}/quizzes/{open_quiz.slug}/statistics/",
        "quiz-statistics-number": f"{around}statistics/numeric-one/",
        "quiz-statistics-options": f"{around}statistics/multiple-one/",
        "quiz-statistics-parts": f"{around}statistics/table-one/",
        "quiz-preview": f"{around}preview/?seed=3",
        "quiz-corrections": f"{around}corrections/",
        "quiz-correct": f"{around}corrections/questions/numeric-one/",
        "quiz-mark-anew": f"{around}corrections/mark-anew/",
        "quiz-review": f"{attempt}review/",
        "quiz-submit": f"{attempt}submit/",
        "quiz-unfinished": f"{attempt}result/",
        "quiz-receipt": f"/quiz-attempts/{over.pk}/receipt/",
        "quiz-result": f"/quiz-attempts/{over.pk}/result/",
        "quiz-result-silent": f"/quiz-attempts/{kept.pk}/result/",
    }


def _quiz(cohort: Cohort, beside: Exercise, title: str, text: str, now: datetime) -> Exercise:
    quiz = Exercise.objects.create(
        course=beside.course, week=beside.week, slug=f"{beside.slug}-quiz", position=beside.position + 1
    )
    publish_quiz_text(
        exercise=quiz, text=text.replace("title: Every type", f"title: {title}"), by=None, at=now
    )
    dates = cohort.schedule.get(exercise=beside)
    schedule(
        cohort=cohort,
        exercise=quiz,
        opens_at=dates.opens_at,
        due_at=dates.due_at,
        closes_at=dates.closes_at,
        by=None,
        at=now,
    )
    quiz.refresh_from_db()
    return quiz


def _taken(who: Enrolment, quiz: Exercise, at: datetime) -> QuizAttempt:
    """Half of it right, the rest wrong, partly right or empty."""
    attempt = start(enrolment=who, exercise=quiz, at=at)
    _answer(attempt, at, ("single-one", "text-one", "code-one"))
    wrong = Sitting.of(attempt).paper.question("multiple-one")
    assert wrong is not None
    fields = {wrong.parts[0].field: [wrong.parts[0].options[0].id]}
    save(attempt=attempt, answers=[Answered(question_id=wrong.id, fields=fields, based_on=0)], at=at)
    save(
        attempt=attempt,
        answers=[Answered(question_id="numeric-one", fields={"q-numeric-one": ["7"]}, based_on=0)],
        at=at,
    )
    _answer(attempt, at, ("matching-one", "cloze-one"), parts=1)
    return submit(attempt=attempt, at=at + timedelta(minutes=21))


def _answer(attempt: QuizAttempt, at: datetime, questions: tuple[str, ...], parts: int = 9) -> None:
    """The right answers to the first few parts of some questions."""
    sitting = Sitting.of(attempt)
    for asked in sitting.paper.questions:
        if asked.id in questions:
            right = solve(sitting.question(asked.id), asked)
            fields = {part.field: _texts(right[part.id]) for part in asked.parts[:parts]}
            save(attempt=attempt, answers=[Answered(question_id=asked.id, fields=fields, based_on=0)], at=at)


def _texts(given: str | list[str]) -> list[str]:
    return [given] if isinstance(given, str) else given

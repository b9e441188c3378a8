"""The quizzes of the cohort that the browser visits: one closed, one that keeps its answers, one that is running."""

from __future__ import annotations

from datetime import datetime, timedelta

from assay.catalog.models import Exercise
from assay.catalog.operations import publish_quiz_text
from assay.catalog.queries import load_quiz
from assay.cohorts.models import Cohort, Enrolment
from assay.quizzes.demo import sit
from assay.quizzes.models import QuizAttempt
from assay.quizzes.operations import Answered, save, start
from assay.quizzes.sitting import Sitting
from graders.quiz import Asked, PartKind, solve
from tests.browser.site import ROOT

COURSE = ROOT / "exercises" / "ml-foundations"
DONE, KEPT, RUNNING = "week-01-foundations-quiz", "week-02-regression-quiz", "week-03-classification-quiz"
ANSWERED = 9  # of the running quiz


def fill(
    cohort: Cohort, exercises: dict[str, Exercise], ada: Enrolment, peers: list[Enrolment], now: datetime
) -> dict[str, str]:
    """Everybody's attempts; returns the places of their pages."""
    done, kept, running = (exercises[slug] for slug in (DONE, KEPT, RUNNING))
    _change(kept, "reveal: after_submit", "reveal: after_close", now)
    _change(running, "attempts: 3\n", "attempts: 3\ntime_limit_minutes: 45\n", now)
    for number, peer in enumerate(peers):
        if number % 9:
            sit(learner=peer, quiz=done, at=now - timedelta(days=11, minutes=101 * number))
        if number % 3:
            sit(learner=peer, quiz=kept, at=now - timedelta(days=3, minutes=47 * number))
    over = _taken(ada, done, now - timedelta(days=12))
    silent = _taken(ada, kept, now - timedelta(days=4))
    attempt = _begun(ada, running, now)
    return _addresses(cohort, over, silent) | _questions(attempt) | _of_statistics(cohort, done)


def _addresses(cohort: Cohort, over: QuizAttempt, silent: QuizAttempt) -> dict[str, str]:
    quizzes = f"/cohorts/{cohort.slug}/quizzes/"
    return {
        "quizzes": quizzes,
        "quiz": f"{quizzes}{RUNNING}/",
        "quiz-kept": f"{quizzes}{KEPT}/",
        "quiz-closed": f"{quizzes}{DONE}/",
        "quiz-statistics-nobody": f"{quizzes}{RUNNING}/statistics/",
        "quiz-receipt": f"/quiz-attempts/{over.pk}/receipt/",
        "quiz-result": f"/quiz-attempts/{over.pk}/result/",
        "quiz-result-silent": f"/quiz-attempts/{silent.pk}/result/",
    }


def _questions(attempt: QuizAttempt) -> dict[str, str]:
    """The pages of an attempt that runs; of each type of question the first one."""
    place, sitting = f"/quiz-attempts/{attempt.pk}/", Sitting.of(attempt)
    found = {
        f"quiz-question-{sitting.question(asked.id).type}": f"{place}?question={asked.number}"
        for asked in reversed(sitting.paper.questions)
    }
    return found | {
        "quiz-review": f"{place}review/",
        "quiz-submit": f"{place}submit/",
        "quiz-unfinished": f"{place}result/",
    }


def _of_statistics(cohort: Cohort, quiz: Exercise) -> dict[str, str]:
    around, ids = f"/cohorts/{cohort.slug}/quizzes/{quiz.slug}/", _first_ids(quiz)
    return {
        "quiz-statistics": f"{around}statistics/",
        "quiz-statistics-number": f"{around}statistics/{ids['numeric']}/",
        "quiz-statistics-options": f"{around}statistics/{ids['multiple']}/",
        "quiz-statistics-parts": f"{around}statistics/{ids['table']}/",
        "quiz-preview": f"{around}preview/?seed=3",
        "quiz-corrections": f"{around}corrections/",
        "quiz-correct": f"{around}corrections/questions/{ids['numeric']}/",
        "quiz-mark-anew": f"{around}corrections/mark-anew/",
    }


def _first_ids(quiz: Exercise) -> dict[str, str]:
    """By type of question the id of the first one."""
    assert quiz.current is not None
    return {question.type: question.id for question in reversed(load_quiz(version=quiz.current).questions)}


def _change(quiz: Exercise, old: str, new: str, now: datetime) -> None:
    """Another setting, as if its author had written it."""
    text = (COURSE / quiz.week.slug / "quiz.yaml").read_text(encoding="utf-8")
    assert old in text
    publish_quiz_text(exercise=quiz, text=text.replace(old, new), by=None, at=now)


def _taken(who: Enrolment, quiz: Exercise, at: datetime) -> QuizAttempt:
    sit(learner=who, quiz=quiz, at=at)
    return QuizAttempt.objects.get(enrolment=who, exercise=quiz)


def _begun(who: Enrolment, quiz: Exercise, now: datetime) -> QuizAttempt:
    """Twelve minutes ago: most of it answered, one flagged, one not a number."""
    attempt = start(enrolment=who, exercise=quiz, at=now - timedelta(minutes=12))
    sitting = Sitting.of(attempt)
    unread = next(asked for asked in reversed(sitting.paper.questions) if _is_number(asked))
    others = [asked for asked in sitting.paper.questions if asked != unread]
    for asked in others[:ANSWERED]:
        right = solve(sitting.question(asked.id), asked)
        fields = {part.field: _texts(right[part.id]) for part in asked.parts}
        _save(attempt, Answered(question_id=asked.id, fields=fields, based_on=0), now)
    flagged = Answered(question_id=others[ANSWERED].id, fields={}, based_on=0, is_flagged=True)
    _save(attempt, flagged, now)
    fields = {unread.parts[0].field: ["about four"]}
    _save(attempt, Answered(question_id=unread.id, fields=fields, based_on=0), now)
    return attempt


def _is_number(asked: Asked) -> bool:
    return asked.parts[0].kind is PartKind.NUMBER


def _save(attempt: QuizAttempt, answer: Answered, now: datetime) -> None:
    save(attempt=attempt, answers=[answer], at=now - timedelta(minutes=1))


def _texts(given: str | list[str]) -> list[str]:
    return [given] if isinstance(given, str) else given

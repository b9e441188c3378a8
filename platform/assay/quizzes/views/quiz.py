"""The start page of a quiz: what it is, under which rules, and the one button that begins it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assay.catalog.models import Exercise
from assay.catalog.queries import load_quiz
from assay.cohorts.access import get_enrolment_or_404
from assay.cohorts.models import Enrolment
from assay.cohorts.pages import cohort_context, get_quiz_or_404
from assay.moments import length
from assay.quizzes import operations, queries
from assay.quizzes.operations import Refused
from assay.quizzes.timing import limit_of
from graders.quiz import Quiz

_STATUS_OF_REFUSAL = {"quota_used": 429, "cooling_down": 429}


@login_required
def quiz(request: HttpRequest, slug: str, quiz: str) -> HttpResponse:
    """What the quiz is, what counts, and the attempts so far."""
    enrolment, found = _place(request, slug, quiz)
    return render(request, "quizzes/quiz.html", _context(enrolment, found, timezone.now()))


@login_required
@require_POST
def start(request: HttpRequest, slug: str, quiz: str) -> HttpResponse:
    """Begin an attempt, or go on with the one that runs."""
    enrolment, found = _place(request, slug, quiz)
    now = timezone.now()
    try:
        attempt = operations.start(enrolment=enrolment, exercise=found, at=now)
    except Refused as refused:
        return _refused(request, enrolment, found, refused, now)
    return redirect("quizzes:take", attempt.pk)


@login_required
@require_POST
def practise(request: HttpRequest, slug: str, quiz: str) -> HttpResponse:
    """The same with a new variant that does not count."""
    enrolment, found = _place(request, slug, quiz)
    now = timezone.now()
    try:
        attempt = operations.practise(enrolment=enrolment, exercise=found, at=now)
    except Refused as refused:
        return _refused(request, enrolment, found, refused, now)
    return redirect("quizzes:take", attempt.pk)


def _refused(
    request: HttpRequest, enrolment: Enrolment, exercise: Exercise, refused: Refused, at: datetime
) -> HttpResponse:
    context = _context(enrolment, exercise, at) | {"refused": refused}
    return render(request, "quizzes/quiz.html", context, status=_STATUS_OF_REFUSAL.get(refused.code, 403))


def _place(request: HttpRequest, slug: str, quiz: str) -> tuple[Enrolment, Exercise]:
    enrolment = get_enrolment_or_404(request.user, slug)
    return enrolment, get_quiz_or_404(cohort=enrolment.cohort, slug=quiz)


def _context(enrolment: Enrolment, exercise: Exercise, at: datetime) -> dict[str, Any]:
    assert exercise.current is not None
    work = queries.work_of(enrolment=enrolment, exercise=exercise, at=at)
    content = load_quiz(version=exercise.current)
    rules = (work.policy, work.deadline)
    limit = limit_of(content.time_limit_minutes, enrolment.time_limit_percent)
    shell = cohort_context(
        user=enrolment.user, cohort=enrolment.cohort, enrolment=enrolment, place="course", at=at
    )
    return shell | {
        "exercise": exercise,
        "version": exercise.current,
        "content": content,
        "question_count": _question_count(content),
        "limit_words": length(limit) if limit else "",
        "deadline": work.deadline,
        "policy": work.policy,
        "work": work,
        "standing": work.standing(at),
        "attempts": work.rows(),
        "practised": queries.practice_of(enrolment=enrolment, exercise=exercise),
        "is_shown": enrolment.is_staff or work.deadline.has_opened(at),
        "refusal": operations.refusal_to_start(enrolment=enrolment, exercise=exercise, at=at, rules=rules),
        "practice_refusal": operations.refusal_to_practise(
            enrolment=enrolment, exercise=exercise, at=at, rules=rules
        ),
    }


def _question_count(content: Quiz) -> int:
    """Of one paper: the questions that everybody gets, and those drawn from pools."""
    free = sum(question.pool is None for question in content.questions)
    return free + sum(pool.draw for pool in content.pools)

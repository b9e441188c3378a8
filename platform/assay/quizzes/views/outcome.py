"""After an attempt: the receipt, and the result as far as it may be shown."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from assay.accounts.models import User
from assay.cohorts.pages import cohort_context
from assay.cohorts.queries import enrolment_of
from assay.quizzes import operations, queries
from assay.quizzes.access import get_attempt_or_404, is_owner
from assay.quizzes.models import QuizAttempt
from assay.quizzes.queries.corrections import notices_of
from assay.quizzes.rendering import tell


@login_required
@never_cache
def receipt(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """What was sent in, when, and its fingerprint."""
    return _page(request, attempt_id, "quizzes/receipt.html")


@login_required
@never_cache
def result(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Points, and what to learn from each question."""
    return _page(request, attempt_id, "quizzes/result.html")


def _page(request: HttpRequest, attempt_id: UUID, template: str) -> HttpResponse:
    attempt = get_attempt_or_404(request.user, attempt_id)
    attempt = operations.finish_if_over(attempt=attempt, at=timezone.now())
    if attempt.is_finished:
        return render(request, template, _context(request, attempt))
    if is_owner(request.user, attempt):
        return redirect("quizzes:take", attempt.pk)
    return render(request, "quizzes/unfinished.html", _shell(request, attempt))


def _shell(request: HttpRequest, attempt: QuizAttempt) -> dict[str, Any]:
    assert isinstance(request.user, User)
    cohort = attempt.enrolment.cohort
    mine = enrolment_of(user=request.user, cohort=cohort)
    is_mine = mine == attempt.enrolment
    shell = cohort_context(
        user=request.user, cohort=cohort, enrolment=mine, place="course" if is_mine else "submissions"
    )
    return shell | {"attempt": attempt, "exercise": attempt.exercise, "is_mine": is_mine}


def _context(request: HttpRequest, attempt: QuizAttempt) -> dict[str, Any]:
    assert isinstance(request.user, User)
    shell = _shell(request, attempt)
    at = shell["now"]
    found = queries.outcome(attempt=attempt, viewer=request.user, at=at)
    work = queries.work_of(enrolment=attempt.enrolment, exercise=attempt.exercise, at=at)
    return shell | {
        "outcome": found,
        "notices": notices_of(attempt=attempt) if found.shown.points else [],
        "told": [tell(item.asked, item.marked) for item in found.questions],
        "counts": work.best is not None and work.best.attempt_id == attempt.pk,
        "work": work,
        "was_late": "late" in request.GET,
    }

"""An attempt while it runs: one question a page, saving, the review, and sending it in."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from assay.cohorts.pages import cohort_context
from assay.cohorts.queries import zone_of
from assay.quizzes import operations, queries
from assay.quizzes.access import get_own_attempt_or_404
from assay.quizzes.models import QuizAttempt
from assay.quizzes.operations import Answered, Refused, Saved
from assay.quizzes.queries import Taking
from assay.quizzes.rendering import answer_in_words, present, tell
from graders.quiz import Asked, parse


@login_required
@never_cache
def take(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """One question: that of `?question=3`, else the first without an answer."""
    attempt, now = _attempt(request, attempt_id)
    if attempt.is_finished:
        return redirect("quizzes:receipt", attempt.pk)
    found = queries.taking(attempt=attempt, at=now)
    return render(request, "quizzes/take.html", _context(found, _chosen(request, found), now))


@login_required
@require_POST
def save(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Keep the page's answer, then go where its button says; a script gets JSON and stays."""
    attempt, now = _attempt(request, attempt_id)
    wants_json = request.headers.get("Accept", "").startswith("application/json")
    answer = _answer(request)
    try:
        saved = operations.save(attempt=attempt, answers=[answer], at=now)[0]
        if request.POST.get("go") == "check" and not (saved.is_conflict or saved.problems):
            operations.check(attempt=attempt, question_id=answer.question_id, at=now)
    except Refused as refused:
        return _refused(request, attempt, answer, refused, now, wants_json=wants_json)
    if wants_json:
        return JsonResponse(_said(attempt, saved, now))
    if saved.is_conflict:
        return _conflict(request, attempt, saved, now)
    return HttpResponseRedirect(_next(attempt, saved, request.POST.get("go", "")))


@login_required
@never_cache
def review(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """What is answered, what is not, what cannot be read, what was flagged."""
    attempt, now = _attempt(request, attempt_id)
    if attempt.is_finished:
        return redirect("quizzes:receipt", attempt.pk)
    return render(request, "quizzes/review.html", _shell(queries.taking(attempt=attempt, at=now), now))


@login_required
@never_cache
def submit(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Ask once, then send it in."""
    attempt, now = _attempt(request, attempt_id)
    if request.method == "POST":
        operations.submit(attempt=attempt, at=now)
    if attempt.is_finished:
        return redirect("quizzes:receipt", attempt.pk)
    return render(request, "quizzes/submit.html", _shell(queries.taking(attempt=attempt, at=now), now))


def _attempt(request: HttpRequest, attempt_id: UUID) -> tuple[QuizAttempt, datetime]:
    """The reader's own attempt, ended where its time is over."""
    now = timezone.now()
    attempt = get_own_attempt_or_404(request.user, attempt_id)
    return operations.finish_if_over(attempt=attempt, at=now), now


def _chosen(request: HttpRequest, found: Taking) -> Asked:
    number = request.GET.get("question", "")
    asked = found.sitting.numbered(int(number)) if number.isdecimal() and len(number) < 5 else None
    first_missing = found.missing[0] if found.missing else found.questions[0]
    return asked or first_missing.asked


def _answer(request: HttpRequest) -> Answered:
    based_on = request.POST.get("based_on", "")
    return Answered(
        question_id=request.POST.get("question", ""),
        fields={name: request.POST.getlist(name) for name in request.POST},
        based_on=int(based_on) if based_on.isdecimal() and len(based_on) < 10 else 0,
        is_flagged="flagged" in request.POST,
    )


def _shell(found: Taking, at: datetime) -> dict[str, Any]:
    attempt = found.sitting.attempt
    enrolment = attempt.enrolment
    shell = cohort_context(
        user=enrolment.user, cohort=enrolment.cohort, enrolment=enrolment, place="course", at=at
    )
    return shell | {"attempt": attempt, "exercise": attempt.exercise, "taking": found}


def _context(found: Taking, asked: Asked, at: datetime) -> dict[str, Any]:
    sitting = found.sitting
    marked = queries.checked(sitting=sitting, asked=asked)
    response = sitting.responses.get(asked.id)
    return _shell(found, at) | {
        "asked": asked,
        "state": next(item for item in found.questions if item.asked.id == asked.id),
        "presented": present(asked, sitting.entry(asked), is_fixed=marked is not None),
        "told": tell(asked, marked) if marked else None,
        "response": response,
        "saved_at": _clock(sitting.attempt, response.saved_at) if response else "",
        "may_check": marked is None and operations.may_check(sitting.attempt, at),
        "previous": sitting.numbered(asked.number - 1),
        "next": sitting.numbered(asked.number + 1),
    }


def _next(attempt: QuizAttempt, saved: Saved, go: str) -> str:
    """Where the pressed button leads. What was newly entered and cannot be read is shown once before that."""
    number = saved.asked.number
    if go == "review" and not (saved.is_new and saved.problems):
        return reverse("quizzes:review", args=[attempt.pk])
    wanted = {"next": number + 1, "previous": number - 1}.get(
        go, int(go) if go.isdecimal() and len(go) < 5 else number
    )
    if saved.is_new and saved.problems:
        wanted = number
    return f"{reverse('quizzes:take', args=[attempt.pk])}?question={wanted}"


def _conflict(request: HttpRequest, attempt: QuizAttempt, saved: Saved, at: datetime) -> HttpResponse:
    """Both answers on one page: what was just sent stands in the form, and saving it again makes it hold."""
    found = queries.taking(attempt=attempt, at=at)
    sent = parse(saved.asked, {name: request.POST.getlist(name) for name in request.POST})
    context = _context(found, saved.asked, at) | {
        "presented": present(saved.asked, sent),
        "conflict": _words_of(attempt, saved),
        "is_flagged": "flagged" in request.POST,
    }
    return render(request, "quizzes/take.html", context, status=409)


def _refused(
    request: HttpRequest,
    attempt: QuizAttempt,
    answer: Answered,
    refused: Refused,
    at: datetime,
    *,
    wants_json: bool,
) -> HttpResponse:
    if attempt.is_finished:
        receipt = reverse("quizzes:receipt", args=[attempt.pk])
        if wants_json:
            return JsonResponse({"code": refused.code, "detail": str(refused), "next": receipt}, status=409)
        return HttpResponseRedirect(f"{receipt}?late=1")
    if wants_json:
        return JsonResponse({"code": refused.code, "detail": str(refused)}, status=422)
    found = queries.taking(attempt=attempt, at=at)
    asked = found.sitting.paper.question(answer.question_id) or _chosen(request, found)
    context = _context(found, asked, at) | {"refused": refused}
    return render(request, "quizzes/take.html", context, status=422)


def _said(attempt: QuizAttempt, saved: Saved, at: datetime) -> dict[str, Any]:
    """What the script of the page must know after a save."""
    response = saved.response
    found = queries.taking(attempt=attempt, at=at)
    state = next(item for item in found.questions if item.asked.id == saved.asked.id)
    return {
        "saved_at": _clock(attempt, at),
        "revision": response.revision if response else 0,
        "mark": {"state": state.state, "html": render_to_string("quizzes/_marks.html", {"item": state})},
        "problems": saved.problems,
        "left_seconds": found.left_seconds,
        "conflict": _words_of(attempt, saved) if saved.is_conflict else None,
        "is_locked": saved.is_locked,
    }


def _words_of(attempt: QuizAttempt, saved: Saved) -> dict[str, str]:
    assert saved.response is not None
    words = answer_in_words(saved.asked, saved.response.value)
    return {
        "answer": words or _("no answer"),
        "saved_at": _clock(attempt, saved.response.saved_at),
    }


def _clock(attempt: QuizAttempt, at: datetime) -> str:
    """`12:03` in the reader's zone."""
    return formats.date_format(at.astimezone(zone_of(enrolment=attempt.enrolment)), "H:i")

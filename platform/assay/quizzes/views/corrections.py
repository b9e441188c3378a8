"""Correct a key after the fact: look at who changes, then do it. For those who decide over keys."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from assay.accounts.models import User
from assay.catalog.models import Exercise
from assay.catalog.queries import load_quiz
from assay.cohorts.models import Cohort
from assay.quizzes.forms import CorrectionForm, ReasonForm
from assay.quizzes.models import Correction
from assay.quizzes.operations.corrections import (
    Effect,
    correct_keys,
    effect_of_keys,
    effect_of_undoing,
    mark_by_offered,
    undo,
)
from assay.quizzes.queries.corrections import corrections_of, versions_of
from assay.quizzes.queries.keys import difference, text_of
from assay.quizzes.queries.variants import variant
from assay.quizzes.rendering import plain, tell
from assay.quizzes.views.staff import managed_quiz, shell
from graders.quiz import Question, Quiz, QuizError, read_quiz
from graders.quiz.amend import amended

_SHOWN_AS = 1


@login_required
@never_cache
def corrections(request: HttpRequest, slug: str, quiz: str) -> HttpResponse:
    """Which questions may be corrected, the versions that were seen, and what was corrected."""
    cohort, exercise = managed_quiz(request, slug, quiz)
    made = corrections_of(exercise=exercise)
    versions = versions_of(exercise=exercise)
    return render(
        request,
        "quizzes/staff/corrections.html",
        shell(request, cohort, exercise, tab="corrections")
        | {
            "questions": [(item, plain(item.text)) for item in _offered(exercise).questions],
            "versions": versions,
            "is_behind": any(row.keys.pk != exercise.current_id and row.finished for row in versions),
            "made": made,
            "newest": made[0] if made else None,
        },
    )


@login_required
@never_cache
def correct(request: HttpRequest, slug: str, quiz: str, question: str) -> HttpResponse:
    """Change the key of one question; without `go=commit` nothing is written."""
    cohort, exercise = managed_quiz(request, slug, quiz)
    found = _offered(exercise).question(question)
    if found is None:
        raise Http404
    form = CorrectionForm(request.POST or None, question=found)
    text = _amended(exercise, found, form) if form.is_valid() else ""
    if text and _is_commit(request, text):
        marked = correct_keys(exercise=exercise, text=text, **_by(request, form))
        return _done(request, marked, slug, quiz)
    asked, solved = variant(exercise=exercise, question_id=question, seed=_SHOWN_AS)
    context = shell(request, cohort, exercise, tab="corrections") | {
        "form": form,
        "question": found,
        "told": tell(asked, solved),
        "title": _("Correct question “%(name)s”") % {"name": question},
    }
    if text:
        effect = effect_of_keys(exercise=exercise, cohort=cohort, keys=read_quiz(text, name="quiz.yaml"))
        context |= _previewed(effect, text) | {"lines": difference(_text(exercise), text)}
    return render(request, "quizzes/staff/correct.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
def mark_anew(request: HttpRequest, slug: str, quiz: str) -> HttpResponse:
    """Mark older attempts by the keys that were published last; without `go=commit` nothing is written."""
    cohort, exercise = managed_quiz(request, slug, quiz)
    effect = effect_of_keys(exercise=exercise, cohort=cohort, keys=_offered(exercise))
    return _confirmed(
        request,
        cohort,
        exercise,
        effect,
        act=lambda by: mark_by_offered(exercise=exercise, **by),
        title=_("Mark by the keys published last"),
    )


@login_required
@never_cache
def undo_correction(request: HttpRequest, slug: str, quiz: str, correction: int) -> HttpResponse:
    """Let the keys hold again that held before; without `go=commit` nothing is written."""
    cohort, exercise = managed_quiz(request, slug, quiz)
    found = get_object_or_404(
        Correction.objects.select_related("exercise__current", "to_version", "offered_before"),
        pk=correction,
        exercise=exercise,
    )
    if found.at != corrections_of(exercise=exercise)[0].at:
        messages.error(request, _("Only the newest correction can be undone; undo it first."))
        return redirect("quizzes:corrections", slug, quiz)
    return _confirmed(
        request,
        cohort,
        exercise,
        effect_of_undoing(correction=found, cohort=cohort),
        act=lambda by: undo(correction=found, **by),
        title=_("Undo a correction"),
    )


def _confirmed(
    request: HttpRequest,
    cohort: Cohort,
    exercise: Exercise,
    effect: Effect,
    *,
    act: Callable[[dict[str, Any]], int],
    title: str,
) -> HttpResponse:
    """The page that shows an effect and asks for the reason; once that is given, it is done."""
    form = ReasonForm(request.POST or None)
    if form.is_valid() and request.POST.get("go") == "commit":
        return _done(request, act(_by(request, form)), cohort.slug, exercise.slug)
    context = shell(request, cohort, exercise, tab="corrections") | {"form": form, "title": title}
    status = 422 if form.errors else 200
    return render(request, "quizzes/staff/correct.html", context | _previewed(effect, ""), status=status)


def _previewed(effect: Effect, text: str) -> dict[str, Any]:
    return {"effect": effect, "fingerprint": _fingerprint(text)}


def _is_commit(request: HttpRequest, text: str) -> bool:
    """Only what was looked at is done: a form that was changed after the preview is previewed once more."""
    return request.POST.get("go") == "commit" and request.POST.get("previewed") == _fingerprint(text)


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _amended(exercise: Exercise, question: Question, form: CorrectionForm) -> str:
    """The whole text with the change; "" where that is no quiz, and then the form says why."""
    text = amended(_text(exercise), question_id=question.id, changes=form.changes())
    try:
        read_quiz(text, name="quiz.yaml")
    except QuizError as error:
        for problem in error.problems:
            form.add_error(None, problem.sentence)
        return ""
    return text


def _by(request: HttpRequest, form: ReasonForm) -> dict[str, Any]:
    assert isinstance(request.user, User)
    return {"reason": form.cleaned_data["reason"], "by": request.user, "at": timezone.now()}


def _done(request: HttpRequest, marked: int, slug: str, quiz: str) -> HttpResponse:
    sentence = ngettext("%(n)d attempt was marked anew.", "%(n)d attempts were marked anew.", marked)
    messages.success(request, sentence % {"n": marked} if marked else _("Nothing had to be changed."))
    return redirect("quizzes:corrections", slug, quiz)


def _offered(exercise: Exercise) -> Quiz:
    assert exercise.current is not None
    return load_quiz(version=exercise.current)


def _text(exercise: Exercise) -> str:
    assert exercise.current is not None
    return text_of(exercise.current)

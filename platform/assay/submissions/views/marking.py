"""Marking by hand: what waits, one answer at a time, and the points of a whole submission."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from csp.decorators import csp
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from assay.accounts.models import User
from assay.catalog import statement
from assay.cohorts.access import get_graded_cohort_or_404
from assay.cohorts.models import Cohort
from assay.cohorts.pages import cohort_context, get_exercise_or_404
from assay.cohorts.queries import enrolment_of
from assay.submissions.access import get_graded_submission_or_404
from assay.submissions.forms import MarkForm, OverrideForm
from assay.submissions.models import ManualMark, Submission
from assay.submissions.operations import Refused, mark, override, take_back
from assay.submissions.queries.marking import Answer, Earlier, Scheme, answer_of, earlier_of, piles, scheme_of
from assay.submissions.rendering import render_answer
from assay.submissions.totals import total_of
from assay.submissions.views.files import FRAME_POLICY, executed_notebook
from assay.templatetags.look import points as shown

_PER_PAGE = 50


@login_required
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Every exercise of the cohort that people mark, with how many answers wait."""
    cohort = get_graded_cohort_or_404(request.user, slug)
    found = piles(cohort=cohort, at=timezone.now())
    return render(request, "submissions/marking/overview.html", _shell(request, cohort) | {"piles": found})


@login_required
def queue(request: HttpRequest, slug: str, exercise: str) -> HttpResponse:
    """The answers to one exercise: those that wait, or with `state=marked` in the address those that have marks."""
    cohort = get_graded_cohort_or_404(request.user, slug)
    task = get_exercise_or_404(cohort=cohort, slug=exercise)
    [pile] = piles(cohort=cohort, exercise=task, at=timezone.now())
    state = "marked" if request.GET.get("state") == "marked" else "waiting"
    page = Paginator(pile.marked if state == "marked" else pile.waiting, _PER_PAGE)
    context = {"exercise": task, "pile": pile, "state": state, "page": page.get_page(request.GET.get("page"))}
    return render(request, "submissions/marking/queue.html", _shell(request, cohort) | context)


@login_required
def answer(request: HttpRequest, submission_id: UUID, question: str) -> HttpResponse:
    """One answer beside its mark scheme: give points, change them, take them back."""
    submission, found = _answer(request, submission_id, question)
    earlier = earlier_of(found) if found.mark is None else None
    form = MarkForm(request.POST or None, possible=found.possible, initial=_initial(found.mark, earlier))
    if request.method == "POST" and _marked(request, found, form):
        return _next(submission, found)
    pile = _pile(submission)
    version = submission.current_score.score.job.version
    context = _around(request, submission) | {
        "answer": found,
        "earlier": earlier,
        "form": form,
        "scheme": _rendered(scheme_of(version=version, question=question)),
        "waiting": len(pile.waiting),
        "next": pile.next_after(found),
        "history": _history(submission, question),
    }
    status = 422 if form.errors else 200
    return render(request, "submissions/marking/answer.html", context, status=status)


@login_required
@csp(FRAME_POLICY)  # type: ignore[arg-type]  # its types know no view with arguments
def cells(request: HttpRequest, submission_id: UUID, question: str) -> HttpResponse:
    """The cells of one answer as a page without any right, for a sandboxed frame; nobody's name is on it."""
    submission, _found = _answer(request, submission_id, question)
    body = render_answer(executed_notebook(submission), question)
    return render(request, "submissions/notebook.html", {"body": body, "submission": submission})


@login_required
def points(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """Set the points of a whole submission with a reason, or take that back."""
    submission = get_graded_submission_or_404(request.user, submission_id)
    total = total_of(submission)
    if total is None:
        messages.error(request, _("This submission has no score yet; wait until it is graded."))
        return redirect("submissions:result", submission.pk)
    form = OverrideForm(request.POST or None, possible=total.possible, initial=_initial(total.override))
    if request.method == "POST" and _overridden(request, submission, form):
        return redirect("submissions:result", submission.pk)
    context = _around(request, submission) | {
        "form": form,
        "total": total,
        "history": _history(submission, ""),
    }
    status = 422 if form.errors else 200
    return render(request, "submissions/marking/points.html", context, status=status)


def _answer(request: HttpRequest, submission_id: UUID, question: str) -> tuple[Submission, Answer]:
    submission = get_graded_submission_or_404(request.user, submission_id)
    found = answer_of(submission=submission, question=question)
    if found is None:
        raise Http404
    return submission, found


def _marked(request: HttpRequest, found: Answer, form: MarkForm) -> bool:
    assert isinstance(request.user, User)
    common: dict[str, Any] = {"submission": found.submission, "question": found.name}
    common |= {"by": request.user, "at": timezone.now()}
    try:
        if request.POST.get("go") == "undo":
            take_back(**common)
            messages.success(request, _("Taken back. The answer waits again, or has what its tests found."))
        elif form.is_valid():
            made = mark(**common, **form.cleaned_data)
            sentence = _("Saved: %(points)s / %(possible)s for %(who)s.")
            names = {"points": shown(made.points), "possible": shown(found.possible), "who": found.who}
            messages.success(request, sentence % names)
        else:
            return False
    except Refused as refused:
        form.is_valid()
        form.add_error("points" if refused.code == "points_out_of_range" else None, str(refused))
        return False
    return True


def _overridden(request: HttpRequest, submission: Submission, form: OverrideForm) -> bool:
    assert isinstance(request.user, User)
    common: dict[str, Any] = {"submission": submission, "by": request.user, "at": timezone.now()}
    try:
        if request.POST.get("go") == "undo":
            take_back(**common, question="")
            messages.success(request, _("Taken back. What tests and marks found counts again."))
        elif form.is_valid():
            override(**common, **form.cleaned_data)
            messages.success(request, _("Saved. The learner sees the points with your reason."))
        else:
            return False
    except Refused as refused:
        form.is_valid()
        form.add_error("points" if refused.code == "points_out_of_range" else None, str(refused))
        return False
    return True


def _next(submission: Submission, found: Answer) -> HttpResponse:
    """The next answer that waits; after a change of an older mark the list that it was chosen from."""
    place = (submission.enrolment.cohort.slug, submission.exercise.slug)
    waiting = _pile(submission).next_after(found) if found.mark is None else None
    if waiting is None:
        return redirect("submissions:queue", *place)
    return redirect("submissions:mark", waiting.submission.pk, waiting.name)


def _pile(submission: Submission) -> Any:
    cohort, exercise = submission.enrolment.cohort, submission.exercise
    return piles(cohort=cohort, exercise=exercise, at=timezone.now())[0]


def _initial(given: ManualMark | None, earlier: Earlier | None = None) -> dict[str, Any]:
    if given is None:
        same = earlier.mark if earlier and earlier.is_same else None
        return {"after": 0} | ({"points": shown(same.points), "comment": same.comment} if same else {})
    return {"points": shown(given.points), "comment": given.comment, "after": given.number}


def _history(submission: Submission, question: str) -> list[ManualMark]:
    return list(submission.marks.filter(question=question).select_related("by").order_by("-number"))


def _rendered(scheme: Scheme) -> dict[str, str]:
    """The author's texts as clean HTML; code as a block of it."""
    key = [scheme.key] if scheme.key else []
    return {"asked": _html(list(scheme.asked)), "key": _html(key)}


def _html(texts: list[tuple[str, str]]) -> str:
    return statement.render([(_markdown(*item), {}) for item in texts])


def _markdown(cell_type: str, text: str) -> str:
    return text if cell_type == "markdown" else f"````python\n{text}\n````"


def _around(request: HttpRequest, submission: Submission) -> dict[str, Any]:
    shell = _shell(request, submission.enrolment.cohort)
    return shell | {"submission": submission, "exercise": submission.exercise}


def _shell(request: HttpRequest, cohort: Cohort) -> dict[str, Any]:
    assert isinstance(request.user, User)
    mine = enrolment_of(user=request.user, cohort=cohort)
    return cohort_context(user=request.user, cohort=cohort, enrolment=mine, place="gradebook")

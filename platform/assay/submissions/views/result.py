"""The result of one submission, while it is graded and afterwards."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assay.accounts.models import User
from assay.cohorts.models import Cohort
from assay.cohorts.pages import cohort_context
from assay.cohorts.queries import enrolment_of
from assay.submissions import queries
from assay.submissions.access import get_submission_or_404
from assay.submissions.changes import changes
from assay.submissions.events import current_event
from assay.submissions.models import Submission
from assay.submissions.operations import Refused, run_again
from assay.submissions.wording import Tally, live_context


@login_required
def result(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """Receipt, score, questions, tests, executed notebook."""
    submission = get_submission_or_404(request.user, submission_id)
    return render(request, "submissions/result.html", result_context(request, submission))


@login_required
@require_POST
def again(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """Grade the same file once more; costs no attempt."""
    assert isinstance(request.user, User)
    submission = get_submission_or_404(request.user, submission_id)
    try:
        run_again(submission=submission, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("submissions:result", submission.pk)


def result_context(request: HttpRequest, submission: Submission) -> dict[str, Any]:
    """The names that `result.html` and `_result.html` read."""
    assert isinstance(request.user, User)
    now, cohort = timezone.now(), submission.enrolment.cohort
    mine = enrolment_of(user=request.user, cohort=cohort)
    place = "course" if mine == submission.enrolment else "submissions"
    shell = cohort_context(user=request.user, cohort=cohort, enrolment=mine, place=place, at=now)
    shown = queries.result(submission=submission, viewer=request.user, at=now)
    context = shell | {
        "submission": submission,
        "exercise": submission.exercise,
        "result": shown,
        "has_board": cohort.board != Cohort.Board.OFF,
        "is_mine": mine == submission.enrolment,
    }
    if not shown.is_final:
        return context | live_context(
            event=current_event(submission.pk), tally=Tally(submission.version.outline)
        )
    earlier = _before(submission, request.user)
    found = changes(before=earlier.questions, after=shown.questions) if earlier else []
    better = sum(change.is_better for change in found)
    return context | {
        "earlier": earlier,
        "changes": found,
        "better": better,
        "worse": len(found) - better,
        "next_step": _next_step(shown),
    }


def _before(submission: Submission, viewer: User) -> queries.ResultView | None:
    """The result of the attempt before."""
    earlier = Submission.objects.of(submission.enrolment, submission.exercise).select_related(
        "enrolment__user", "enrolment__cohort__course", "exercise__week", "version"
    )
    found = earlier.filter(attempt_number=submission.attempt_number - 1).first()
    return queries.result(submission=found, viewer=viewer, at=timezone.now()) if found else None


def _next_step(shown: queries.ResultView) -> dict[str, str] | None:
    """The first question that is not whole, with the hint or message of its first test that did not pass."""
    for question in shown.questions:
        for test in question.tests:
            if test.verdict not in {"passed", "awaiting_marks"}:
                return {"name": question.name, "question": question.title, "words": test.hint or test.message}
    return None

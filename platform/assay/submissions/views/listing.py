"""Everybody's submissions, for those who teach."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assay.accounts.models import User
from assay.catalog.queries import published_exercises
from assay.cohorts.access import get_graded_cohort_or_404
from assay.cohorts.pages import cohort_context
from assay.cohorts.queries import enrolment_of
from assay.submissions import queries
from assay.submissions.models import GradingJob, Submission
from assay.submissions.status import Status, of_attempt
from assay.submissions.totals import Total, total_of

_PER_PAGE = 50


@login_required
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """Newest first; `exercise`, `state`, `search` and `page` are in the address."""
    assert isinstance(request.user, User)
    cohort = get_graded_cohort_or_404(request.user, slug)
    exercises = list(published_exercises().filter(schedule__cohort=cohort))
    chosen = {name: request.GET.get(name, "").strip() for name in ("exercise", "state", "search")}
    found = queries.submissions_of_cohort(
        cohort=cohort,
        exercise=next((item for item in exercises if item.slug == chosen["exercise"]), None),
        state=chosen["state"] if chosen["state"] in GradingJob.State.values else "",
        search=chosen["search"],
    )
    page = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    enrolment = enrolment_of(user=request.user, cohort=cohort)
    context = cohort_context(user=request.user, cohort=cohort, enrolment=enrolment, place="submissions") | {
        "page": page,
        "rows": [_row(item) for item in page],
        "exercises": exercises,
        "states": [
            (state, of_attempt(job_state=state, is_released=False, is_full=False).words) for state in _STATES
        ],
        "chosen": chosen,
        "is_filtered": any(chosen.values()),
    }
    template = "submissions/_list.html" if request.headers.get("HX-Request") else "submissions/list.html"
    return render(request, template, context)


_STATES = (
    GradingJob.State.QUEUED,
    GradingJob.State.RUNNING,
    GradingJob.State.GRADED,
    GradingJob.State.INVALID,
    GradingJob.State.PLATFORM_FAILED,
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line. `total` None: not graded."""

    submission: Submission
    status: Status
    total: Total | None


def _row(submission: Submission) -> Row:
    total = total_of(submission)
    status = of_attempt(
        job_state=getattr(submission, "job_state", ""),
        is_released=True,
        is_full=total is not None and total.points >= total.possible,
        awaits_marks=total is not None and total.awaits_marks(is_released=True),
    )
    return Row(submission=submission, status=status, total=total)

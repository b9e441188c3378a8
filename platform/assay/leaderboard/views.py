"""The board of a cohort."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from assay.accounts.models import User
from assay.cohorts.access import get_cohort_or_404
from assay.cohorts.pages import cohort_context
from assay.cohorts.queries import enrolment_of
from assay.leaderboard import queries


@login_required
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """Who leads, and where the reader stands."""
    assert isinstance(request.user, User)
    cohort, now = get_cohort_or_404(request.user, slug), timezone.now()
    enrolment = enrolment_of(user=request.user, cohort=cohort)
    context = cohort_context(user=request.user, cohort=cohort, enrolment=enrolment, place="board", at=now)
    page = queries.board(cohort=cohort, viewer_enrolment=enrolment, at=now)
    return render(request, "leaderboard/board.html", context | {"page": page})

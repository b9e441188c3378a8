"""The board of a cohort."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from assay.accounts.models import User
from assay.cohorts.access import get_cohort_or_404
from assay.cohorts.pages import cohort_context, get_exercise_or_404
from assay.cohorts.queries import enrolment_of
from assay.leaderboard import queries
from assay.leaderboard.predictions import metric_board


@login_required
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """Who leads, and where the reader stands."""
    assert isinstance(request.user, User)
    cohort, now = get_cohort_or_404(request.user, slug), timezone.now()
    enrolment = enrolment_of(user=request.user, cohort=cohort)
    context = cohort_context(user=request.user, cohort=cohort, enrolment=enrolment, place="board", at=now)
    page = queries.board(cohort=cohort, viewer_enrolment=enrolment, at=now)
    return render(request, "leaderboard/board.html", context | {"page": page})


@login_required
def predictions(request: HttpRequest, slug: str, exercise: str) -> HttpResponse:
    """Who predicts best in one exercise; by the public rows until all have handed in."""
    assert isinstance(request.user, User)
    cohort, now = get_cohort_or_404(request.user, slug), timezone.now()
    found = get_exercise_or_404(cohort=cohort, slug=exercise)
    if not found.is_prediction:
        raise Http404
    enrolment = enrolment_of(user=request.user, cohort=cohort)
    context = cohort_context(user=request.user, cohort=cohort, enrolment=enrolment, place="board", at=now)
    page = metric_board(cohort=cohort, exercise=found, viewer_enrolment=enrolment, at=now)
    return render(request, "leaderboard/predictions.html", context | {"exercise": found, "page": page})

"""The course and the dashboard of one learner."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assay.accounts.models import User
from assay.cohorts.access import get_cohort_or_404, get_enrolment_or_404
from assay.cohorts.pages import cohort_context
from assay.cohorts.queries import enrolment_of
from assay.progress import queries
from assay.progress.band import band_of
from assay.progress.bars import bars
from assay.progress.skills import skills
from assay.progress.trend import trend


@login_required
def course(request: HttpRequest, slug: str) -> HttpResponse:
    """The weeks of the course; the site's staff who take no part see the submissions instead."""
    cohort, now = get_cohort_or_404(request.user, slug), timezone.now()
    enrolment = enrolment_of(user=cast(User, request.user), cohort=cohort)
    if enrolment is None:
        return redirect("submissions:list", slug)
    context = cohort_context(user=enrolment.user, cohort=cohort, enrolment=enrolment, place="course", at=now)
    page = queries.course_page(enrolment=enrolment, at=now)
    return render(request, "progress/course.html", context | {"page": page})


@login_required
def dashboard(request: HttpRequest, slug: str) -> HttpResponse:
    """Points over time beside the cohort's, the weeks, what is shown to be learnt, what to do next."""
    enrolment, now = get_enrolment_or_404(request.user, slug), timezone.now()
    context = cohort_context(
        user=enrolment.user, cohort=enrolment.cohort, enrolment=enrolment, place="progress", at=now
    )
    page = queries.dashboard(enrolment=enrolment, at=now)
    band = band_of(cohort=enrolment.cohort, at=now)
    seen = {
        "trend": trend(works=page.works, band=band, at=now),
        "bars": bars(weeks=page.weeks, band=band),
        "skills": skills(page.weeks),
    }
    return render(request, "progress/dashboard.html", context | seen | {"page": page})

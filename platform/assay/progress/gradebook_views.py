"""The gradebook page, and the same as a file for a spreadsheet."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header

from assay.accounts.models import User
from assay.cohorts.access import get_graded_cohort_or_404
from assay.cohorts.pages import cohort_context
from assay.cohorts.queries import enrolment_of
from assay.progress.gradebook import gradebook, learners, opened
from assay.progress.gradebook_csv import FORMATS

_PER_PAGE = 100


@login_required
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """People by exercises; `search`, `week` and `page` are in the address."""
    assert isinstance(request.user, User)
    cohort, now = get_graded_cohort_or_404(request.user, slug), timezone.now()
    chosen = {name: request.GET.get(name, "").strip() for name in ("search", "week")}
    found = Paginator(learners(cohort=cohort, search=chosen["search"]), _PER_PAGE).get_page(
        request.GET.get("page")
    )
    columns = opened(cohort=cohort, at=now)
    weeks = list(dict.fromkeys(item.week.number for item in columns))
    if chosen["week"] in map(str, weeks):
        columns = [item for item in columns if str(item.week.number) == chosen["week"]]
    mine = enrolment_of(user=request.user, cohort=cohort)
    context = cohort_context(user=request.user, cohort=cohort, enrolment=mine, place="gradebook", at=now) | {
        "book": gradebook(cohort=cohort, people=list(found), at=now, columns=columns),
        "page": found,
        "weeks": weeks,
        "chosen": chosen,
        "is_filtered": bool(chosen["search"]),
    }
    template = "gradebook/_table.html" if request.headers.get("HX-Request") else "gradebook/gradebook.html"
    return render(request, f"progress/{template}", context)


@login_required
def download(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody and everything that has opened, as CSV; `columns` is `plain` or `nbgrader`."""
    cohort, now = get_graded_cohort_or_404(request.user, slug), timezone.now()
    name = request.GET.get("columns", "plain")
    if name not in FORMATS:
        raise Http404
    book = gradebook(cohort=cohort, people=list(learners(cohort=cohort)), at=now)
    file_name = f"{cohort.slug}-{name}.csv"
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=file_name) or "",
        "Cache-Control": "no-store",
    }
    return HttpResponse(FORMATS[name](book), content_type="text/csv; charset=utf-8", headers=headers)

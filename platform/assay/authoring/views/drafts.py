"""One draft: what is wrong with it, how far its check is, what publishing would do, and doing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from assay.accounts.models import User
from assay.authoring import operations
from assay.authoring.access import changed_cohort, draft_or_404, seen_cohort, shell
from assay.authoring.forms import PublishForm
from assay.authoring.models import Draft, DraftJob
from assay.authoring.operations import Held
from assay.authoring.operations.publishing import by_person
from assay.authoring.queries.plans import PlanRow, fingerprint, plan
from assay.catalog.folders import PublishRefused
from assay.cohorts.models import Cohort


@login_required
@never_cache
def draft(request: HttpRequest, slug: str, draft_id: UUID) -> HttpResponse:
    """Problems, or items with their checks and the form for publishing."""
    cohort = seen_cohort(request, slug)
    return _page(request, cohort, draft_or_404(cohort, draft_id))


@login_required
@never_cache
def progress(request: HttpRequest, slug: str, draft_id: UUID) -> HttpResponse:
    """The part of the page that changes while a check runs."""
    cohort = seen_cohort(request, slug)
    context = _context(request, cohort, draft_or_404(cohort, draft_id))
    return render(request, "authoring/_draft.html", context)


@login_required
@require_POST
def check(request: HttpRequest, slug: str, draft_id: UUID) -> HttpResponse:
    """Ask for the check of everything that has none."""
    cohort = changed_cohort(request, slug)
    found = draft_or_404(cohort, draft_id)
    assert isinstance(request.user, User)
    if found.is_open and not found.problems:
        operations.request_check(draft=found, by=request.user, at=timezone.now())
    return redirect("authoring:draft", slug, draft_id)


@login_required
@require_POST
def discard(request: HttpRequest, slug: str, draft_id: UUID) -> HttpResponse:
    """Put the draft away."""
    cohort = changed_cohort(request, slug)
    assert isinstance(request.user, User)
    if operations.discard(draft=draft_or_404(cohort, draft_id), by=request.user, at=timezone.now()):
        messages.success(request, _("The draft is put away. Nothing that learners see has changed."))
    return redirect("authoring:content", slug)


@login_required
@require_POST
def publish(request: HttpRequest, slug: str, draft_id: UUID) -> HttpResponse:
    """Make it what learners get, or say what stands in the way."""
    cohort = changed_cohort(request, slug)
    found = draft_or_404(cohort, draft_id)
    assert isinstance(request.user, User)
    form = PublishForm(request.POST)
    if form.is_valid():
        how = by_person(by=request.user, at=timezone.now(), **form.cleaned_data)
        try:
            report = operations.publish_draft(draft=found, how=how, seen=request.POST.get("seen", ""))
        except (Held, PublishRefused) as error:
            form.add_error(None, str(error))
        else:
            changed = sum(item.outcome != "unchanged" for item in report.exercises)
            messages.success(request, _published(changed))
            return redirect("authoring:content", slug)
    return _page(request, cohort, found, form, status=422)


def _published(changed: int) -> str:
    sentence = ngettext(
        "Published: %(n)d item changed. What has no dates yet is not shown to learners.",
        "Published: %(n)d items changed. What has no dates yet is not shown to learners.",
        changed,
    )
    return sentence % {"n": changed} if changed else _("Nothing had to be changed.")


def _page(
    request: HttpRequest, cohort: Cohort, found: Draft, form: PublishForm | None = None, status: int = 200
) -> HttpResponse:
    return render(request, "authoring/draft.html", _context(request, cohort, found, form), status=status)


def _context(
    request: HttpRequest, cohort: Cohort, found: Draft, form: PublishForm | None = None
) -> dict[str, Any]:
    rows = plan(found)
    job = found.jobs.filter(kind=DraftJob.Kind.CHECK).last()
    is_ready = all(row.is_ready for row in rows)
    form = form or PublishForm()
    if is_ready:
        del form.fields["reason"]
    return shell(request, cohort) | {
        "draft": found,
        "rows": rows,
        "job": job,
        "is_checking": job is not None and not job.is_finished,
        "is_ready": is_ready,
        "changes": [row for row in rows if row.outcome != "unchanged"],
        "unchecked": _unchecked(rows),
        "unfair": [row for row in rows if row.is_offered and row.report and not row.report.is_fair],
        "handed_in": sum(row.handed_in for row in rows if row.outcome == "changed"),
        "form": form,
        "seen": fingerprint(rows),
    }


def _unchecked(rows: list[PlanRow]) -> list[PlanRow]:
    return [row for row in rows if row.is_offered and row.report is None]

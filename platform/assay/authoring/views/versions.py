"""The versions of one exercise or quiz: when, who, why, what was different; and going back to one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from assay.accounts.models import User
from assay.accounts.operations import record
from assay.authoring import operations
from assay.authoring.access import changed_cohort, exercise_or_404, seen_cohort, shell, version_or_404
from assay.authoring.forms import PublishForm
from assay.authoring.operations import Held
from assay.authoring.operations.publishing import by_person
from assay.authoring.queries import versions as queries
from assay.authoring.reports import shown_report
from assay.catalog.models import Exercise
from assay.catalog.queries import report_of_version
from assay.cohorts.models import Cohort
from assay.submissions.views.files import attachment


@login_required
@never_cache
def versions(request: HttpRequest, slug: str, exercise: str) -> HttpResponse:
    """Every time that one was published."""
    cohort = seen_cohort(request, slug)
    found = exercise_or_404(cohort, exercise)
    context = _context(request, cohort, found) | {"rows": queries.versions(found)}
    return render(request, "authoring/versions.html", context)


@login_required
@never_cache
def report(request: HttpRequest, slug: str, exercise: str, version_id: int) -> HttpResponse:
    """What the newest check of this version found."""
    cohort = seen_cohort(request, slug)
    found = exercise_or_404(cohort, exercise)
    version = version_or_404(found, version_id)
    checked = report_of_version(version)
    if checked is None:
        raise Http404
    context = _context(request, cohort, found) | {"shown": shown_report(checked), "title": version.title}
    return render(request, "authoring/report.html", context)


@login_required
@never_cache
def difference(request: HttpRequest, slug: str, exercise: str, version_id: int) -> HttpResponse:
    """What changed in the source from the version `from`, or from the one that learners get now."""
    cohort = seen_cohort(request, slug)
    found = exercise_or_404(cohort, exercise)
    after = version_or_404(found, version_id)
    number = request.GET.get("from", "")
    before = version_or_404(
        found,
        int(number) if number.isascii() and number.isdigit() and len(number) < 12 else found.current_id or 0,
    )
    context = _context(request, cohort, found) | {
        "before": before,
        "after": after,
        "files": queries.difference(before, after),
    }
    return render(request, "authoring/difference.html", context)


@login_required
@never_cache
def archive(request: HttpRequest, slug: str, exercise: str, version_id: int) -> HttpResponse:
    """The source with its hidden tests, for instructors alone."""
    cohort = changed_cohort(request, slug)
    assert isinstance(request.user, User)
    version = version_or_404(exercise_or_404(cohort, exercise), version_id)
    record(actor=request.user, verb="version.downloaded", obj=version, at=timezone.now())
    ending = "yaml" if version.is_quiz else "zip"
    name = f"{version.exercise.slug}-{version.digest[:8]}.{ending}"
    return attachment(content=bytes(version.archive.content), file_name=name)


@login_required
@never_cache
def publish(request: HttpRequest, slug: str, exercise: str, version_id: int) -> HttpResponse:
    """Offer this version once more: a page that says what it means, then doing it."""
    cohort = changed_cohort(request, slug)
    assert isinstance(request.user, User)
    found = exercise_or_404(cohort, exercise)
    version = version_or_404(found, version_id)
    form = PublishForm(request.POST or None)
    checked = report_of_version(version)
    if form.is_valid():
        how = by_person(by=request.user, at=timezone.now(), **form.cleaned_data)
        try:
            operations.publish_version(version=version, how=how)
        except Held as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Published: learners get this version from their next attempt on."))
            return redirect("authoring:versions", slug, exercise)
    if checked and checked.is_fair:
        del form.fields["reason"]
    context = _context(request, cohort, found) | {
        "version": version,
        "checked": checked,
        "form": form,
        "files": queries.difference(found.current, version) if found.current else [],
    }
    return render(request, "authoring/publish_again.html", context, status=422 if form.errors else 200)


def _context(request: HttpRequest, cohort: Cohort, exercise: Exercise) -> dict[str, Any]:
    return shell(request, cohort) | {"exercise": exercise}

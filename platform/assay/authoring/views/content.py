"""The content of the course, and bringing something new."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from assay.accounts.models import User
from assay.authoring import places
from assay.authoring.access import changed_cohort, seen_cohort, shell
from assay.authoring.forms import UploadForm
from assay.authoring.models import Draft
from assay.authoring.operations import DraftRefused, receive_folder, receive_zip
from assay.authoring.queries.content import content as rows_of
from assay.authoring.queries.content import open_drafts
from assay.cohorts.models import Cohort


@login_required
@never_cache
def content(request: HttpRequest, slug: str) -> HttpResponse:
    """Every exercise and quiz with its check, and the drafts that wait."""
    cohort = seen_cohort(request, slug)
    context = shell(request, cohort) | {"rows": rows_of(cohort=cohort), "drafts": open_drafts(cohort.course)}
    return render(request, "authoring/content.html", context)


@login_required
@never_cache
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a zip in, or a folder of the server; what is refused is said beside the form."""
    cohort = changed_cohort(request, slug)
    assert isinstance(request.user, User)
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        course=cohort.course,
        may_choose_folder=request.user.is_staff,
        initial={"week": request.GET.get("week", "")},
    )
    refused: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            draft = _receive(cohort, form.cleaned_data, request.user)
        except DraftRefused as error:
            refused = error.sentences
        else:
            return redirect("authoring:draft", slug, draft.pk)
    context = shell(request, cohort) | {
        "form": form,
        "refused": refused,
        "max_bytes": settings.SUBMISSION_MAX_BYTES,
    }
    return render(request, "authoring/upload.html", context, status=422 if refused or form.errors else 200)


def _receive(cohort: Cohort, said: dict[str, Any], by: User) -> Draft:
    week = cohort.course.weeks.filter(slug=said["week"]).first()
    at = timezone.now()
    if name := said.get("folder"):
        return receive_folder(course=cohort.course, week=week, folder=places.folder(name), by=by, at=at)
    file = said["archive"]
    return receive_zip(
        course=cohort.course, week=week, file_name=file.name or "", content=file.read(), by=by, at=at
    )

"""The start page, and how a person stands on her cohort's boards."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from assay.accounts.models import User
from assay.cohorts.access import get_enrolment_or_404
from assay.cohorts.forms import AppearanceForm
from assay.cohorts.models import Enrolment
from assay.cohorts.operations import AliasTaken, change_appearance
from assay.cohorts.pages import cohort_context
from assay.cohorts.queries import enrolments_of


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """A person's cohorts; the only one opens at once."""
    assert isinstance(request.user, User)
    enrolments = list(enrolments_of(user=request.user))
    if len(enrolments) == 1:
        return redirect("cohorts:course", enrolments[0].cohort.slug)
    return render(request, "cohorts/home.html", {"enrolments": enrolments})


@login_required
def appearance(request: HttpRequest, slug: str) -> HttpResponse:
    """Alias, real name or hidden, in one cohort."""
    enrolment = get_enrolment_or_404(request.user, slug)
    names = ("alias", "shows_real_name", "hidden_on_boards")
    form = AppearanceForm(request.POST or None, initial={name: getattr(enrolment, name) for name in names})
    if form.is_valid() and _changed(enrolment, form):
        messages.success(request, _("Saved. The leaderboard shows it at once."))
        return redirect("cohorts:appearance", slug)
    context = cohort_context(user=enrolment.user, cohort=enrolment.cohort, enrolment=enrolment, place="board")
    return render(
        request, "cohorts/appearance.html", context | {"form": form}, status=422 if form.errors else 200
    )


def _changed(enrolment: Enrolment, form: AppearanceForm) -> bool:
    try:
        change_appearance(enrolment=enrolment, **form.cleaned_data, at=timezone.now())
    except AliasTaken:
        form.add_error("alias", _("Somebody in your cohort has this alias already; choose another."))
        return False
    return True

"""A person's own page: name, time zone, theme, tokens for scripts."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assay.accounts import operations, tokens
from assay.accounts.forms import ProfileForm
from assay.accounts.models import User

_YEAR_SECONDS = 365 * 24 * 3600


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change name and time zone."""
    user = _person(request)
    form = ProfileForm(request.POST or None, initial=_said(user))
    if form.is_valid():
        operations.change_profile(user=user, **form.cleaned_data, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("accounts:profile")
    return _page(request, form=form, status=422 if form.errors else 200)


@login_required
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """Make a token and show it this once."""
    secret = operations.issue_token(user=_person(request), at=timezone.now())
    response = _page(request, secret=secret)
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def delete_token(request: HttpRequest, key: str) -> HttpResponse:
    """Make a token worthless."""
    operations.revoke_token(user=_person(request), key=key, at=timezone.now())
    messages.success(request, _("The token is deleted; scripts that use it stop working."))
    return redirect("accounts:profile")


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark in a cookie, or go with the system again."""
    chosen, before = request.POST.get("theme", ""), request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(before if is_ours else "/")
    if chosen in {"light", "dark"}:
        response.set_cookie("theme", chosen, max_age=_YEAR_SECONDS, samesite="Lax")
    else:
        response.delete_cookie("theme")
    return response


def _page(
    request: HttpRequest, *, form: ProfileForm | None = None, secret: str = "", status: int = 200
) -> HttpResponse:
    user, now = _person(request), timezone.now()
    context = {
        "form": form or ProfileForm(initial=_said(user)),
        "secret": secret,
        "tokens": tokens.tokens_of(user=user, at=now),
        "enrolments": user.enrolments.select_related("cohort").order_by("-pk"),
        "zone": ZoneInfo(user.time_zone or "UTC"),
        "now": now,
    }
    return render(request, "accounts/profile.html", context, status=status)


def _said(user: User) -> dict[str, str]:
    return {"display_name": user.display_name, "time_zone": user.time_zone}


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user

"""The site's own addresses, and one for every way in which a page can fail."""

from __future__ import annotations

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from assay.maintenance import closed
from assay.uploads import refused, too_large_sentence
from assay.urls import handler404, urlpatterns

__all__ = ["handler404", "urlpatterns"]


def bad_request(_request: HttpRequest) -> HttpResponse:
    raise BadRequest


def forbidden(_request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def too_large(request: HttpRequest) -> HttpResponse:
    return refused(request, 413, too_large_sentence())


def too_fast(request: HttpRequest) -> HttpResponse:
    return refused(request, 429, _("Too many requests: wait %(wait)d seconds.") % {"wait": 40})


def broken(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("This page breaks on purpose.")


urlpatterns = [
    *urlpatterns,
    path("fails/400", bad_request),
    path("fails/403", forbidden),
    path("fails/403-csrf", csrf_failure),
    path("fails/413", too_large),
    path("fails/429", too_fast),
    path("fails/500", broken),
    path("fails/503", closed),
]

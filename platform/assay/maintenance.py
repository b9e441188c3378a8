"""The site while it is being worked on: one page for everything, without the database."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin

from assay.api.codes import PROBLEMS

RETRY_AFTER_SECONDS = 300
_HEALTH, _API = "/healthz", "/api/"
_MEDIA_TYPE = "application/problem+json"


class Maintenance(MiddlewareMixin):
    """Answers everything but `/healthz` with 503 while `ASSAY_MAINTENANCE` says until when."""

    get_response: Callable[[HttpRequest], HttpResponse]

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        if not settings.MAINTENANCE or request.path == _HEALTH:
            return None
        return _problem() if request.path.startswith(_API) else closed(request)


def closed(request: HttpRequest) -> HttpResponse:
    """The page that says so, and when to come back."""
    response = render(request, "503.html", {"until": settings.MAINTENANCE}, status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _problem() -> HttpResponse:
    kind = PROBLEMS["maintenance"]
    document = {
        "type": kind.type,
        "title": kind.title,
        "status": kind.status,
        "detail": f"The site is back {settings.MAINTENANCE}.",
        "code": kind.code,
        "retry_after": RETRY_AFTER_SECONDS,
    }
    headers = {"Retry-After": str(RETRY_AFTER_SECONDS)}
    return JsonResponse(document, status=kind.status, headers=headers, content_type=_MEDIA_TYPE)

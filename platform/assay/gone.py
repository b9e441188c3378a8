"""What was there once and was withdrawn says so, instead of "not found"."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import page_not_found


class Gone(Http404):
    """`title` is what was withdrawn; `back` the address of a page that is still there."""

    def __init__(self, *, title: str, back: str) -> None:
        super().__init__(title)
        self.title = title
        self.back = back


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, or 410 for what was withdrawn."""
    if isinstance(exception, Gone):
        words = {"title": exception.title, "back": exception.back}
        return render(request, "410.html", words, status=410)
    return page_not_found(request, exception)

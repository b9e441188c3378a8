"""Bounds on what anybody may send, kept before a byte of it is parsed.

`BoundedBody` wraps the whole application: under ASGI Django stores a request's body before any view or middleware runs.
`UploadBounds` then answers pages; the API's hand-in view asks `is_too_large` itself, because only it knows the token's owner.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from math import ceil
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from rest_framework.request import Request
from rest_framework.throttling import UserRateThrottle

from assay.accounts.models import User
from assay.accounts.operations import record
from assay.api.throttles import AuthoringThrottle, QuizThrottle, UploadThrottle

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

# Sending an attempt in is not among them: whoever is late must not be held up.
_THROTTLES: dict[str, type[UserRateThrottle]] = {
    "submissions:submit": UploadThrottle,
    "quizzes:start": QuizThrottle,
    "quizzes:practise": QuizThrottle,
    "quizzes:save": QuizThrottle,
    "authoring:upload": AuthoringThrottle,
    "authoring:check": AuthoringThrottle,
    "authoring:try": AuthoringThrottle,
}
_HEADINGS = {413: _lazy("This is too large"), 429: _lazy("One moment, please")}
_EMPTY: Message = {"type": "http.request", "body": b"", "more_body": False}


class BoundedBody:
    """Hands on at most `limit` bytes of a body. One that is declared larger is handed on empty.

    A body without a declared length gets the number of its bytes as its `Content-Length`, one more than the limit where it
    was cut, so that the code behind tells by this header alone.
    """

    def __init__(self, application: Any, *, limit: int) -> None:
        self.application = application
        self.limit = limit

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            receive = self._bounded(scope, receive)
        await self.application(scope, receive, send)

    def _bounded(self, scope: Message, receive: Receive) -> Receive:
        declared = _declared_length(scope)
        seen, is_over = 0, False

        async def bounded() -> Message:
            nonlocal seen, is_over
            if is_over:
                return await _drained(receive)
            message = await receive()
            if message["type"] != "http.request":
                return message
            seen += len(message.get("body", b""))
            is_over = max(declared or 0, seen) > self.limit
            is_last = is_over or not message.get("more_body", False)
            if is_last and declared is None:
                length = self.limit + 1 if is_over else seen
                scope["headers"] = [*scope["headers"], (b"content-length", str(length).encode())]
            return _EMPTY if is_over else message

        return bounded


async def _drained(receive: Receive) -> Message:
    """The next message that is not a piece of the body."""
    while (message := await receive())["type"] == "http.request":
        pass
    return message


def _declared_length(scope: Message) -> int | None:
    """The `Content-Length` of a request, None without one; the server has checked that it is a number."""
    lengths = [int(value) for name, value in scope["headers"] if name == b"content-length"]
    return max(lengths, default=None)


class UploadBounds(MiddlewareMixin):
    """Refuses requests to pages that are too large, and those that follow each other too fast."""

    get_response: Callable[[HttpRequest], HttpResponse]

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.app_name == "api":
            return None
        if is_too_large(request):
            record_too_large(request)
            return refused(request, 413, too_large_sentence())
        throttle = _THROTTLES.get(match.view_name) if request.method == "POST" else None
        if throttle and (wait := _seconds_to_wait(request, throttle())):
            return refused(request, 429, _("Too many requests: wait %(wait)d seconds.") % {"wait": wait})
        return None


def is_too_large(request: HttpRequest | Request) -> bool:
    """Whether the declared length of the body is above what this site accepts."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdecimal() or int(length) > settings.REQUEST_MAX_BYTES


def too_large_sentence() -> str:
    limit = settings.SUBMISSION_MAX_BYTES / 2**20
    return _("The file is larger than %(limit).0f MiB. Clear the outputs and hand it in again.") % {
        "limit": limit
    }


def record_too_large(request: HttpRequest | Request) -> None:
    """One line in the audit for a known person; strangers must not be able to fill it."""
    if isinstance(request.user, User):
        sent = {"code": "too_large", "path": request.path, "bytes": request.META.get("CONTENT_LENGTH", "")}
        record(actor=request.user, verb="upload.refused", obj=request.user, after=sent, at=timezone.now())


def _seconds_to_wait(request: HttpRequest, throttle: UserRateThrottle) -> int:
    is_allowed = throttle.allow_request(request, None)  # type: ignore[arg-type]  # it reads `user` and `META` alone
    return 0 if is_allowed else ceil(throttle.wait() or 1)


def refused(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    """The page that says why nothing was taken, with a way back to the form."""
    words = {"heading": _HEADINGS[status], "sentence": sentence, "back": _page_before(request)}
    return render(request, "refused.html", words, status=status)


def _page_before(request: HttpRequest) -> str:
    """The page that the browser came from, where that is one of ours."""
    before = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    return before if is_ours else "/"

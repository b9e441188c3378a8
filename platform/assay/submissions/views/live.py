"""Grading while it happens: a stream of server-sent events, and the same as one answer for polling."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

from asgiref.sync import sync_to_async
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from assay.submissions.access import get_submission_or_404
from assay.submissions.events import DONE, Event, subscribe
from assay.submissions.models import Submission
from assay.submissions.views.result import result_context
from assay.submissions.wording import Tally, live_context

HEARTBEAT_SECONDS = 15


@login_required
def live(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """The changing part of the result page as it stands now."""
    submission = get_submission_or_404(request.user, submission_id)
    return render(request, "submissions/_result.html", result_context(request, submission))


async def events(request: HttpRequest, submission_id: UUID) -> StreamingHttpResponse:
    """`progress` with the HTML to show for every step, last `done`."""
    user = await request.auser()
    if not user.is_authenticated:
        raise PermissionDenied(_("Sign in to follow this."))
    submission = await sync_to_async(get_submission_or_404)(user, submission_id)
    response = StreamingHttpResponse(_stream(submission), content_type="text/event-stream")
    response["Cache-Control"] = "no-cache, no-store"
    response["X-Accel-Buffering"] = "no"
    return response


async def _stream(submission: Submission) -> AsyncIterator[str]:
    follower, tally = subscribe(submission.pk), Tally(submission.version.outline)
    try:
        while True:
            try:
                event = await asyncio.wait_for(anext(follower), HEARTBEAT_SECONDS)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            except StopAsyncIteration:
                return
            yield _frame(event, tally)
    finally:
        await follower.aclose()


def _frame(event: Event, tally: Tally) -> str:
    if event == DONE:
        return "event: done\ndata:\n\n"
    tally.add(event)
    html = render_to_string("submissions/_live.html", live_context(event=event, tally=tally))
    return "event: progress\n" + "".join(f"data: {line}\n" for line in html.splitlines()) + "\n"

"""Every answer of a cohort to a quiz as CSV, for those who teach."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import UUID

from asgiref.sync import sync_to_async
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header

from assay.quizzes.queries.responses import COLUMNS, attempt_ids, rows_of
from assay.quizzes.views.staff import graded_quiz
from graders.spreadsheets import as_csv

_AT_ONCE = 50


@login_required
async def responses(request: HttpRequest, slug: str, quiz: str) -> StreamingHttpResponse:
    """One row per finished attempt and question, sent while it is read."""
    cohort, exercise = await sync_to_async(graded_quiz)(request, slug, quiz)
    found = await sync_to_async(attempt_ids)(cohort=cohort, exercise=exercise)
    response = StreamingHttpResponse(_lines(found), content_type="text/csv; charset=utf-8")
    name = content_disposition_header(as_attachment=True, filename=f"{cohort.slug}-{exercise.slug}.csv")
    assert name is not None
    response["Content-Disposition"] = name
    response["Cache-Control"] = "no-store"
    return response


async def _lines(attempts: list[UUID]) -> AsyncIterator[str]:
    yield as_csv([COLUMNS])
    for start in range(0, len(attempts), _AT_ONCE):
        rows = await sync_to_async(rows_of)(attempt_ids=attempts[start : start + _AT_ONCE])
        yield as_csv(rows)

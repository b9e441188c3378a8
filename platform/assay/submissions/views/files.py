"""The files of a submission: as handed in, as executed, and the executed notebook as a page."""

from __future__ import annotations

from pathlib import PurePath
from uuid import UUID

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from assay.submissions.access import get_submission_or_404
from assay.submissions.models import Submission
from assay.submissions.rendering import render_notebook

_TYPES = {".ipynb": "application/x-ipynb+json", ".zip": "application/zip"}
FRAME_POLICY = {
    "default-src": [NONE],
    "style-src": [SELF],
    "font-src": [SELF],
    "img-src": ["data:"],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-popups"],
}


def attachment(*, content: bytes, file_name: str) -> HttpResponse:
    """A file to save, never to open in the page."""
    kind = _TYPES.get(PurePath(file_name).suffix.lower(), "application/octet-stream")
    disposition = content_disposition_header(as_attachment=True, filename=file_name)
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})


@login_required
def download(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """The file as it was handed in."""
    submission = get_submission_or_404(request.user, submission_id)
    return attachment(content=bytes(submission.file.content), file_name=submission.file_name)


@login_required
def executed(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """The notebook with the outputs of its run."""
    submission = get_submission_or_404(request.user, submission_id)
    name = f"{PurePath(submission.file_name).stem}-attempt-{submission.attempt_number}.ipynb"
    return attachment(content=executed_notebook(submission), file_name=name)


@login_required
@csp(FRAME_POLICY)  # type: ignore[arg-type]  # its types know no view with arguments
def notebook(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """The executed notebook as a page of its own, without any right: it is shown inside a sandboxed frame."""
    submission = get_submission_or_404(request.user, submission_id)
    body = render_notebook(executed_notebook(submission))
    return render(request, "submissions/notebook.html", {"body": body, "submission": submission})


def executed_notebook(submission: Submission) -> bytes:
    """As it ran; 404 where there is none."""
    pointer = getattr(submission, "current_score", None)
    if pointer is None or pointer.score.notebook is None:
        raise Http404
    return bytes(pointer.score.notebook.content)

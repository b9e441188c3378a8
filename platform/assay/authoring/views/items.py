"""One exercise or quiz of a draft: as a learner would see it, what its check found, and trying a notebook."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from assay.accounts.models import User
from assay.authoring import operations
from assay.authoring.access import (
    changed_cohort,
    draft_or_404,
    item_or_404,
    seen_cohort,
    shell,
    trial_or_404,
)
from assay.authoring.items import opened
from assay.authoring.models import Draft
from assay.authoring.preview import Shown, ShownQuiz, of_exercise, of_quiz
from assay.authoring.queries.plans import report_of_item
from assay.authoring.reports import shown_report
from assay.catalog.folders import QuizFile
from assay.cohorts.models import Cohort
from assay.submissions.views.files import attachment
from graders import notebook
from graders import release as releases
from graders.pool import predictions
from graders.report import LearnerError


@login_required
@never_cache
def preview(request: HttpRequest, slug: str, draft_id: UUID, item: str) -> HttpResponse:
    """Statement, questions and the file to download, as a learner would get them."""
    cohort = seen_cohort(request, slug)
    return _preview(request, cohort, draft_or_404(cohort, draft_id), item)


@login_required
@never_cache
def release(request: HttpRequest, slug: str, draft_id: UUID, item: str) -> HttpResponse:
    """The learner's copy."""
    cohort = seen_cohort(request, slug)
    draft = draft_or_404(cohort, draft_id)
    item_or_404(draft, item)
    with opened(draft) as found:
        source = found.sources[item]
        if isinstance(source, QuizFile):
            raise Http404
        made = releases.make(source)
    return attachment(content=made.content, file_name=made.file_name)


@login_required
@never_cache
def report(request: HttpRequest, slug: str, draft_id: UUID, item: str) -> HttpResponse:
    """What the newest check of this content found."""
    cohort = seen_cohort(request, slug)
    draft = draft_or_404(cohort, draft_id)
    found = report_of_item(item_or_404(draft, item))
    if found is None:
        raise Http404
    context = shell(request, cohort) | {
        "draft": draft,
        "shown": shown_report(found),
        "title": _title(draft, item),
    }
    return render(request, "authoring/report.html", context)


@login_required
@require_POST
def try_out(request: HttpRequest, slug: str, draft_id: UUID, item: str) -> HttpResponse:
    """Have a notebook graded against this item; it is no submission."""
    cohort = changed_cohort(request, slug)
    draft = draft_or_404(cohort, draft_id)
    item_or_404(draft, item)
    assert isinstance(request.user, User)
    file = request.FILES.get("notebook")
    if file is None:
        return _preview(request, cohort, draft, item, refused=_("No file was chosen: choose a notebook."))
    content, name = file.read(), file.name or "notebook.ipynb"
    if refused := _fault(draft, item, name, content):
        return _preview(request, cohort, draft, item, refused=refused)
    job = operations.request_trial(
        draft=draft, slug=item, file_name=name[:255], content=content, by=request.user, at=timezone.now()
    )
    return redirect("authoring:trial", slug, draft_id, job.pk)


@login_required
@never_cache
def trial(request: HttpRequest, slug: str, draft_id: UUID, job_id: int) -> HttpResponse:
    """What came of a notebook that was tried; with `?part` only what changes while it is graded."""
    cohort = seen_cohort(request, slug)
    draft = draft_or_404(cohort, draft_id)
    job = trial_or_404(draft, job_id)
    context = shell(request, cohort) | {"draft": draft, "job": job, "title": _title(draft, job.slug)}
    return render(request, "authoring/_trial.html" if request.htmx else "authoring/trial.html", context)  # type: ignore[attr-defined]


def _fault(draft: Draft, item: str, name: str, content: bytes) -> str:
    """Why the file cannot be graded; empty where it can."""
    with opened(draft) as found:
        source = found.sources[item]
        if isinstance(source, QuizFile):
            raise Http404
        try:
            if predictions.takes_csv(source):
                predictions.check_file(source, content)
            else:
                notebook.check(exercise=source, content=content, file_name=name)
        except LearnerError as error:
            return str(error)
    return ""


def _preview(
    request: HttpRequest, cohort: Cohort, draft: Draft, item: str, *, refused: str = ""
) -> HttpResponse:
    title = _title(draft, item)
    with opened(draft) as found:
        source = found.sources[item]
        shown: Shown | ShownQuiz
        if isinstance(source, QuizFile):
            shown = of_quiz(source.quiz, seed=_number(request, "seed"), number=_number(request, "question"))
        else:
            shown = of_exercise(source)
    context = shell(request, cohort) | {
        "draft": draft,
        "item": item,
        "title": title,
        "shown": shown,
        "is_quiz": isinstance(shown, ShownQuiz),
        "refused": refused,
        "max_bytes": settings.SUBMISSION_MAX_BYTES,
    }
    return render(request, "authoring/preview.html", context, status=422 if refused else 200)


def _number(request: HttpRequest, name: str) -> int:
    """A number of the address; 1 for anything else."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _title(draft: Draft, slug: str) -> str:
    return str(item_or_404(draft, slug)["title"])

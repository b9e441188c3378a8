"""One exercise: what it asks, under which limits, and handing in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assay.catalog.models import Exercise, ExerciseVersion
from assay.catalog.statement import anchor
from assay.cohorts.access import get_enrolment_or_404
from assay.cohorts.models import Cohort, Enrolment
from assay.cohorts.pages import cohort_context, get_exercise_or_404
from assay.cohorts.queries import effective_deadline, effective_policy
from assay.submissions import queries
from assay.submissions.models import Submission
from assay.submissions.operations import Refused, receive
from assay.submissions.views.files import attachment

_STATUS_OF_REFUSAL = {
    "too_large": 413,
    "not_open_yet": 403,
    "closed": 403,
    "not_enrolled": 403,
    "quota_used": 429,
    "cooling_down": 429,
}


@login_required
def exercise(request: HttpRequest, slug: str, exercise: str) -> HttpResponse:
    """The statement, the limits and the form for handing in."""
    enrolment, found = _place(request, slug, exercise)
    return render(request, "submissions/exercise.html", _context(request, enrolment, found, timezone.now()))


@login_required
def release(request: HttpRequest, slug: str, exercise: str) -> HttpResponse:
    """The learner's copy, once the exercise is open to her."""
    enrolment, found = _place(request, slug, exercise)
    deadline = effective_deadline(enrolment=enrolment, exercise=found)
    if not (enrolment.is_staff or deadline.has_opened(timezone.now())):
        raise PermissionDenied(_("This exercise is not open yet; its page says when it opens."))
    version = found.current
    assert version is not None and version.release is not None
    return attachment(content=bytes(version.release.content), file_name=version.release_file_name)


@login_required
@require_POST
def submit(request: HttpRequest, slug: str, exercise: str) -> HttpResponse:
    """Take the file in and go to its result; a refusal stands beside the form, and nothing is stored."""
    enrolment, found = _place(request, slug, exercise)
    now = timezone.now()
    try:
        submission = _receive(request, enrolment, found, now)
    except Refused as refused:
        context = _context(request, enrolment, found, now) | {"refused": refused}
        status = _STATUS_OF_REFUSAL.get(refused.code, 422)
        return render(request, "submissions/exercise.html", context, status=status)
    return redirect("submissions:result", submission.pk)


def _receive(request: HttpRequest, enrolment: Enrolment, exercise: Exercise, at: datetime) -> Submission:
    file: UploadedFile[Any] | None = request.FILES.get("notebook") or request.FILES.get("predictions")
    if file is None:
        raise Refused("empty_file", _("No file was chosen: choose your file, then hand it in."))
    return receive(
        enrolment=enrolment,
        exercise=exercise,
        file_name=file.name or "",
        content=file.read(),
        channel=Submission.Channel.PAGE,
        at=at,
        despite_missing_modules="despite_missing_modules" in request.POST,
    )


def _place(request: HttpRequest, slug: str, exercise: str) -> tuple[Enrolment, Exercise]:
    enrolment = get_enrolment_or_404(request.user, slug)
    return enrolment, get_exercise_or_404(cohort=enrolment.cohort, slug=exercise)


def _context(request: HttpRequest, enrolment: Enrolment, exercise: Exercise, at: datetime) -> dict[str, Any]:
    deadline = effective_deadline(enrolment=enrolment, exercise=exercise)
    is_open = enrolment.is_staff or deadline.has_opened(at)
    shell = cohort_context(
        user=enrolment.user, cohort=enrolment.cohort, enrolment=enrolment, place="course", at=at
    )
    standing = queries.standing(enrolment=enrolment, exercise=exercise, at=at)
    return shell | {
        "exercise": exercise,
        "version": exercise.current,
        "deadline": deadline,
        "policy": effective_policy(cohort=enrolment.cohort, exercise=exercise),
        "standing": standing,
        "questions": _questions(exercise.current, standing.questions),
        "attempts": queries.attempts(enrolment=enrolment, exercise=exercise, at=at),
        "prediction": queries.prediction_standing(enrolment=enrolment, exercise=exercise, at=at),
        "takes_csv": _takes_csv(exercise.current),
        "has_board": enrolment.cohort.board != Cohort.Board.OFF,
        "is_shown": is_open,
        "takes_files": enrolment.is_staff or deadline.is_open(at),
        "max_bytes": settings.SUBMISSION_MAX_BYTES,
        "hand_in_url": request.build_absolute_uri(f"/api/v1/exercises/{exercise.pk}/submissions/"),
    }


def _takes_csv(version: ExerciseVersion | None) -> bool:
    """Whether a file of predictions is handed in, and no notebook."""
    told = version.prediction if version else None
    return told is not None and told["handed_in"] == "csv"


def _questions(version: ExerciseVersion | None, marked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The outline's questions, each with the verdict so far and the `id` of its heading in the statement."""
    assert version is not None
    verdicts = {question["name"]: question["verdict"] for question in marked}
    return [
        question
        | {"verdict": verdicts.get(question["name"], ""), "place": _place_in(version, question["title"])}
        for question in version.outline
    ]


def _place_in(version: ExerciseVersion, title: str) -> str:
    place = anchor(title)
    return place if place and f'id="{place}"' in version.statement_html else ""

"""Exercises and submissions for scripts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from math import ceil
from typing import Any, cast
from uuid import UUID

from django.core.files import File
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    PolymorphicProxySerializer,
    extend_schema,
)
from rest_framework import status
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from assay import uploads
from assay.accounts.models import User
from assay.api.problems import COMMON, documented
from assay.api.problems import Refused as Problem
from assay.api.throttles import UploadThrottle
from assay.catalog.models import Exercise
from assay.cohorts.models import Enrolment
from assay.cohorts.queries import effective_deadline, enrolments_for
from assay.submissions.access import get_graded_submission_or_404, get_submission_or_404
from assay.submissions.models import Submission
from assay.submissions.operations import Refused, give, receive, refuse_stranger
from assay.submissions.queries import offers, result
from assay.submissions.serializers import (
    GivenMarkSerializer,
    HandInPredictionsSerializer,
    HandInSerializer,
    OffersSerializer,
    SubmissionSerializer,
    links_of,
)

REFUSALS = (
    "parse_error",
    "invalid",
    "permission_denied",
    "not_enrolled",
    "not_open_yet",
    "closed",
    "not_found",
    "ambiguous_cohort",
    "too_large",
    "unsupported_media_type",
    "empty_file",
    "not_json",
    "not_a_notebook",
    "old_nbformat",
    "too_many_cells",
    "too_deep",
    "no_answer_cell",
    "several_notebooks",
    "missing_modules",
    "not_a_table",
    "invalid_predictions",
    "idempotency_key_taken",
    "quota_used",
    "cooling_down",
)
MARKING_REFUSALS = (
    "invalid",
    "parse_error",
    "permission_denied",
    "not_found",
    "unsupported_media_type",
    "unknown_question",
    "points_out_of_range",
    "no_reason",
    "no_score",
    "no_mark",
    "marked_meanwhile",
)
KEY = OpenApiParameter(
    name="Idempotency-Key",
    type=str,
    location=OpenApiParameter.HEADER,
    description="Up to 80 visible ASCII characters. The same key gives the same submission again, with status 200.",
)
_FORMS: dict[str, type[HandInSerializer]] = {
    "notebook": HandInSerializer,
    "predictions": HandInPredictionsSerializer,
}
_HAND_IN = PolymorphicProxySerializer(
    component_name="AnyHandIn", serializers=list(_FORMS.values()), resource_type_field_name=None
)
_KEY = re.compile(r"[!-~]{0,80}")


class ExercisesView(APIView):
    """What is open to you now."""

    @extend_schema(
        operation_id="list_exercises",
        responses={200: OffersSerializer, **documented(*COMMON)},
        tags=["exercises"],
    )
    def get(self, request: Request) -> Response:
        found = offers(user=cast(User, request.user), at=timezone.now())
        return Response(OffersSerializer({"results": found}, context={"request": request}).data)


class HandInView(APIView):
    """Hand in a notebook, or a CSV file of predictions."""

    parser_classes = (MultiPartParser,)

    def get_throttles(self) -> list[BaseThrottle]:
        return [*super().get_throttles(), UploadThrottle()]

    @extend_schema(
        operation_id="hand_in",
        request={"multipart/form-data": _HAND_IN},
        parameters=[KEY],
        responses={
            201: OpenApiResponse(SubmissionSerializer, description="The receipt."),
            200: OpenApiResponse(
                SubmissionSerializer, description="The submission that has this key already."
            ),
            **documented(*COMMON, *REFUSALS),
        },
        tags=["submissions"],
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 - the name in the address
        at = timezone.now()
        user = cast(User, request.user)
        if uploads.is_too_large(request):
            uploads.record_too_large(request)
            raise Problem(code="too_large", detail=uploads.too_large_sentence())
        exercise, places = _exercise(user, id, at)
        name = "predictions" if "predictions" in request.data else "notebook"
        form = _FORMS[name](data=request.data)
        form.is_valid(raise_exception=True)
        enrolment = _place(places, exercise, form.validated_data["cohort"], at)
        submission = _receive(request, enrolment, exercise, form.validated_data, at)
        is_new = submission.accepted_at == at
        return Response(
            SubmissionSerializer(
                result(submission=submission, viewer=user, at=at), context={"request": request}
            ).data,
            status=status.HTTP_201_CREATED if is_new else status.HTTP_200_OK,
            headers={"Location": links_of(request, submission)["self"]},
        )


class SubmissionView(APIView):
    """The receipt and the result of one submission."""

    @extend_schema(
        operation_id="read_submission",
        responses={200: SubmissionSerializer, **documented(*COMMON, "not_found")},
        tags=["submissions"],
    )
    def get(self, request: Request, id: UUID) -> Response:  # noqa: A002 - the name in the address
        user = cast(User, request.user)
        found = result(submission=get_submission_or_404(user, id), viewer=user, at=timezone.now())
        return Response(SubmissionSerializer(found, context={"request": request}).data)


class MarksView(APIView):
    """Points given by hand, for those who teach."""

    @extend_schema(
        operation_id="mark_submission",
        request=GivenMarkSerializer,
        responses={201: SubmissionSerializer, **documented(*COMMON, *MARKING_REFUSALS)},
        tags=["submissions"],
    )
    def post(self, request: Request, id: UUID) -> Response:  # noqa: A002 - the name in the address
        user, at = cast(User, request.user), timezone.now()
        submission = get_graded_submission_or_404(user, id)
        form = GivenMarkSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        try:
            give(submission=submission, by=user, at=at, **form.validated_data)
        except Refused as refused:
            raise Problem(code=refused.code, detail=str(refused)) from refused
        found = result(submission=submission, viewer=user, at=at)
        return Response(
            SubmissionSerializer(found, context={"request": request}).data, status=status.HTTP_201_CREATED
        )


def _exercise(user: User, exercise_id: int, at: datetime) -> tuple[Exercise, Sequence[Enrolment]]:
    """The exercise and the person's cohorts that have it. One that she may not know of is like one that is not there."""
    exercise = Exercise.objects.select_related("current", "week", "course").filter(pk=exercise_id).first()
    places = list(enrolments_for(user=user, exercise=exercise)) if exercise else []
    if exercise and places:
        return exercise, places
    if exercise:
        refuse_stranger(user=user, exercise=exercise, at=at)
    raise NotFound(_("You do not take part in a cohort that has an exercise with this number."))


def _place(places: Sequence[Enrolment], exercise: Exercise, cohort: str, at: datetime) -> Enrolment:
    """The cohort to hand in to: the one that is named, else the only one, else the only one that is open."""
    named = [place for place in places if not cohort or place.cohort.slug == cohort]
    if not named:
        raise ValidationError({"cohort": [_("This cohort of yours does not have the exercise.")]})
    is_open = [place for place in named if effective_deadline(enrolment=place, exercise=exercise).is_open(at)]
    if len(is_open) > 1:
        slugs = [place.cohort.slug for place in is_open]
        sentence = _(
            "The exercise is open to you in several cohorts (%(slugs)s): name one in the field “cohort”."
        )
        raise Problem(code="ambiguous_cohort", detail=sentence % {"slugs": ", ".join(slugs)}, cohorts=slugs)
    return (is_open or named)[0]


def _receive(
    request: Request, enrolment: Enrolment, exercise: Exercise, form: dict[str, Any], at: datetime
) -> Submission:
    file: File[bytes] = form["file"]
    try:
        return receive(
            enrolment=enrolment,
            exercise=exercise,
            file_name=file.name or "",
            content=file.read(),
            channel=Submission.Channel.API,
            at=at,
            idempotency_key=_idempotency_key(request),
            despite_missing_modules=form["despite_missing_modules"],
        )
    except Refused as refused:
        wait = ceil((refused.retry_at - at).total_seconds()) if refused.retry_at else None
        raise Problem(code=refused.code, detail=str(refused), wait=wait) from refused


def _idempotency_key(request: Request) -> str:
    key: str = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        raise ValidationError({"Idempotency-Key": [_("Up to 80 visible ASCII characters, please.")]})
    return key

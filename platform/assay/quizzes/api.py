"""Quizzes for scripts: what is open, starting, answering, submitting, results."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import ceil
from typing import Any, NoReturn, cast
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from assay.accounts.models import User
from assay.api.problems import COMMON, documented
from assay.api.problems import Refused as Problem
from assay.api.throttles import QuizThrottle
from assay.catalog.models import Exercise, ExerciseVersion
from assay.cohorts.models import Enrolment
from assay.cohorts.queries import effective_deadline, enrolments_for
from assay.quizzes import operations, queries
from assay.quizzes.access import get_attempt_or_404, get_own_attempt_or_404
from assay.quizzes.models import QuizAttempt
from assay.quizzes.operations import Answered, Refused, Saved
from assay.quizzes.serializers import (
    AnswersSerializer,
    AttemptSerializer,
    QuizzesSerializer,
    ReceiptSerializer,
    ResultSerializer,
    SavesSerializer,
    StartSerializer,
    links_of,
)

_BODY = ("parse_error", "invalid", "unsupported_media_type")
_START = (
    "permission_denied",
    "not_enrolled",
    "not_open_yet",
    "closed",
    "no_practice",
    "not_found",
    "ambiguous_cohort",
    "quota_used",
    "cooling_down",
)
_OF_ONE = ("permission_denied", "not_found")


class QuizzesView(APIView):
    """The quizzes that are open to you now."""

    @extend_schema(
        operation_id="list_quizzes",
        responses={200: QuizzesSerializer, **documented(*COMMON)},
        tags=["quizzes"],
    )
    def get(self, request: Request) -> Response:
        found = queries.offers(user=cast(User, request.user), at=timezone.now())
        return Response(QuizzesSerializer({"results": found}, context={"request": request}).data)


class QuizAttemptsView(APIView):
    """Start a quiz."""

    def get_throttles(self) -> list[BaseThrottle]:
        return [*super().get_throttles(), QuizThrottle()]

    @extend_schema(
        operation_id="start_quiz",
        request=StartSerializer,
        responses={
            201: OpenApiResponse(AttemptSerializer, description="A new attempt."),
            200: OpenApiResponse(AttemptSerializer, description="The attempt that runs already."),
            **documented(*COMMON, *_BODY, *_START),
        },
        tags=["quizzes"],
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 - the name in the address
        at = timezone.now()
        exercise, places = _quiz(cast(User, request.user), id)
        form = StartSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        enrolment = _place(places, exercise, form.validated_data["cohort"], at)
        begin = operations.practise if form.validated_data["practice"] else operations.start
        try:
            attempt = begin(enrolment=enrolment, exercise=exercise, at=at)
        except Refused as refused:
            _problem(refused, at)
        found = queries.taking(attempt=attempt, at=at)
        return Response(
            AttemptSerializer(found, context={"request": request}).data,
            status=status.HTTP_201_CREATED if attempt.started_at == at else status.HTTP_200_OK,
            headers={"Location": links_of(request, attempt)["self"]},
        )


class QuizAttemptView(APIView):
    """One attempt: its questions, and what is kept of your answers."""

    @extend_schema(
        operation_id="read_quiz_attempt",
        responses={200: AttemptSerializer, **documented(*COMMON, *_OF_ONE)},
        tags=["quizzes"],
    )
    def get(self, request: Request, id: UUID) -> Response:  # noqa: A002 - the name in the address
        attempt, at = _own(request, id)
        found = queries.taking(attempt=attempt, at=at)
        return Response(AttemptSerializer(found, context={"request": request}).data)


class QuizAnswersView(APIView):
    """Save answers while the attempt runs."""

    def get_throttles(self) -> list[BaseThrottle]:
        return [*super().get_throttles(), QuizThrottle()]

    @extend_schema(
        operation_id="save_quiz_answers",
        request=AnswersSerializer,
        responses={200: SavesSerializer, **documented(*COMMON, *_BODY, *_OF_ONE, "attempt_over")},
        tags=["quizzes"],
    )
    def put(self, request: Request, id: UUID) -> Response:  # noqa: A002 - the name in the address
        attempt, at = _own(request, id)
        form = AnswersSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        answers = [_answered(item) for item in form.validated_data["answers"]]
        try:
            saved = operations.save(attempt=attempt, answers=answers, at=at)
        except Refused as refused:
            _problem(refused, at)
        left = queries.taking(attempt=attempt, at=at).left_seconds
        return Response(
            SavesSerializer({"results": [_said(item) for item in saved], "left_seconds": left}).data
        )


class QuizSubmitView(APIView):
    """Send an attempt in; repeated, it gives the same receipt."""

    @extend_schema(
        operation_id="submit_quiz_attempt",
        request=None,
        responses={200: ReceiptSerializer, **documented(*COMMON, *_OF_ONE)},
        tags=["quizzes"],
    )
    def post(self, request: Request, id: UUID) -> Response:  # noqa: A002 - the name in the address
        attempt, at = _own(request, id)
        attempt = operations.submit(attempt=attempt, at=at)
        return Response(ReceiptSerializer(attempt, context={"request": request}).data)


class QuizResultView(APIView):
    """What came of an attempt, for its learner and those who teach her."""

    @extend_schema(
        operation_id="read_quiz_result",
        responses={200: ResultSerializer, **documented(*COMMON, "not_found", "attempt_running")},
        tags=["quizzes"],
    )
    def get(self, request: Request, id: UUID) -> Response:  # noqa: A002 - the name in the address
        user, at = cast(User, request.user), timezone.now()
        attempt = operations.finish_if_over(attempt=get_attempt_or_404(user, id), at=at)
        if not attempt.is_finished:
            raise Problem(code="attempt_running", detail=_("The attempt is not submitted yet."))
        found = queries.outcome(attempt=attempt, viewer=user, at=at)
        return Response(ResultSerializer(found, context={"request": request}).data)


def _own(request: Request, attempt_id: UUID) -> tuple[QuizAttempt, datetime]:
    """The person's own attempt, ended where its time is over."""
    at = timezone.now()
    attempt = get_own_attempt_or_404(cast(User, request.user), attempt_id)
    return operations.finish_if_over(attempt=attempt, at=at), at


def _quiz(user: User, exercise_id: int) -> tuple[Exercise, Sequence[Enrolment]]:
    """The quiz and the person's cohorts that have it. One that she may not know of is like one that is not there."""
    quizzes = Exercise.objects.select_related("current", "week", "course")
    exercise = quizzes.filter(pk=exercise_id, current__kind=ExerciseVersion.QUIZ).first()
    places = list(enrolments_for(user=user, exercise=exercise)) if exercise else []
    if exercise is None or not places:
        raise NotFound(_("You do not take part in a cohort that has a quiz with this number."))
    return exercise, places


def _place(places: Sequence[Enrolment], exercise: Exercise, cohort: str, at: datetime) -> Enrolment:
    """The cohort to take it in: the one that is named, else the only one, else the only one that is open."""
    named = [place for place in places if not cohort or place.cohort.slug == cohort]
    if not named:
        raise ValidationError({"cohort": [_("This cohort of yours does not have the quiz.")]})
    is_open = [place for place in named if effective_deadline(enrolment=place, exercise=exercise).is_open(at)]
    if len(is_open) > 1:
        slugs = [place.cohort.slug for place in is_open]
        sentence = _(
            "The quiz is open to you in several cohorts (%(slugs)s): name one in the field “cohort”."
        )
        raise Problem(code="ambiguous_cohort", detail=sentence % {"slugs": ", ".join(slugs)}, cohorts=slugs)
    return (is_open or named)[0]


def _answered(item: dict[str, Any]) -> Answered:
    return Answered(
        question_id=item["question"],
        fields=item["fields"],
        based_on=item["revision"],
        is_flagged=item["flagged"],
    )


def _said(saved: Saved) -> dict[str, Any]:
    response = saved.response
    return {
        "asked": saved.asked,
        "outcome": saved.outcome,
        "revision": response.revision if response else 0,
        "state": response.state if response else "unanswered",
        "problems": saved.problems,
    }


def _problem(refused: Refused, at: datetime) -> NoReturn:
    if refused.code == "invalid":
        raise ValidationError({"answers": [str(refused)]}) from refused
    wait = ceil((refused.retry_at - at).total_seconds()) if refused.retry_at else None
    raise Problem(code=refused.code, detail=str(refused), wait=wait) from refused

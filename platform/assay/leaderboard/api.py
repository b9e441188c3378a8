"""The board of a cohort for scripts."""

from __future__ import annotations

from typing import cast

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assay.accounts.models import User
from assay.api.problems import COMMON, documented
from assay.cohorts.access import get_cohort_or_404
from assay.cohorts.pages import get_exercise_or_404
from assay.cohorts.queries import enrolment_of
from assay.leaderboard.predictions import metric_board
from assay.leaderboard.queries import board
from assay.leaderboard.serializers import BoardSerializer, MetricBoardSerializer


class LeaderboardView(APIView):
    """Who leads in a cohort, and where you are."""

    @extend_schema(
        operation_id="read_leaderboard",
        responses={200: BoardSerializer, **documented(*COMMON, "not_found")},
        tags=["leaderboard"],
    )
    def get(self, request: Request, id: str) -> Response:  # noqa: A002 - the name in the address
        user = cast(User, request.user)
        cohort = get_cohort_or_404(user, id)
        mine = enrolment_of(user=user, cohort=cohort)
        found = board(cohort=cohort, viewer_enrolment=mine, at=timezone.now())
        return Response(BoardSerializer(found).data)


class MetricBoardView(APIView):
    """Who predicts best in one exercise, and where you are."""

    @extend_schema(
        operation_id="read_metric_board",
        responses={200: MetricBoardSerializer, **documented(*COMMON, "not_found")},
        tags=["leaderboard"],
    )
    def get(self, request: Request, id: str, exercise: str) -> Response:  # noqa: A002 - the name in the address
        user = cast(User, request.user)
        cohort = get_cohort_or_404(user, id)
        found = get_exercise_or_404(cohort=cohort, slug=exercise)
        if not found.is_prediction:
            raise Http404
        mine = enrolment_of(user=user, cohort=cohort)
        shown = metric_board(cohort=cohort, exercise=found, viewer_enrolment=mine, at=timezone.now())
        return Response(MetricBoardSerializer(shown).data)

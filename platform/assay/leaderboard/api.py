"""The board of a cohort for scripts."""

from __future__ import annotations

from typing import cast

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assay.accounts.models import User
from assay.api.problems import COMMON, documented
from assay.cohorts.access import get_cohort_or_404
from assay.cohorts.queries import enrolment_of
from assay.leaderboard.queries import board
from assay.leaderboard.serializers import BoardSerializer


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

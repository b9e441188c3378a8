"""A learner's progress for scripts."""

from __future__ import annotations

from typing import cast

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assay.accounts.models import User
from assay.api.problems import COMMON, documented
from assay.cohorts.queries import enrolments_of
from assay.progress.queries import dashboard
from assay.progress.serializers import ProgressSerializer


class ProgressView(APIView):
    """Points by week in each of your cohorts."""

    @extend_schema(
        operation_id="read_progress",
        responses={200: ProgressSerializer, **documented(*COMMON)},
        tags=["progress"],
    )
    def get(self, request: Request) -> Response:
        at = timezone.now()
        places = enrolments_of(user=cast(User, request.user))
        found = [dashboard(enrolment=enrolment, at=at) for enrolment in places]
        return Response(ProgressSerializer({"results": found}).data)

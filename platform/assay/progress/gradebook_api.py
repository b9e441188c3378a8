"""The gradebook for scripts of those who teach."""

from __future__ import annotations

from typing import Any, cast

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assay.accounts.models import User
from assay.api.problems import COMMON, documented
from assay.cohorts.access import get_graded_cohort_or_404
from assay.cohorts.work import Status
from assay.progress.gradebook import Cell, Gradebook, Row, gradebook, learners


class GradebookCellSerializer(serializers.Serializer[Cell]):
    """What one person has for one exercise or quiz."""

    exercise = serializers.CharField(source="exercise.slug")
    state = serializers.ChoiceField(
        choices=[(item.value, item.value) for item in Status], source="status.value"
    )
    attempt = serializers.UUIDField(
        source="counted.attempt_id", default=None, allow_null=True, help_text="The one that counts."
    )
    handed_in_at = serializers.DateTimeField(source="counted.accepted_at", default=None, allow_null=True)
    raw_points = serializers.FloatField(source="counted.raw_points", default=None, allow_null=True)
    points = serializers.FloatField(source="counted.points", default=None, allow_null=True)
    possible = serializers.FloatField(source="work.possible")
    days_late = serializers.IntegerField(source="counted.days_late", default=0)
    waiting = serializers.FloatField(source="work.waiting", help_text="Points that a person may still give.")
    released = serializers.BooleanField(
        source="is_released", help_text="Whether the learner sees the points."
    )


class GradebookRowSerializer(serializers.Serializer[Row]):
    """One learner."""

    username = serializers.CharField(source="enrolment.user.username")
    name = serializers.CharField(source="enrolment.user.display_name")
    alias = serializers.CharField(source="enrolment.alias")
    email = serializers.CharField(source="enrolment.user.email")
    raw_points = serializers.FloatField()
    points = serializers.FloatField()
    items = GradebookCellSerializer(source="cells", many=True)


class GradebookSerializer(serializers.Serializer[Gradebook]):
    """All learners of a cohort, released or not."""

    cohort = serializers.CharField(source="cohort.slug")
    possible = serializers.FloatField()
    results = GradebookRowSerializer(source="rows", many=True)


class GradebookView(APIView):
    """Everybody's points, for those who teach."""

    @extend_schema(
        operation_id="read_gradebook",
        responses={200: GradebookSerializer, **documented(*COMMON, "not_found", "permission_denied")},
        tags=["progress"],
    )
    def get(self, request: Request, id: str) -> Response:  # noqa: A002 - the name in the address
        cohort = get_graded_cohort_or_404(cast(User, request.user), id)
        book: Any = gradebook(cohort=cohort, people=list(learners(cohort=cohort)), at=timezone.now())
        return Response(GradebookSerializer(book).data)

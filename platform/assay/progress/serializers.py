"""How a learner's progress looks in JSON."""

from __future__ import annotations

from typing import Any, Literal

from rest_framework import serializers

from assay.cohorts.work import Status
from assay.progress.queries import Dashboard, ItemProgress, WeekProgress


class ItemSerializer(serializers.Serializer[ItemProgress]):
    """One exercise or quiz of a week."""

    kind = serializers.SerializerMethodField()
    id = serializers.IntegerField(source="exercise.pk")
    slug = serializers.CharField(source="exercise.slug")
    title = serializers.CharField(source="exercise.current.title")
    state = serializers.ChoiceField(
        choices=[(item.value, item.value) for item in Status], source="status.value"
    )
    wording = serializers.CharField(source="status.words")
    locked = serializers.BooleanField(source="is_locked", help_text="Not open to you yet.")
    opens_at = serializers.DateTimeField(source="deadline.opens_at", allow_null=True)
    due_at = serializers.DateTimeField(source="deadline.due_at", allow_null=True)
    points = serializers.FloatField(allow_null=True, help_text="null until there are released ones.")
    possible = serializers.FloatField()
    attempts_used = serializers.IntegerField()
    runs_until = serializers.DateTimeField(
        allow_null=True, help_text="When the clock of an unfinished attempt at a quiz ends it."
    )

    def get_kind(self, item: ItemProgress) -> Literal["notebook", "prediction", "quiz"]:
        if item.exercise.is_prediction:
            return "prediction"
        return "quiz" if item.is_quiz else "notebook"


class WeekProgressSerializer(serializers.Serializer[WeekProgress]):
    """One week: points so far of the points open to you."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    points = serializers.FloatField()
    possible_open = serializers.FloatField()
    items = ItemSerializer(many=True)


class CohortProgressSerializer(serializers.Serializer[Dashboard]):
    """Your progress in one cohort."""

    cohort = serializers.CharField(source="enrolment.cohort.slug")
    title = serializers.CharField(source="enrolment.cohort.title")
    course = serializers.CharField(source="enrolment.cohort.course.slug")
    points = serializers.FloatField(source="totals.points")
    possible_open = serializers.FloatField(source="totals.possible_open")
    completed = serializers.IntegerField(
        source="totals.completed", help_text="Exercises and quizzes with all their points."
    )
    open_items = serializers.IntegerField(source="totals.open_items")
    next_due = ItemSerializer(allow_null=True)
    weeks = WeekProgressSerializer(many=True)


class ProgressSerializer(serializers.Serializer[Any]):
    """Your progress in all your cohorts."""

    results = CohortProgressSerializer(many=True)

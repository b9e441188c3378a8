"""How a board looks in JSON."""

from __future__ import annotations

from rest_framework import serializers

from assay.leaderboard.predictions import Line, MetricBoard
from assay.leaderboard.queries import Board, Row


class RowSerializer(serializers.Serializer[Row]):
    """One learner: under her alias, unless she chose her name."""

    rank = serializers.IntegerField()
    name = serializers.CharField()
    points = serializers.FloatField(help_text="Released points alone.")
    possible = serializers.FloatField()
    completed = serializers.IntegerField()
    is_me = serializers.BooleanField()


class BoardSerializer(serializers.Serializer[Board]):
    """The board of a cohort. Hidden people are not on it; equal points share a rank."""

    is_on = serializers.BooleanField(help_text="Whether the cohort has a board at all.")
    hidden_me = serializers.BooleanField(help_text="Whether you chose to be hidden.")
    possible = serializers.FloatField()
    rows = RowSerializer(many=True)


class LineSerializer(serializers.Serializer[Line]):
    """One learner, or a baseline."""

    rank = serializers.IntegerField(allow_null=True, help_text="null: a baseline.")
    name = serializers.CharField()
    value = serializers.FloatField(help_text="What decides now: public, or private once it is revealed.")
    public = serializers.FloatField()
    moved = serializers.IntegerField(help_text="Places up since the public ranks; below 0: down.")
    is_me = serializers.BooleanField()


class MetricBoardSerializer(serializers.Serializer[MetricBoard]):
    """The board of a prediction exercise, best first."""

    is_on = serializers.BooleanField(help_text="Whether the cohort has boards at all.")
    hidden_me = serializers.BooleanField(help_text="Whether you chose to be hidden.")
    metric = serializers.CharField(source="title")
    greater_is_better = serializers.BooleanField()
    is_private = serializers.BooleanField(help_text="Whether the private rows decide already.")
    lines = LineSerializer(many=True)

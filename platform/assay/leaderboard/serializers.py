"""How a board looks in JSON."""

from __future__ import annotations

from rest_framework import serializers

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

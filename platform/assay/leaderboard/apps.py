"""Registers the app `leaderboard`."""

from django.apps import AppConfig


class LeaderboardConfig(AppConfig):
    name = "assay.leaderboard"
    label = "leaderboard"
    default_auto_field = "django.db.models.BigAutoField"

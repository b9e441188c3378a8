"""Registers the app `submissions`."""

from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "assay.submissions"
    label = "submissions"
    default_auto_field = "django.db.models.BigAutoField"

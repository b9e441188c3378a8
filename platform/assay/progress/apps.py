"""Registers the app `progress`."""

from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "assay.progress"
    label = "progress"
    default_auto_field = "django.db.models.BigAutoField"

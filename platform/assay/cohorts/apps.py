"""Registers the app `cohorts`."""

from django.apps import AppConfig


class CohortsConfig(AppConfig):
    name = "assay.cohorts"
    label = "cohorts"
    default_auto_field = "django.db.models.BigAutoField"

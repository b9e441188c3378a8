"""Registers the app `authoring`."""

from django.apps import AppConfig


class AuthoringConfig(AppConfig):
    name = "assay.authoring"
    label = "authoring"
    default_auto_field = "django.db.models.BigAutoField"

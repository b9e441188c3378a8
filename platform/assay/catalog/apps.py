"""Registers the app `catalog`."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "assay.catalog"
    label = "catalog"
    default_auto_field = "django.db.models.BigAutoField"

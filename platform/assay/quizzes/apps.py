"""Registers the app `quizzes`."""

from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    name = "assay.quizzes"
    label = "quizzes"
    default_auto_field = "django.db.models.BigAutoField"

"""Attempts at quizzes, to look at: who sat when, and how it ended."""

from __future__ import annotations

from django.contrib import admin

from assay.accounts.admin import ReadOnlyAdmin
from assay.quizzes.models import Correction, Marking, QuizAttempt


@admin.register(QuizAttempt)
class QuizAttemptAdmin(ReadOnlyAdmin):
    """One row per attempt. The seed stays out: ids of options are made from it."""

    list_display = (
        "exercise",
        "enrolment",
        "number",
        "is_practice",
        "started_at",
        "submitted_at",
        "ended_by",
    )
    list_filter = ("is_practice", "ended_by")
    list_select_related = ("exercise__current", "enrolment__user", "enrolment__cohort")
    exclude = ("seed",)


@admin.register(Marking)
class MarkingAdmin(ReadOnlyAdmin):
    """One row per marking; the newest of an attempt holds unless a correction was taken back."""

    list_display = ("attempt", "points", "possible", "reason", "created_at")
    list_filter = ("reason",)
    list_select_related = (
        "attempt__exercise__current",
        "attempt__enrolment__user",
        "attempt__enrolment__cohort",
    )


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    """One row per correction of a key."""

    list_display = ("exercise", "reason", "by", "at")
    list_select_related = ("exercise__current", "by")

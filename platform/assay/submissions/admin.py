"""Grading jobs and marks to look at: what waits, what failed and why, who gave what."""

from __future__ import annotations

from django.contrib import admin

from assay.accounts.admin import ReadOnlyAdmin
from assay.submissions.models import GradingJob, ManualMark


@admin.register(GradingJob)
class GradingJobAdmin(ReadOnlyAdmin):
    """One row per wish to grade a submission."""

    list_display = (
        "id",
        "submission",
        "state",
        "lane",
        "claim_number",
        "queued_at",
        "finished_at",
        "failure",
    )
    list_filter = ("state", "lane")
    list_select_related = (
        "submission__enrolment__user",
        "submission__enrolment__cohort",
        "submission__exercise__current",
    )


@admin.register(ManualMark)
class ManualMarkAdmin(ReadOnlyAdmin):
    """One row per mark that was given or taken back."""

    list_display = ("id", "submission", "question", "number", "points", "by", "at")
    list_select_related = ("submission__enrolment__user", "submission__enrolment__cohort", "by")

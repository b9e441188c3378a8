"""Cohorts for the site's staff: runs, people, dates and extensions, until pages of their own exist."""

from __future__ import annotations

from django.contrib import admin

from assay.cohorts.models import Cohort, Enrolment, Extension, ScheduledExercise


@admin.register(Cohort)
class CohortAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """One row per run of a course."""

    list_display = ("slug", "title", "course", "time_zone", "board")
    list_filter = ("course",)


@admin.register(Enrolment)
class EnrolmentAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """One row per person in a cohort."""

    list_display = ("user", "cohort", "role", "alias", "hidden_on_boards")
    list_filter = ("cohort", "role")
    search_fields = ("user__username", "alias")
    raw_id_fields = ("user",)


@admin.register(ScheduledExercise)
class ScheduledExerciseAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """One row per exercise with a date."""

    list_display = ("exercise", "cohort", "opens_at", "due_at", "closes_at")
    list_filter = ("cohort",)


@admin.register(Extension)
class ExtensionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """One row per extension granted."""

    list_display = ("enrolment", "exercise", "until", "granted_by", "granted_at")
    raw_id_fields = ("enrolment",)

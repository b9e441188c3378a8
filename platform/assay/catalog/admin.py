"""What is published, to look at: the folders in git are the source."""

from __future__ import annotations

from django.contrib import admin

from assay.accounts.admin import ReadOnlyAdmin
from assay.catalog.models import CheckReport, Course, Exercise, ExerciseVersion, Publication


@admin.register(Course)
class CourseAdmin(ReadOnlyAdmin):
    """One row per course folder."""

    list_display = ("slug", "title", "language")


@admin.register(Exercise)
class ExerciseAdmin(ReadOnlyAdmin):
    """One row per exercise, retired ones too."""

    list_display = ("slug", "course", "week", "current", "retired_at")
    list_filter = ("course",)


@admin.register(ExerciseVersion)
class ExerciseVersionAdmin(ReadOnlyAdmin):
    """One row per published content."""

    list_display = ("title", "exercise", "digest", "points", "environment", "published_at")
    exclude = ("archive", "release")


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    """One row per time that a version became what learners get."""

    list_display = ("version", "at", "by", "reason")


@admin.register(CheckReport)
class CheckReportAdmin(ReadOnlyAdmin):
    """One row per check."""

    list_display = ("slug", "digest", "is_fair", "mutation_score", "checked_at")
    exclude = ("report",)

"""A learner's own progress in a cohort."""

from django.urls import path

from assay.progress import gradebook_views, views

app_name = "progress"

urlpatterns = [
    path("cohorts/<slug:slug>/progress/", views.dashboard, name="dashboard"),
    path("cohorts/<slug:slug>/gradebook/", gradebook_views.page, name="gradebook"),
    path("cohorts/<slug:slug>/gradebook.csv", gradebook_views.download, name="gradebook-csv"),
]

"""A learner's own progress in a cohort."""

from django.urls import path

from assay.progress import views

app_name = "progress"

urlpatterns = [
    path("cohorts/<slug:slug>/progress/", views.dashboard, name="dashboard"),
]

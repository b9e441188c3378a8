"""The boards."""

from django.urls import path

from assay.leaderboard import views

app_name = "leaderboard"

urlpatterns = [
    path("cohorts/<slug:slug>/leaderboard/", views.board, name="board"),
]

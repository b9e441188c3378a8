"""The boards."""

from django.urls import path

from assay.leaderboard import views

app_name = "leaderboard"

urlpatterns = [
    path("cohorts/<slug:slug>/leaderboard/", views.board, name="board"),
    path("cohorts/<slug:slug>/exercises/<slug:exercise>/board/", views.predictions, name="predictions"),
]

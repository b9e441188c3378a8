"""Every address under /api/."""

from django.urls import path, re_path
from django.views.decorators.cache import cache_page
from drf_spectacular.views import SpectacularAPIView

from assay.api import schema as schema  # registers how a script signs in
from assay.api.views import DocsView, UnknownAddress
from assay.leaderboard.api import LeaderboardView, MetricBoardView
from assay.progress.api import ProgressView
from assay.progress.gradebook_api import GradebookView
from assay.quizzes.api import (
    QuizAnswersView,
    QuizAttemptsView,
    QuizAttemptView,
    QuizResultView,
    QuizSubmitView,
    QuizzesView,
)
from assay.submissions.api import ExercisesView, HandInView, MarksView, SubmissionView

app_name = "api"

urlpatterns = [
    # Everybody may ask for it, and making it takes a third of a second.
    path("schema/", cache_page(60)(SpectacularAPIView.as_view()), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
    path("v1/exercises/", ExercisesView.as_view(), name="exercises"),
    path("v1/exercises/<int:id>/submissions/", HandInView.as_view(), name="hand-in"),
    path("v1/submissions/<uuid:id>/", SubmissionView.as_view(), name="submission"),
    path("v1/submissions/<uuid:id>/marks/", MarksView.as_view(), name="marks"),
    path("v1/quizzes/", QuizzesView.as_view(), name="quizzes"),
    path("v1/quizzes/<int:id>/attempts/", QuizAttemptsView.as_view(), name="quiz-attempts"),
    path("v1/quiz-attempts/<uuid:id>/", QuizAttemptView.as_view(), name="quiz-attempt"),
    path("v1/quiz-attempts/<uuid:id>/answers/", QuizAnswersView.as_view(), name="quiz-answers"),
    path("v1/quiz-attempts/<uuid:id>/submit/", QuizSubmitView.as_view(), name="quiz-submit"),
    path("v1/quiz-attempts/<uuid:id>/result/", QuizResultView.as_view(), name="quiz-result"),
    path("v1/progress/", ProgressView.as_view(), name="progress"),
    path("v1/cohorts/<slug:id>/gradebook/", GradebookView.as_view(), name="gradebook"),
    path("v1/cohorts/<slug:id>/leaderboard/", LeaderboardView.as_view(), name="leaderboard"),
    path(
        "v1/cohorts/<slug:id>/exercises/<slug:exercise>/leaderboard/",
        MetricBoardView.as_view(),
        name="metric-board",
    ),
    re_path("", UnknownAddress.as_view(), name="unknown"),
]

"""A quiz, taking it, and what came of it."""

from django.urls import path

from assay.quizzes.views import corrections, outcome, preview, quiz, responses, statistics, taking

app_name = "quizzes"

_QUIZ = "cohorts/<slug:slug>/quizzes/<slug:quiz>/"
_ATTEMPT = "quiz-attempts/<uuid:attempt_id>/"

urlpatterns = [
    path(_QUIZ, quiz.quiz, name="quiz"),
    path(f"{_QUIZ}start/", quiz.start, name="start"),
    path(f"{_QUIZ}practise/", quiz.practise, name="practise"),
    path("cohorts/<slug:slug>/quizzes/", statistics.quizzes, name="list"),
    path(f"{_QUIZ}preview/", preview.preview, name="preview"),
    path(f"{_QUIZ}statistics/", statistics.whole, name="statistics"),
    path(f"{_QUIZ}statistics/<slug:question>/", statistics.question, name="question"),
    path(f"{_QUIZ}responses.csv", responses.responses, name="responses"),
    path(f"{_QUIZ}corrections/", corrections.corrections, name="corrections"),
    path(f"{_QUIZ}corrections/mark-anew/", corrections.mark_anew, name="mark-anew"),
    path(f"{_QUIZ}corrections/undo/<int:correction>/", corrections.undo_correction, name="undo"),
    path(f"{_QUIZ}corrections/questions/<slug:question>/", corrections.correct, name="correct"),
    path(_ATTEMPT, taking.take, name="take"),
    path(f"{_ATTEMPT}save/", taking.save, name="save"),
    path(f"{_ATTEMPT}review/", taking.review, name="review"),
    path(f"{_ATTEMPT}submit/", taking.submit, name="submit"),
    path(f"{_ATTEMPT}receipt/", outcome.receipt, name="receipt"),
    path(f"{_ATTEMPT}result/", outcome.result, name="result"),
]

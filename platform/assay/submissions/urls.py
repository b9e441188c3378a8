"""An exercise, handing in, and what came of it."""

from django.urls import path

from assay.submissions.views import exercise, files, listing, live, marking, result

app_name = "submissions"

_EXERCISE = "cohorts/<slug:slug>/exercises/<slug:exercise>/"
_SUBMISSION = "submissions/<uuid:submission_id>/"

urlpatterns = [
    path(_EXERCISE, exercise.exercise, name="exercise"),
    path(f"{_EXERCISE}release/", exercise.release, name="release"),
    path(f"{_EXERCISE}submit/", exercise.submit, name="submit"),
    path("cohorts/<slug:slug>/submissions/", listing.listing, name="list"),
    path("cohorts/<slug:slug>/marking/", marking.overview, name="marking"),
    path(f"{_EXERCISE}marking/", marking.queue, name="queue"),
    path(f"{_SUBMISSION}marking/<str:question>/", marking.answer, name="mark"),
    path(f"{_SUBMISSION}marking/<str:question>/answer/", marking.cells, name="answer"),
    path(f"{_SUBMISSION}points/", marking.points, name="points"),
    path(_SUBMISSION, result.result, name="result"),
    path(f"{_SUBMISSION}events/", live.events, name="events"),
    path(f"{_SUBMISSION}live/", live.live, name="live"),
    path(f"{_SUBMISSION}notebook/", files.notebook, name="notebook"),
    path(f"{_SUBMISSION}download/", files.download, name="download"),
    path(f"{_SUBMISSION}executed/", files.executed, name="executed"),
    path(f"{_SUBMISSION}again/", result.again, name="again"),
]

"""What pages, the API, dashboards and boards read of submissions."""

from assay.submissions.queries.attempts import attempts, standing, submissions_of_cohort, work_of
from assay.submissions.queries.offers import Offer, offers
from assay.submissions.queries.predictions import PredictionView, prediction_standing
from assay.submissions.queries.queue import Place, place_in_queue
from assay.submissions.queries.result import QuestionView, ResultView, TestView, result
from assay.submissions.queries.work import AttemptRow, Standing, Work

__all__ = [
    "AttemptRow",
    "Offer",
    "Place",
    "PredictionView",
    "QuestionView",
    "ResultView",
    "Standing",
    "TestView",
    "Work",
    "attempts",
    "offers",
    "place_in_queue",
    "prediction_standing",
    "result",
    "standing",
    "submissions_of_cohort",
    "work_of",
]

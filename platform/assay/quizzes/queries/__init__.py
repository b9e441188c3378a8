"""What pages, the API, dashboards and boards read of quizzes."""

from assay.quizzes.queries.offers import Offer, offers
from assay.quizzes.queries.outcome import Outcome, QuestionOutcome, outcome
from assay.quizzes.queries.standings import (
    AttemptRow,
    Standing,
    Work,
    practice_of,
    standing,
    standings,
    work_of,
)
from assay.quizzes.queries.taking import QuestionState, Taking, checked, taking
from assay.quizzes.queries.versions import version_for

__all__ = [
    "AttemptRow",
    "Offer",
    "Outcome",
    "QuestionOutcome",
    "QuestionState",
    "Standing",
    "Taking",
    "Work",
    "checked",
    "offers",
    "outcome",
    "practice_of",
    "standing",
    "standings",
    "taking",
    "version_for",
    "work_of",
]

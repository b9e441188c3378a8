"""What a learner may see of a finished attempt, and when: the only place that decides it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assay.cohorts.policies import Deadline
from assay.quizzes.timing import GRACE

IMMEDIATELY, AFTER_SUBMIT, AFTER_CLOSE, NEVER = "immediately", "after_submit", "after_close", "never"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """`points`: the sum. `answers`: which questions were right, the right answers, feedback and explanations."""

    points: bool
    answers: bool


NOTHING = Shown(points=False, answers=False)
EVERYTHING = Shown(points=True, answers=True)


def shown(
    *, rule: str, released: bool, released_by_hand: bool, is_finished: bool, deadline: Deadline, at: datetime
) -> Shown:
    """What `rule` (the quiz's `reveal`) and the cohort's release of points together let a learner see.

    Answers are never shown before the points. `after_close` waits for the learner's own closing date; where there is none,
    for the instructor's hand.
    """
    if not (is_finished and released):
        return NOTHING
    if rule == AFTER_CLOSE:
        is_over = deadline.has_closed(at - GRACE) if deadline.closes_at else released_by_hand
        return Shown(points=True, answers=is_over)
    return Shown(points=True, answers=rule in {IMMEDIATELY, AFTER_SUBMIT})


def may_check(*, rule: str, released: bool) -> bool:
    """Whether a question may be marked for its learner in the middle of the attempt, and locked by that."""
    return rule == IMMEDIATELY and released

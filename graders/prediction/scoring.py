"""Predictions -> the metric on public and on private rows -> points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from graders.prediction.metrics import value_of
from graders.prediction.model import Prediction
from graders.prediction.reading import Value
from graders.report import Verdict

QUESTION = "score"
_PLACES = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Step:
    """One goal and what came of it; `earned` of `points`."""

    title: str
    points: Decimal
    earned: Decimal

    @property
    def verdict(self) -> Verdict:
        if self.earned == self.points:
            return Verdict.PASSED
        return Verdict.PARTIAL if self.earned else Verdict.FAILED


def score(prediction: Prediction, values: Mapping[str, Value], *, public: bool) -> float:
    """The metric on the rows of one part, four figures; the order of `values` does not matter."""
    names = prediction.labels.rows(public=public)
    truth = [prediction.labels.truth[name] for name in names]
    return value_of(prediction.metric, prediction.parameters, truth, [values[name] for name in names])


def points(prediction: Prediction, value: float) -> Decimal:
    """What a value of the metric earns: from 0 to `prediction.points`, never less for a better value."""
    return sum((step.earned for step in steps(prediction, value)), Decimal(0))


def steps(prediction: Prediction, value: float) -> tuple[Step, ...]:
    """The goals one by one; their points add up."""
    if prediction.slope is not None:
        return (_on_slope(prediction, value),)
    made = []
    before = Decimal(0)
    for threshold in prediction.thresholds:
        more = threshold.points - before
        reached = prediction.metric.is_as_good(value, threshold.value)
        made.append(
            Step(
                title=goal(prediction, threshold.value),
                points=more,
                earned=more if reached else Decimal(0),
            )
        )
        before = threshold.points
    return tuple(made)


def goal(prediction: Prediction, value: float) -> str:
    """A threshold in words."""
    words = "at least" if prediction.metric.greater_is_better else "at most"
    title = prediction.metric.title
    return f"{title[0].upper()}{title[1:]} of {words} {value:g}"


def question_title(prediction: Prediction) -> str:
    """What the one question of the exercise is called."""
    return f"{prediction.metric.title[0].upper()}{prediction.metric.title[1:]} on the private rows"


def _on_slope(prediction: Prediction, value: float) -> Step:
    slope = prediction.slope
    assert slope is not None
    share = (value - slope.zero_at) / (slope.full_at - slope.zero_at)
    exact = slope.points * Decimal(repr(min(max(share, 0.0), 1.0)))
    earned = exact.quantize(_PLACES, rounding=ROUND_HALF_UP)
    title = f"{prediction.metric.title}, from {slope.zero_at:g} (no points) to {slope.full_at:g} (all)"
    return Step(title=title[0].upper() + title[1:], points=slope.points, earned=earned)

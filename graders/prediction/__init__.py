"""Predictions scored by a metric against hidden labels: reading, matching, scoring. Pure; nobody's code runs here."""

from graders.prediction.metrics import METRICS, Metric, Needs
from graders.prediction.model import (
    Baseline,
    HandedIn,
    InvalidPredictions,
    Labels,
    Prediction,
    Slope,
    Threshold,
)
from graders.prediction.reading import Predictions, read
from graders.prediction.scoring import Step, points, score, steps
from graders.prediction.summary import MOST_BASELINE_BYTES, baseline_values, summary

__all__ = [
    "METRICS",
    "MOST_BASELINE_BYTES",
    "Baseline",
    "HandedIn",
    "InvalidPredictions",
    "Labels",
    "Metric",
    "Needs",
    "Prediction",
    "Predictions",
    "Slope",
    "Step",
    "Threshold",
    "baseline_values",
    "points",
    "read",
    "score",
    "steps",
    "summary",
]

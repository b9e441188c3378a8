"""What may be told of a prediction exercise, as JSON: never a label, and the private values of baselines apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graders.prediction.model import Baseline, Prediction
from graders.prediction.reading import read
from graders.prediction.scoring import score

MOST_BASELINE_BYTES = 32 << 20


def summary(prediction: Prediction, folder: Path) -> dict[str, Any]:
    """Metric, columns, goals (value and points in all) and baselines with their values on either part.

    Computes baselines from their files, which imports scikit-learn. Raises `InvalidPredictions` for a bad file.
    """
    slope = prediction.slope
    goals = [(goal.value, goal.points) for goal in prediction.thresholds]
    return {
        "metric": prediction.metric.name,
        "title": prediction.metric.title,
        "greater_is_better": prediction.metric.greater_is_better,
        "needs": str(prediction.metric.needs),
        "id": prediction.id,
        "target": prediction.target,
        "handed_in": str(prediction.handed_in),
        "variable": prediction.variable,
        "public_rows": len(prediction.labels.rows(public=True)),
        "private_rows": len(prediction.labels.rows(public=False)),
        "zero_at": slope.zero_at if slope else None,
        "goals": [
            {"value": value, "points": float(points)}
            for value, points in ([(slope.full_at, slope.points)] if slope else goals)
        ],
        "baselines": [
            {"name": baseline.name, "public": public, "private": private}
            for baseline in prediction.baselines
            for public, private in [baseline_values(prediction, baseline, folder)]
        ],
    }


def baseline_values(prediction: Prediction, baseline: Baseline, folder: Path) -> tuple[float, float]:
    """What a baseline reaches on public and on private rows."""
    if baseline.public is not None and baseline.private is not None:
        return baseline.public, baseline.private
    content = (folder / baseline.file).read_bytes()
    values = read(prediction, content, most_bytes=MOST_BASELINE_BYTES).values
    return score(prediction, values, public=True), score(prediction, values, public=False)

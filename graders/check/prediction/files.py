"""Files of predictions that the check hands in itself: perfect ones, constants, and what the learner's data hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from statistics import fmean, median

from graders.exercise import Exercise
from graders.prediction import MOST_BASELINE_BYTES, InvalidPredictions, Needs, Prediction, read


def table(prediction: Prediction, values: Mapping[str, object]) -> bytes:
    """A CSV file as a learner would write it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([prediction.id, prediction.target])
    writer.writerows(values.items())
    return text.getvalue().encode()


def perfect(prediction: Prediction) -> bytes:
    """The labels themselves, as probabilities where those are asked for."""
    truth = prediction.labels.truth
    if prediction.metric.needs is not Needs.PROBABILITIES:
        return table(prediction, truth)
    positive = prediction.parameters["pos_label"]
    return table(prediction, {name: int(label == positive) for name, label in truth.items()})


def constants(prediction: Prediction) -> dict[str, bytes]:
    """The same for every row: each label; 0, a half and 1; the mean and the median of the hidden numbers."""
    truth = prediction.labels.truth
    if prediction.metric.needs is Needs.LABELS:
        values: dict[str, object] = {f"“{label}” in each row": label for label in prediction.labels.classes}
    elif prediction.metric.needs is Needs.PROBABILITIES:
        values = {f"{value:g} in each row": value for value in (0, 0.5, 1)}
    else:
        numbers = [float(value) for value in truth.values()]
        values = {"the mean in each row": fmean(numbers), "the median in each row": median(numbers)}
    return {name: table(prediction, dict.fromkeys(truth, value)) for name, value in values.items()}


def public_predictions(exercise: Exercise, prediction: Prediction) -> dict[str, bytes]:
    """The files of `data/` that could be handed in as they are; such a file should be the sample of what to hand in."""
    found = {}
    for name in exercise.public_files:
        content = (exercise.folder / name).read_bytes()
        try:
            read(prediction, content, most_bytes=MOST_BASELINE_BYTES)
        except InvalidPredictions:
            continue
        found[name] = content
    return found

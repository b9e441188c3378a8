"""Read the table `[prediction]` of `exercise.toml` and the labels it names; all that is wrong is told at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graders.exercise.goals import read_baselines, read_slope, read_thresholds
from graders.exercise.labels import Split, read_labels
from graders.exercise.model import Question, TestOutline
from graders.exercise.prediction_table import Reading
from graders.prediction import (
    METRICS,
    MOST_BASELINE_BYTES,
    HandedIn,
    InvalidPredictions,
    Labels,
    Metric,
    Needs,
    Prediction,
    read,
    steps,
)
from graders.prediction.metrics import AVERAGES
from graders.prediction.scoring import QUESTION, question_title
from graders.problem import Problem
from graders.report import Visibility
from graders.scoring import rounded

_KEYS = frozenset(
    "metric average pos_label id target handed_in variable labels part public_share thresholds interpolation "
    "baselines".split()
)
_NAME = re.compile(r"[A-Za-z_]\w*")


def read_prediction(
    folder: Path, *, file: str, text: str, table: Mapping[str, Any], seed: int
) -> tuple[Prediction | None, list[Problem]]:
    """The prediction that `table` (of `text`, the content of `file`) describes; None where something is wrong."""
    reading = Reading(folder=folder, file=file, text=text, table=table)
    for key in sorted(table.keys() - _KEYS):
        reading.complain(
            key, f"`{key}` is not a setting of [prediction]; known are {', '.join(sorted(_KEYS))}."
        )
    metric = _metric(reading)
    labels = _labels(reading, metric, seed) if metric else None
    parameters = _parameters(reading, metric, labels) if metric and labels else {}
    handed_in, variable, baselines = _handed_in(reading), _variable(reading), read_baselines(reading)
    thresholds, slope = read_thresholds(reading, metric), read_slope(reading, metric)
    if bool(thresholds) == bool(slope) and not reading.problems:
        reading.complain("thresholds", "Give points by `thresholds` or by `interpolation`, one of the two.")
    if reading.problems or metric is None or labels is None:
        return None, reading.problems
    prediction = Prediction(
        metric=metric,
        parameters=parameters,
        id=reading.text_at("id", "id"),
        target=reading.text_at("target", "prediction"),
        handed_in=handed_in,
        variable=variable,
        thresholds=thresholds,
        slope=slope,
        baselines=baselines,
        labels=labels,
    )
    return prediction, _wrong_baselines(folder, prediction)


def _wrong_baselines(folder: Path, prediction: Prediction) -> list[Problem]:
    """Files of baselines that would be refused, had a learner handed them in."""
    problems = []
    for baseline in prediction.baselines:
        if baseline.file:
            try:
                read(prediction, (folder / baseline.file).read_bytes(), most_bytes=MOST_BASELINE_BYTES)
            except InvalidPredictions as error:
                problems.append(Problem(file=baseline.file, line=0, sentence=str(error)))
    return problems


def question_of(prediction: Prediction) -> Question:
    """The one question of a prediction exercise, announced: its goals on the private rows are hidden tests."""
    goals = steps(prediction, prediction.metric.perfect)
    return Question(
        name=QUESTION,
        title=question_title(prediction),
        points=rounded(prediction.points),
        manual=False,
        tests=tuple(
            TestOutline(
                title=step.title,
                category="metric",
                visibility=Visibility.HIDDEN,
                points=rounded(step.points),
                hint="",
            )
            for step in goals
        ),
    )


def _metric(reading: Reading) -> Metric | None:
    name = reading.table.get("metric")
    if isinstance(name, str) and name in METRICS:
        return METRICS[name]
    reading.complain("metric", f"`metric` must be one of: {', '.join(METRICS)}.")
    return None


def _labels(reading: Reading, metric: Metric, seed: int) -> Labels | None:
    name = reading.text_at("labels", "hidden/labels.csv")
    path = reading.hidden_file("labels", name)
    column, share = reading.text_at("part"), reading.table.get("public_share", 0)
    is_share = isinstance(share, int | float) and not isinstance(share, bool) and 0 < share < 1
    if "public_share" in reading.table and not is_share:
        reading.complain(
            "public_share", "`public_share` must be between 0 and 1: 0.3 makes 30 % of the rows public."
        )
    elif bool(column) == is_share:
        sentence = "Say which rows are public by `part` (a column of the labels) or by `public_share`, one of the two."
        reading.complain("part", sentence)
    elif path is not None:
        return read_labels(
            path,
            id_column=reading.text_at("id", "id"),
            target=reading.text_at("target", "prediction"),
            split=Split(column=column, share=float(share), seed=seed),
            metric=metric,
            complain=lambda line, sentence: reading.problems.append(
                Problem(file=name, line=line, sentence=sentence)
            ),
        )
    return None


def _handed_in(reading: Reading) -> HandedIn:
    value = reading.text_at("handed_in", HandedIn.CSV)
    if value in list(HandedIn):
        return HandedIn(value)
    reading.complain("handed_in", f"`handed_in` must be one of: {', '.join(HandedIn)}.")
    return HandedIn.CSV


def _variable(reading: Reading) -> str:
    name = reading.text_at("variable", "predictions")
    if not _NAME.fullmatch(name):
        reading.complain("variable", f"`variable` must be a name of Python, but is {name!r}.")
    return name


def _parameters(reading: Reading, metric: Metric, labels: Labels) -> dict[str, str]:
    for key in ("average", "pos_label"):
        if key in reading.table and key not in metric.parameters:
            reading.complain(key, f"`{key}` means nothing for {metric.name}.")
    found: dict[str, str] = {}
    if "average" in metric.parameters:
        found["average"] = _average(reading, labels)
    if found.get("average", "binary") == "binary" and "pos_label" in metric.parameters:
        found["pos_label"] = _pos_label(reading, metric, labels)
    return found


def _average(reading: Reading, labels: Labels) -> str:
    average = reading.text_at("average", "binary")
    if average not in AVERAGES:
        reading.complain("average", f"`average` must be one of: {', '.join(AVERAGES)}.")
    elif average == "binary" and len(labels.classes) > 2:
        reading.complain(
            "average", f"There are {len(labels.classes)} labels: `average` must be macro, micro or weighted."
        )
    return average


def _pos_label(reading: Reading, metric: Metric, labels: Labels) -> str:
    label = str(reading.table.get("pos_label", "1"))
    if label not in labels.classes:
        reading.complain("pos_label", f"`pos_label` must be one of the labels ({', '.join(labels.classes)}).")
    elif metric.needs is Needs.PROBABILITIES and len(labels.classes) != 2:
        reading.complain("metric", f"{metric.name} wants two labels, and there are {len(labels.classes)}.")
    return label

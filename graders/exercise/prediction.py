"""Read the table `[prediction]` of `exercise.toml` and the labels it names; all that is wrong is told at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from graders.exercise.labels import Split, read_labels
from graders.exercise.model import Question, TestOutline
from graders.prediction import (
    METRICS,
    MOST_BASELINE_BYTES,
    Baseline,
    HandedIn,
    InvalidPredictions,
    Labels,
    Metric,
    Needs,
    Prediction,
    Slope,
    Threshold,
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
_BASELINE_KEYS = frozenset({"name", "file", "value", "public", "private"})
_NAME = re.compile(r"[A-Za-z_]\w*")


@dataclass
class _Reading:
    folder: Path
    file: str
    text: str
    table: Mapping[str, Any]
    problems: list[Problem] = field(default_factory=list)

    def complain(self, key: str, sentence: str) -> None:
        self.problems.append(Problem(file=self.file, line=_line_of(self.text, key), sentence=sentence))

    def text_at(self, key: str, default: str = "") -> str:
        value = self.table.get(key, default)
        if isinstance(value, str) and (value.strip() or key not in self.table):
            return value.strip()
        self.complain(key, f'`{key}` must be text: {key} = "…".')
        return default

    def hidden_file(self, key: str, name: str) -> Path | None:
        """A file below `hidden/`, which no learner gets."""
        path = self.folder / name
        if not name.startswith("hidden/") or ".." in Path(name).parts:
            self.complain(key, f"`{key}` must name a file below hidden/, but is {name!r}.")
        elif not path.is_file():
            self.complain(key, f"There is no file {name}.")
        else:
            return path
        return None


def read_prediction(
    folder: Path, *, file: str, text: str, table: Mapping[str, Any], seed: int
) -> tuple[Prediction | None, list[Problem]]:
    """The prediction that `table` (of `text`, the content of `file`) describes; None where something is wrong."""
    reading = _Reading(folder=folder, file=file, text=text, table=table)
    for key in sorted(table.keys() - _KEYS):
        reading.complain(
            key, f"`{key}` is not a setting of [prediction]; known are {', '.join(sorted(_KEYS))}."
        )
    metric = _metric(reading)
    labels = _labels(reading, metric, seed) if metric else None
    parameters = _parameters(reading, metric, labels) if metric and labels else {}
    handed_in, variable, baselines = _handed_in(reading), _variable(reading), _baselines(reading)
    thresholds, slope = _thresholds(reading, metric), _slope(reading, metric)
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


def _line_of(text: str, key: str) -> int:
    """The first line below `[prediction]` that sets `key`, else that heading's own."""
    heading = 0
    for line_number, line in enumerate(text.splitlines(), start=1):
        if re.match(r"\s*\[\s*prediction\s*\]", line):
            heading = line_number
        elif heading and re.match(rf"\s*\[*\s*(prediction\.)?{re.escape(key)}\s*([=.]|\]\])", line):
            return line_number
    return heading


def _metric(reading: _Reading) -> Metric | None:
    name = reading.table.get("metric")
    if isinstance(name, str) and name in METRICS:
        return METRICS[name]
    reading.complain("metric", f"`metric` must be one of: {', '.join(METRICS)}.")
    return None


def _labels(reading: _Reading, metric: Metric, seed: int) -> Labels | None:
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


def _handed_in(reading: _Reading) -> HandedIn:
    value = reading.text_at("handed_in", HandedIn.CSV)
    if value in list(HandedIn):
        return HandedIn(value)
    reading.complain("handed_in", f"`handed_in` must be one of: {', '.join(HandedIn)}.")
    return HandedIn.CSV


def _variable(reading: _Reading) -> str:
    name = reading.text_at("variable", "predictions")
    if not _NAME.fullmatch(name):
        reading.complain("variable", f"`variable` must be a name of Python, but is {name!r}.")
    return name


def _parameters(reading: _Reading, metric: Metric, labels: Labels) -> dict[str, str]:
    for key in ("average", "pos_label"):
        if key in reading.table and key not in metric.parameters:
            reading.complain(key, f"`{key}` means nothing for {metric.name}.")
    found: dict[str, str] = {}
    if "average" in metric.parameters:
        found["average"] = _average(reading, labels)
    if found.get("average", "binary") == "binary" and "pos_label" in metric.parameters:
        found["pos_label"] = _pos_label(reading, metric, labels)
    return found


def _average(reading: _Reading, labels: Labels) -> str:
    average = reading.text_at("average", "binary")
    if average not in AVERAGES:
        reading.complain("average", f"`average` must be one of: {', '.join(AVERAGES)}.")
    elif average == "binary" and len(labels.classes) > 2:
        reading.complain(
            "average", f"There are {len(labels.classes)} labels: `average` must be macro, micro or weighted."
        )
    return average


def _pos_label(reading: _Reading, metric: Metric, labels: Labels) -> str:
    label = str(reading.table.get("pos_label", "1"))
    if label not in labels.classes:
        reading.complain("pos_label", f"`pos_label` must be one of the labels ({', '.join(labels.classes)}).")
    elif metric.needs is Needs.PROBABILITIES and len(labels.classes) != 2:
        reading.complain("metric", f"{metric.name} wants two labels, and there are {len(labels.classes)}.")
    return label


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e100


def _points(reading: _Reading, key: str, value: Any) -> Decimal:
    if _is_number(value) and 0 < value <= 100_000 and round(value, 2) == value:
        return Decimal(str(value))
    reading.complain(key, f"Points must be more than 0 and have at most two places, but are {value!r}.")
    return Decimal(1)


def _thresholds(reading: _Reading, metric: Metric | None) -> tuple[Threshold, ...]:
    pairs = reading.table.get("thresholds", [])
    if not isinstance(pairs, list) or not all(
        isinstance(pair, list) and len(pair) == 2 and _is_number(pair[0]) for pair in pairs
    ):
        reading.complain(
            "thresholds",
            "`thresholds` must be pairs of a value and the points it is worth: [[0.7, 2], [0.8, 5]].",
        )
        return ()
    found = tuple(
        Threshold(value=float(value), points=_points(reading, "thresholds", points))
        for value, points in pairs
    )
    for easier, harder in pairwise(found):
        if metric and metric.merit(harder.value) <= metric.merit(easier.value):
            direction = "higher" if metric.greater_is_better else "lower"
            sentence = (
                f"`thresholds` must get harder: {harder.value:g} is not {direction} than {easier.value:g}."
            )
            reading.complain("thresholds", sentence)
        if harder.points <= easier.points:
            reading.complain(
                "thresholds", f"{harder.value:g} must be worth more than {easier.value:g}: points are totals."
            )
    return found


def _slope(reading: _Reading, metric: Metric | None) -> Slope | None:
    table = reading.table.get("interpolation")
    if table is None:
        return None
    if not isinstance(table, dict) or table.keys() != {"from", "to", "points"}:
        reading.complain("interpolation", "`interpolation` must be {from = 0.7, to = 0.9, points = 8}.")
        return None
    zero_at, full_at = table["from"], table["to"]
    if not _is_number(zero_at) or not _is_number(full_at):
        reading.complain("interpolation", "`from` and `to` must be numbers.")
        return None
    if metric and metric.merit(full_at) <= metric.merit(zero_at):
        reading.complain("interpolation", f"`to` must be better than `from`, and {full_at:g} is not.")
        return None
    points = _points(reading, "interpolation", table["points"])
    return Slope(zero_at=float(zero_at), full_at=float(full_at), points=points)


def _baselines(reading: _Reading) -> tuple[Baseline, ...]:
    tables = reading.table.get("baselines", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        reading.complain("baselines", "`baselines` must be tables: [[prediction.baselines]].")
        return ()
    found = [_baseline(reading, table) for table in tables]
    names = [baseline.name for baseline in found]
    if len(set(names)) < len(names):
        reading.complain("baselines", "Two baselines have the same name.")
    return tuple(found)


def _baseline(reading: _Reading, table: Mapping[str, Any]) -> Baseline:
    name, file = table.get("name"), table.get("file", "")
    if not isinstance(name, str) or not name.strip() or len(name) > 60:
        reading.complain("baselines", "Each baseline needs a `name` of at most 60 characters.")
        name = ""
    if unknown := sorted(table.keys() - _BASELINE_KEYS):
        reading.complain(
            "baselines",
            f"A baseline has no {', '.join(unknown)}; known are {', '.join(sorted(_BASELINE_KEYS))}.",
        )
    both = table.get("value")
    public, private = table.get("public", both), table.get("private", both)
    if file and isinstance(file, str):
        reading.hidden_file("baselines", file)
        return Baseline(name=name, file=file)
    if not _is_number(public) or not _is_number(private):
        reading.complain(
            "baselines",
            f"The baseline {name!r} needs a `file` below hidden/, a `value`, or `public` and `private`.",
        )
        return Baseline(name=name)
    return Baseline(name=name, public=float(public), private=float(private))

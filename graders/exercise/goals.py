"""What predictions are worth: thresholds or a slope, and the baselines to compare with."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from graders.exercise.prediction_table import Reading
from graders.prediction import Baseline, Metric, Slope, Threshold

_BASELINE_KEYS = frozenset({"name", "file", "value", "public", "private"})


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e100


def _points(reading: Reading, key: str, value: Any) -> Decimal:
    if _is_number(value) and 0 < value <= 100_000 and round(value, 2) == value:
        return Decimal(str(value))
    reading.complain(key, f"Points must be more than 0 and have at most two places, but are {value!r}.")
    return Decimal(1)


def read_thresholds(reading: Reading, metric: Metric | None) -> tuple[Threshold, ...]:
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


def read_slope(reading: Reading, metric: Metric | None) -> Slope | None:
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


def read_baselines(reading: Reading) -> tuple[Baseline, ...]:
    tables = reading.table.get("baselines", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        reading.complain("baselines", "`baselines` must be tables: [[prediction.baselines]].")
        return ()
    found = [_baseline(reading, table) for table in tables]
    names = [baseline.name for baseline in found]
    if len(set(names)) < len(names):
        reading.complain("baselines", "Two baselines have the same name.")
    return tuple(found)


def _baseline(reading: Reading, table: Mapping[str, Any]) -> Baseline:
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

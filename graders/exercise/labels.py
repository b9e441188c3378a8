"""The hidden labels of a prediction exercise: one row for each id, public or private."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from graders.prediction import InvalidPredictions, Labels, Metric, Needs
from graders.prediction.reading import canonical, number
from graders.prediction.table import Row, Table, cut, read_table

MOST_ROWS = 200_000
_MOST_BYTES = 32 << 20
_PARTS = ("public", "private")

Complain = Callable[[int, str], None]  # a line of the labels' file


@dataclass(frozen=True, kw_only=True)
class Split:
    """Which rows are public: those that the column `part` calls so, or a share drawn by a seed."""

    column: str = ""
    share: float = 0.0
    seed: int = 0


def read_labels(
    path: Path, *, id_column: str, target: str, split: Split, metric: Metric, complain: Complain
) -> Labels | None:
    """The labels in `path`; None where they cannot be read, and everything that is wrong goes to `complain`."""
    try:
        table = read_table(path.read_bytes(), most_bytes=_MOST_BYTES, most_rows=MOST_ROWS)
    except InvalidPredictions as error:
        complain(0, str(error))
        return None
    wanted = [id_column, target] + ([split.column] if split.column else [])
    missing = [name for name in wanted if name not in table.header]
    for name in missing:
        complain(1, f"There is no column `{name}`; there are {', '.join(table.header)}.")
    if missing:
        return None
    truth, wrong = _truth(table, id_column, target, metric, complain)
    public = _public(table, id_column, split, complain)
    labels = Labels(truth=truth, public=frozenset(public))
    if not wrong:
        _check_parts(labels, metric, complain)
    return labels


def _truth(
    table: Table, id_column: str, target: str, metric: Metric, complain: Complain
) -> tuple[dict[str, str | float], bool]:
    id_place, place = table.header.index(id_column), table.header.index(target)
    truth: dict[str, str | float] = {}
    wrong = False
    for row in table.rows:
        name, value = canonical(row.fields[id_place]), _label(row.fields[place], metric)
        if not name or name in truth:
            complain(row.line, f"The id {cut(name)} stands there twice." if name else "The id is missing.")
        if value is None:
            complain(row.line, f"{cut(row.fields[place])} is no {_kind(metric)}.")
        wrong = wrong or not name or name in truth or value is None
        truth[name] = "" if value is None else value
    return truth, wrong


def _label(text: str, metric: Metric) -> str | float | None:
    if metric.needs is Needs.NUMBERS:
        found = number(text, has_decimal_commas=False)
        return found if found is not None and math.isfinite(found) else None
    return canonical(text) or None


def _kind(metric: Metric) -> str:
    return "number" if metric.needs is Needs.NUMBERS else "label"


def _public(table: Table, id_column: str, split: Split, complain: Complain) -> Iterable[str]:
    id_place = table.header.index(id_column)
    if not split.column:
        return _drawn([canonical(row.fields[id_place]) for row in table.rows], split)
    place = table.header.index(split.column)
    for row in table.rows:
        if row.fields[place] not in _PARTS:
            complain(
                row.line, f"`{split.column}` must be public or private, but is {cut(row.fields[place])}."
            )
    return [canonical(row.fields[id_place]) for row in table.rows if _is_public(row, place)]


def _is_public(row: Row, place: int) -> bool:
    return row.fields[place] == "public"


def _drawn(names: list[str], split: Split) -> list[str]:
    """The share whose digests come first: the order of the file does not matter, nor the version of Python."""
    ordered = sorted(names, key=lambda name: hashlib.sha256(f"{split.seed} {name}".encode()).digest())
    return ordered[: round(split.share * len(ordered))]


def _check_parts(labels: Labels, metric: Metric, complain: Complain) -> None:
    """A metric must have a value on either part, whatever is handed in."""
    for part in _PARTS:
        values = [labels.truth[name] for name in labels.rows(public=part == "public")]
        if len(values) < 2:
            complain(0, f"There are {len(values)} {part} rows; a metric needs more.")
        elif metric.needs is not Needs.NUMBERS:
            lacking = [label for label in labels.classes if label not in values]
            if lacking:
                complain(
                    0,
                    f"No {part} row has the label {', '.join(map(cut, lacking))}; each part needs every label.",
                )
        elif metric.name == "r2" and len(set(values)) == 1:
            complain(0, f"All {part} rows have the same value, so R² has none.")
        elif metric.name == "mape" and 0 in values:
            complain(0, f"A {part} row is 0: the percentage of an error has no meaning there.")
    if metric.needs is not Needs.NUMBERS and len(labels.classes) < 2:
        complain(0, "All rows have the same label.")

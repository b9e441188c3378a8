"""nbgrader's cells as ours: metadata of any schema version to version 3, delimiters to our own, misuse told by cell."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import Any

from graders.exercise import CellKind
from graders.exercise.markers import find_regions
from graders.exercise.metadata import read_metadata, upgraded
from graders.exercise.parts import split_parts
from graders.importers.nbgrader.notebooks import Cell, Notebook
from graders.importers.nbgrader.options import STANDARD, Delimiters

_MARKERS = (
    "begin_solution",
    "end_solution",
    "begin_hidden_tests",
    "end_hidden_tests",
    "begin_mark_scheme",
    "end_mark_scheme",
)
_FLAGS = ("grade", "solution", "locked", "task")
_HEADING = re.compile(r"^(\s*#+\s*)TEST(?=\s+[\"'“])", re.MULTILINE)
_SWITCH = re.compile(r"^(\s*#+\s*)(ALL OR NOTHING|PROMPT)(?=\s*$)", re.MULTILINE)


def translate(notebook: Notebook, delimiters: Delimiters) -> None:
    """Make every cell of `notebook` one of ours, in place; what is wrong or worth a look is added to it."""
    for index, cell in enumerate(notebook.cells):
        _upgrade(notebook, index, cell)
        cell["source"] = _with_our_markers(notebook, index, cell["source"], delimiters)
        _check_cell(notebook, index, cell)
    _check_names(notebook)


def kind_of(cell: Cell) -> CellKind:
    """What the cell is to nbgrader, once it is translated."""
    return read_metadata(cell["metadata"].get("nbgrader"), cell["cell_type"], lambda _: None).kind


# ---------------------------------------------------------------- metadata


def _upgrade(notebook: Notebook, index: int, cell: Cell) -> None:
    raw = cell["metadata"].pop("nbgrader", None)
    if isinstance(raw, dict):
        raw = _as_first_schema(raw)
    grading = read_metadata(raw, cell["cell_type"], lambda sentence: notebook.complain(index, 0, sentence))
    metadata = upgraded(grading, cell["cell_type"], grading.points or Decimal(0))
    for name in ("deletable", "editable"):  # the release sets its own
        cell["metadata"].pop(name, None)
    if metadata:
        cell["metadata"]["nbgrader"] = metadata


def _as_first_schema(raw: dict[str, Any]) -> dict[str, Any]:
    """What nbgrader itself makes of metadata of schema 0: points that are missing or below 0 are 0."""
    if raw.get("schema_version", 0) != 0:
        return raw
    points = raw.get("points")
    is_number = isinstance(points, int | float) and not isinstance(points, bool)
    negative = is_number and points < 0  # type: ignore[operator]
    kept = {name: value for name, value in raw.items() if name in (*_FLAGS, "grade_id", "points")}
    return {**kept, "points": 0.0} if negative or points in (None, "") else kept


def _check_names(notebook: Notebook) -> None:
    names = [cell["metadata"].get("nbgrader", {}).get("grade_id", "") for cell in notebook.cells]
    counts = Counter(name for name in names if name)
    for index, name in enumerate(names):
        if counts[name] > 1:
            notebook.complain(
                index, 0, f"The grade_id `{name}` is used more than once; nbgrader refuses that too."
            )


# ---------------------------------------------------------------- delimiters


def _with_our_markers(notebook: Notebook, index: int, source: str, delimiters: Delimiters) -> str:
    lines = []
    for line in source.split("\n"):
        name = next((name for name in _MARKERS if getattr(delimiters, name) in line), None)
        if name is None:
            lines.append(_defused(notebook, index, line))
        else:
            lines.append(line.replace(getattr(delimiters, name), getattr(STANDARD, name)))
    return "\n".join(lines)


def _defused(notebook: Notebook, index: int, line: str) -> str:
    """A line that is no delimiter in this course, but would be one here."""
    for name in _MARKERS:
        if (marker := getattr(STANDARD, name)) in line:
            notebook.note(
                index, f"“{line.strip()}” is no delimiter of this course and was changed to be none here."
            )
            return line.replace(marker, marker.lower())
    return line


def _check_cell(notebook: Notebook, index: int, cell: Cell) -> None:
    kind = kind_of(cell)
    _drop_lone_ends(notebook, index, cell, kind)
    if kind is CellKind.MANUAL:
        _cut_hidden_tests(notebook, index, cell)
    regions = find_regions(
        cell["source"], kind, lambda line, sentence: notebook.complain(index, line, sentence)
    )
    if kind is not CellKind.TEST:
        cell["source"] = _SWITCH.sub(lambda match: match[1] + match[2].lower(), cell["source"])
        return
    if not any(line.strip() and not line.strip().startswith("#") for line in cell["source"].split("\n")):
        points = cell["metadata"]["nbgrader"]["points"]
        notebook.note(
            index, f"this test cell has no test: as in nbgrader, everybody earns its {points:g} points."
        )
        cell["source"] = f"{cell['source']}\npass".lstrip("\n")
    _check_headings(notebook, index, cell, regions)


def _check_headings(notebook: Notebook, index: int, cell: Cell, regions: list[Any]) -> None:
    """Lines `# TEST "title"` are headings of ours; where they cannot be meant so, they become plain comments."""
    if not _HEADING.search(cell["source"]):
        return
    wrong: list[str] = []
    points = read_metadata(cell["metadata"]["nbgrader"], "code", lambda _: None).points
    split_parts(cell["source"], regions, points, lambda _, sentence: wrong.append(sentence))
    if wrong:
        cell["source"] = _HEADING.sub(lambda match: f"{match[1]}Test", cell["source"])
        notebook.note(index, f'its lines `# TEST "…"` are taken as comments: {wrong[0]}')


def _drop_lone_ends(notebook: Notebook, index: int, cell: Cell, kind: CellKind) -> None:
    """nbgrader overlooks an END without a BEGIN and cuts the line out; so do we."""
    opened: set[str] = set()
    kept = []
    for line in cell["source"].split("\n"):
        name = next((name for name in _MARKERS if getattr(STANDARD, name) in line), "")
        verb, _, region = name.partition("_")
        if verb == "end" and region not in opened:
            notebook.note(index, f"“{line.strip()}” has no beginning; the line was left out.")
            continue
        opened = opened | {region} if verb == "begin" else opened - {region}
        kept.append(line)
    cell["source"] = "\n".join(kept)


def _cut_hidden_tests(notebook: Notebook, index: int, cell: Cell) -> None:
    """In an answer that is marked by hand nbgrader cuts hidden tests from the release and never runs them."""
    kept, inside = [], False
    for line in cell["source"].split("\n"):
        inside = inside or STANDARD.begin_hidden_tests in line
        if not inside:
            kept.append(line)
        inside = inside and STANDARD.end_hidden_tests not in line
    if len(kept) < len(cell["source"].split("\n")):
        notebook.note(
            index, "its hidden tests were left out: nbgrader runs none in an answer that is marked by hand."
        )
        cell["source"] = "\n".join(kept)

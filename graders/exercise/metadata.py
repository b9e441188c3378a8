"""nbgrader's cell metadata, schema versions 0 to 3, upgraded cell by cell as nbgrader itself does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from graders.exercise.model import CellKind

LATEST = 3
_FLAGS = ("grade", "solution", "locked", "task")
_GRADE_ID = re.compile(r"[a-zA-Z0-9_\-]+")


@dataclass(frozen=True, kw_only=True)
class Grading:
    """What the metadata of one cell says. `points` is None where the author left it out."""

    kind: CellKind
    grade_id: str = ""
    points: Decimal | None = None


def read_metadata(raw: Any, cell_type: str, complain: Callable[[str], None]) -> Grading:
    """The grading role of a cell with `metadata.nbgrader = raw`; what is wrong goes to `complain`."""
    if raw is None:
        return Grading(kind=CellKind.PLAIN)
    if not isinstance(raw, dict):
        complain("The cell's `nbgrader` metadata is not an object.")
        return Grading(kind=CellKind.PLAIN)
    version = raw.get("schema_version", 0)
    if not isinstance(version, int) or not 0 <= version <= LATEST:
        complain(f"nbgrader metadata has schema version {version!r}; versions 0 to {LATEST} are understood.")
    flags = {flag: raw.get(flag, False) is True for flag in _FLAGS}
    if not any(flags.values()):
        return Grading(kind=CellKind.PLAIN)
    kind = _kind(flags)
    _check_type(kind, cell_type, complain)
    return Grading(kind=kind, grade_id=_grade_id(raw, complain), points=_points(raw, kind, complain))


def _kind(flags: dict[str, bool]) -> CellKind:
    if flags["task"]:
        return CellKind.TASK
    if flags["grade"]:
        return CellKind.MANUAL if flags["solution"] else CellKind.TEST
    return CellKind.ANSWER if flags["solution"] else CellKind.LOCKED


def _check_type(kind: CellKind, cell_type: str, complain: Callable[[str], None]) -> None:
    if kind is CellKind.TEST and cell_type != "code":
        complain(
            f"A {cell_type} cell cannot be a test cell; a question marked by hand is `solution` as well."
        )
    if kind is CellKind.TASK and cell_type != "markdown":
        complain("A task cell must be a markdown cell.")


def _grade_id(raw: dict[str, Any], complain: Callable[[str], None]) -> str:
    grade_id = raw.get("grade_id", "")
    if isinstance(grade_id, str) and _GRADE_ID.fullmatch(grade_id):
        return grade_id
    complain(f"`grade_id` must be letters, digits, `_` and `-`, but is {grade_id!r}.")
    return ""


def _points(raw: dict[str, Any], kind: CellKind, complain: Callable[[str], None]) -> Decimal | None:
    if kind not in (CellKind.TEST, CellKind.MANUAL, CellKind.TASK):
        return Decimal(0)
    points = raw.get("points")
    if points is None or points == "":
        return None
    try:
        number = Decimal(str(points))
    except ArithmeticError:
        number = Decimal("NaN")
    if isinstance(points, bool) or not number.is_finite() or number < 0:
        complain(f"`points` must be a number, 0 or more, but is {points!r}.")
        return Decimal(0)
    return number


def upgraded(grading: Grading, cell_type: str, points: Decimal) -> dict[str, Any] | None:
    """The metadata of schema version 3 that says the same (without its checksum); None for a plain cell."""
    kind = grading.kind
    if kind is CellKind.PLAIN:
        return None
    graded = kind in (CellKind.TEST, CellKind.MANUAL)
    metadata: dict[str, Any] = {
        "cell_type": cell_type,
        "grade": graded,
        "grade_id": grading.grade_id,
        "locked": kind in (CellKind.TEST, CellKind.LOCKED, CellKind.TASK),
        "schema_version": LATEST,
        "solution": kind in (CellKind.ANSWER, CellKind.MANUAL),
        "task": kind is CellKind.TASK,
    }
    if graded or kind is CellKind.TASK:
        metadata["points"] = float(points)
    return metadata

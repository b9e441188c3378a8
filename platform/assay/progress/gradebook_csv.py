"""The gradebook as rows of a table: one row per person, or nbgrader's one row per person and exercise. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

from assay.progress.gradebook import Cell, Gradebook, Row
from graders.spreadsheets import as_csv

NBGRADER = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email", "raw_score",
    "late_submission_penalty", "score", "max_score",
)  # fmt: skip
_PERSON = ("username", "name", "alias", "email")
_TOTALS = ("total", "total raw", "total possible")


def plain(book: Gradebook) -> str:
    """One row per person. Of every exercise its points, and in a column `… raw` those before lateness; empty: no score."""
    names = [word for item in book.columns for word in (item.slug, f"{item.slug} raw")]
    head = (*_PERSON, *names, *_TOTALS)
    return as_csv([head, *(_plain_row(row, book.possible) for row in book.rows)])


def nbgrader(book: Gradebook) -> str:
    """The columns of `nbgrader export`, person by person; without a score 0 points and no timestamp."""
    return as_csv([NBGRADER, *(line for row in book.rows for line in _nbgrader_rows(row))])


FORMATS = {"plain": plain, "nbgrader": nbgrader}


def _plain_row(row: Row, possible: Decimal) -> tuple[object, ...]:
    user = row.enrolment.user
    scores: list[object] = []
    for cell in row.cells:
        scores += [_number(cell.points), _number(cell.raw_points)] if cell.counted else ["", ""]
    totals = (_number(row.points), _number(row.raw_points), _number(possible))
    return (user.username, user.display_name, row.enrolment.alias, user.email, *scores, *totals)


def _nbgrader_rows(row: Row) -> Iterator[tuple[object, ...]]:
    user = row.enrolment.user
    first, _, last = user.display_name.strip().rpartition(" ")
    for cell in row.cells:
        due = cell.work.deadline.due_at
        handed_in = cell.counted.accepted_at if cell.counted else None
        person = (user.username, last, first, user.email)
        yield (cell.exercise.slug, _moment(due), _moment(handed_in), *person, *_nbgrader_scores(cell))


def _nbgrader_scores(cell: Cell) -> tuple[object, ...]:
    """score = raw_score less the penalty; raw points beyond what the exercise is worth now are no points."""
    raw = min(cell.raw_points, max(cell.work.possible, cell.points))
    return _number(raw), _number(raw - cell.points), _number(cell.points), _number(cell.work.possible)


def _number(points: Decimal) -> str:
    return f"{points.normalize():f}"


def _moment(when: datetime | None) -> str:
    """UTC, without a zone, as nbgrader keeps it."""
    return f"{when.astimezone(UTC):%Y-%m-%d %H:%M:%S}" if when else ""

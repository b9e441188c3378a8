"""`gradebook.db` of nbgrader 0.6 to 0.9, read and never written: people, due dates, points, times, marks."""

from __future__ import annotations

import math
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from graders.importers.nbgrader.notebooks import failed

MAX_BYTES = 2 << 30
MAX_ROWS = 1_000_000
_SECONDS = 60.0  # one query may take so long; a file made to harm could ask for one without end
_STEPS = 100_000
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - nbgrader keeps a span of time as a moment after this one
_TEXT_CHARACTERS = 20_000
_TABLES = {
    "student",
    "assignment",
    "notebook",
    "submitted_assignment",
    "submitted_notebook",
    "grade",
    "base_cell",
}

_SUBMITTED = """
    FROM {0} g
    JOIN submitted_notebook sn ON g.notebook_id = sn.id
    JOIN submitted_assignment sa ON sn.assignment_id = sa.id
    JOIN assignment a ON sa.assignment_id = a.id
    JOIN notebook n ON sn.notebook_id = n.id
    JOIN base_cell c ON g.cell_id = c.id
"""
_GRADES = "SELECT sa.student_id, a.name, n.name, c.name, g.manual_score, g.extra_credit" + _SUBMITTED.format(
    "grade"
)
_COMMENTS = "SELECT sa.student_id, a.name, n.name, c.name, g.manual_comment" + _SUBMITTED.format("comment")
_POINTS = """
    SELECT a.name, n.name, c.name, t.max_score FROM {0} t
    JOIN base_cell c ON t.id = c.id JOIN notebook n ON c.notebook_id = n.id JOIN assignment a ON n.assignment_id = a.id
"""
_TIMES = """
    SELECT a.name, sa.student_id, sa.timestamp, {0} FROM submitted_assignment sa
    JOIN assignment a ON sa.assignment_id = a.id
"""

Question = tuple[str, str, str]
"""Assignment, notebook, grade_id."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """A student; everything but `id` may be empty."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What a person gave for one question. `points` is None where only a comment or extra credit was given."""

    student: str
    question: Question
    points: float | None = None
    extra_credit: float = 0.0
    comment: str = ""


@dataclass(frozen=True, kw_only=True)
class Gradebook:
    """All that is read. Times are in UTC; `handed_in` and `extensions` go by assignment and student."""

    people: tuple[Person, ...] = ()
    due: dict[str, datetime] | None = None
    points: dict[Question, float] | None = None
    handed_in: dict[tuple[str, str], datetime] | None = None
    extensions: dict[tuple[str, str], timedelta] | None = None
    marks: tuple[Mark, ...] = ()


def read_gradebook(path: Path) -> Gradebook:
    """The gradebook at `path`. Raises ImportFailed with a sentence where it is none, or too large."""
    if path.is_symlink() or path.stat().st_size > MAX_BYTES:
        raise failed(path.name, f"A gradebook must be a file of {MAX_BYTES >> 30} GiB at most.")
    try:
        with _opened(path) as query:
            return _read(query)
    except sqlite3.Error as error:
        raise failed(path.name, f"This is no gradebook that can be read: {error}.") from None


class _Query:
    """Runs one query after the other, each within its time and its rows."""

    def __init__(self, connection: sqlite3.Connection, file: str) -> None:
        self._connection = connection
        self._file = file

    def __call__(self, text: str) -> list[tuple[Any, ...]]:
        ends_at = time.monotonic() + _SECONDS
        self._connection.set_progress_handler(lambda: time.monotonic() > ends_at, _STEPS)
        rows = self._connection.execute(text).fetchmany(MAX_ROWS + 1)
        if len(rows) > MAX_ROWS:
            raise failed(self._file, f"A gradebook may have {MAX_ROWS:,} rows in a table.")
        return rows

    def tables(self) -> set[str]:
        return {row[0] for row in self("SELECT name FROM sqlite_master WHERE type = 'table'")}

    def columns(self, table: str) -> set[str]:
        return {row[1] for row in self(f"PRAGMA table_info({table})")}

    def require_tables(self) -> None:
        missing = sorted(_TABLES - self.tables())
        if missing:
            sentence = (
                f"It lacks the tables {', '.join(missing)}: it is no gradebook of nbgrader 0.6 or newer."
            )
            raise failed(self._file, sentence)


@contextmanager
def _opened(path: Path) -> Iterator[_Query]:
    connection = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True)
    try:
        connection.text_factory = lambda content: content.decode("utf-8", "replace")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        yield _Query(connection, path.name)
    finally:
        connection.close()


def _read(query: _Query) -> Gradebook:
    query.require_tables()
    extension = "sa.extension" if "extension" in query.columns("submitted_assignment") else "NULL"
    rows = query(_TIMES.format(extension))
    return Gradebook(
        people=tuple(_people(query)),
        due=_moments((_text(row[0]), row[1]) for row in query("SELECT name, duedate FROM assignment")),
        points=_points(query),
        handed_in=_moments(((_text(row[0]), _text(row[1])), row[2]) for row in rows),
        extensions=_spans(((_text(row[0]), _text(row[1])), row[3]) for row in rows),
        marks=tuple(_marks(query)),
    )


def _people(query: _Query) -> Iterator[Person]:
    for row in query("SELECT id, first_name, last_name, email FROM student ORDER BY id"):
        yield Person(id=_text(row[0]), first_name=_text(row[1]), last_name=_text(row[2]), email=_text(row[3]))


def _points(query: _Query) -> dict[Question, float]:
    tables = [table for table in ("grade_cells", "task_cells") if table in query.tables()]
    return {
        (_text(row[0]), _text(row[1]), _text(row[2])): points
        for table in tables
        for row in query(_POINTS.format(table))
        if (points := _number(row[3])) is not None
    }


def _marks(query: _Query) -> Iterator[Mark]:
    said = (
        {_place(row): _text(row[4]) for row in query(_COMMENTS) if _text(row[4])}
        if "comment" in query.tables()
        else {}
    )
    for row in query(_GRADES):
        place = _place(row)
        points, extra, comment = _number(row[4]), _number(row[5]) or 0.0, said.pop(place, "")
        if points is not None or extra or comment:
            yield Mark(
                student=place[0], question=place[1:], points=points, extra_credit=extra, comment=comment
            )
    for place, comment in said.items():
        yield Mark(student=place[0], question=place[1:], comment=comment)


def _place(row: tuple[Any, ...]) -> tuple[str, str, str, str]:
    return _text(row[0]), _text(row[1]), _text(row[2]), _text(row[3])


def _text(value: Any) -> str:
    return str(value)[:_TEXT_CHARACTERS].strip() if value is not None else ""


def _number(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and math.isfinite(value)
    return float(value) if is_number else None


def _moments(rows: Any) -> dict[Any, datetime]:
    found = {key: _moment(value) for key, value in rows}
    return {key: moment.replace(tzinfo=UTC) for key, moment in found.items() if moment}


def _spans(rows: Any) -> dict[Any, timedelta]:
    found = {key: _moment(value) for key, value in rows}
    return {key: moment - _EPOCH for key, moment in found.items() if moment}


def _moment(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(_text(value)).replace(tzinfo=None)
    except ValueError:
        return None

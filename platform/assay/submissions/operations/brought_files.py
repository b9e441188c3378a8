"""The folder that `graders import` wrote: people, dates, notebooks handed in, marks; read within bounds, told by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from graders.problem import Problem

MAX_TABLE_BYTES = 64 << 20
MAX_NOTEBOOK_BYTES = 64 << 20
_MAX_CELL = 1 << 20

Row = dict[str, str]
Line = TypeVar("Line")


class BringRefused(Exception):
    """The folder cannot be read; `problems` holds all that is wrong, each with file and line."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    """A line of people.csv."""

    student: str
    first_name: str
    last_name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class DateLine:
    """A line of dates.csv."""

    exercise: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class HandedInLine:
    """A line of handed-in.csv. `at` is None where nobody knows; `due_at` where it was never due."""

    student: str
    exercise: str
    file: Path
    at: datetime | None
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class MarkLine:
    """A line of marks.csv. `points` is None for a comment alone."""

    student: str
    exercise: str
    question: str
    points: Decimal | None
    comment: str


@dataclass(frozen=True, kw_only=True)
class Folder:
    """All tables. A table that is not there is empty."""

    people: list[PersonLine]
    dates: list[DateLine]
    handed_in: list[HandedInLine]
    marks: list[MarkLine]


def read_folder(folder: Path) -> Folder:
    """The four tables in `folder`. Raises `BringRefused` with every line that is wrong."""
    reading = _Reading(folder)
    if not (folder / "people.csv").is_file():
        reading.complain("people.csv", 0, f"There is none in {folder}; is this what `graders import` wrote?")
    tables = Folder(
        people=reading.table("people.csv", ("student",), _person),
        dates=reading.table("dates.csv", ("exercise", "due_at"), _date),
        handed_in=reading.table("handed-in.csv", ("student", "exercise", "file"), reading.handed_in),
        marks=reading.table("marks.csv", ("student", "exercise", "question"), _mark),
    )
    if reading.problems:
        raise BringRefused(tuple(reading.problems))
    return tables


class _Reading:
    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self.problems: list[Problem] = []

    def complain(self, file: str, line: int, sentence: str) -> None:
        self.problems.append(Problem(file=file, line=line, sentence=sentence))

    def table(self, file: str, needed: tuple[str, ...], read: Callable[[Row], Line]) -> list[Line]:
        """The lines of one table; a line that is wrong is told and left out."""
        reader = csv.DictReader(io.StringIO(self._text(file), newline=""), restval="", restkey="")
        lines: list[Line] = []
        try:
            for row in reader:
                try:
                    lines.append(read(_required(row, needed)))
                except ValueError as error:
                    self.complain(file, reader.line_num, str(error))
        except csv.Error as error:
            self.complain(file, reader.line_num, f"This is no table: {error}.")
        return lines

    def _text(self, file: str) -> str:
        path = self._folder / file
        if not path.is_file():
            return ""
        if path.stat().st_size > MAX_TABLE_BYTES:
            self.complain(file, 0, f"A table may have {MAX_TABLE_BYTES >> 20} MiB at most.")
            return ""
        csv.field_size_limit(_MAX_CELL)
        return path.read_bytes().decode("utf-8-sig", "replace").replace("\0", "")

    def handed_in(self, row: Row) -> HandedInLine:
        path = PurePosixPath(row["file"])
        file = self._folder.joinpath(*path.parts)
        if path.is_absolute() or ".." in path.parts or not file.resolve().is_relative_to(self._folder):
            raise ValueError("`file` leaves the folder.")
        if not file.is_file() or file.is_symlink():
            raise ValueError(f"There is no file {row['file']}.")
        if file.stat().st_size > MAX_NOTEBOOK_BYTES:
            raise ValueError(f"{row['file']} has more than {MAX_NOTEBOOK_BYTES >> 20} MiB.")
        return HandedInLine(
            student=row["student"],
            exercise=row["exercise"],
            file=file,
            at=_moment(row, "handed_in_at"),
            due_at=_moment(row, "due_at"),
        )


def _required(row: dict[str, Any], needed: tuple[str, ...]) -> Row:
    clean = {key: value.strip() for key, value in row.items() if isinstance(value, str) and key}
    for name in needed:
        if not clean.get(name):
            raise ValueError(f"`{name}` is missing.")
    return clean


def _person(row: Row) -> PersonLine:
    return PersonLine(
        student=row["student"],
        first_name=row.get("first_name", "")[:150],
        last_name=row.get("last_name", "")[:150],
        email=row.get("email", ""),
    )


def _date(row: Row) -> DateLine:
    due_at = _moment(row, "due_at")
    assert due_at
    return DateLine(exercise=row["exercise"], due_at=due_at)


def _mark(row: Row) -> MarkLine:
    try:
        points = Decimal(row["points"]) if row.get("points") else None
    except InvalidOperation:
        raise ValueError(f"`points` must be a number, but is {row['points'][:40]!r}.") from None
    return MarkLine(
        student=row["student"],
        exercise=row["exercise"],
        question=row["question"],
        points=points,
        comment=row.get("comment", ""),
    )


def _moment(row: Row, name: str) -> datetime | None:
    text = row.get(name, "")
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ValueError(f"`{name}` must be a time with its zone, as in 2026-03-01T10:00:00+00:00.")
    return moment

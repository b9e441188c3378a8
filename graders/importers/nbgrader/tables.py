"""The files beside an imported course: `people.csv`, `dates.csv`, `handed-in.csv` with the notebooks, `marks.csv`."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from graders.importers.nbgrader.gradebook import Gradebook, Mark, Person
from graders.importers.nbgrader.handed_in import HandedIn

PEOPLE = ("student", "first_name", "last_name", "email")
DATES = ("exercise", "assignment", "due_at")
HANDED_IN = ("student", "exercise", "assignment", "notebook", "file", "handed_in_at", "due_at")
MARKS = ("student", "exercise", "question", "points", "extra_credit", "comment")

Slugs = Mapping[tuple[str, str], str]
"""Assignment and notebook -> the name of the exercise that was made of it."""


def write_people(folder: Path, people: Sequence[Person]) -> None:
    """`people.csv`."""
    rows = [(one.id, one.first_name, one.last_name, one.email) for one in people]
    _write(folder / "people.csv", PEOPLE, rows)


def write_dates(folder: Path, slugs: Slugs, gradebook: Gradebook) -> None:
    """`dates.csv`: when each exercise was due."""
    due = gradebook.due or {}
    rows = [
        (slug, assignment, _time(due[assignment]))
        for (assignment, _), slug in slugs.items()
        if assignment in due
    ]
    _write(folder / "dates.csv", DATES, rows)


def write_handed_in(folder: Path, found: Sequence[HandedIn], slugs: Slugs, gradebook: Gradebook) -> None:
    """`handed-in.csv`, and the notebooks that it names."""
    rows = []
    for one in found:
        file = Path("handed-in", one.student, one.assignment, one.path.name)
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(one.path, folder / file)
        due = (gradebook.due or {}).get(one.assignment)
        more = (gradebook.extensions or {}).get((one.assignment, one.student))
        due = due + more if due and more else due
        slug = slugs[one.assignment, one.notebook]
        rows.append(
            (one.student, slug, one.assignment, one.notebook, file.as_posix(), _time(one.at), _time(due))
        )
    _write(folder / "handed-in.csv", HANDED_IN, rows)


def write_marks(folder: Path, marks: Sequence[Mark], slugs: Slugs) -> int:
    """`marks.csv`; how many marks belong to no exercise that was brought."""
    rows = []
    for mark in marks:
        assignment, notebook, question = mark.question
        if slug := slugs.get((assignment, notebook)):
            points = "" if mark.points is None else f"{mark.points:.10g}"
            extra = f"{mark.extra_credit:.10g}" if mark.extra_credit else ""
            rows.append((mark.student, slug, question, points, extra, mark.comment))
    _write(folder / "marks.csv", MARKS, rows)
    return len(marks) - len(rows)


def _write(path: Path, heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading)
        writer.writerows(rows)


def _time(at: datetime | None) -> str:
    return at.isoformat() if at else ""

"""Reports as CSV: plain, and under the columns of `nbgrader export`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile
from pathlib import PurePath

from graders.report import Report
from graders.spreadsheets import as_csv

NBGRADER = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email", "raw_score",
    "late_submission_penalty", "score", "max_score",
)  # fmt: skip
_HEAD = ("file", "student", "exercise", "ending", "points", "possible")


def plain(reports: Sequence[Report]) -> str:
    """One row per submission with the points of every question; empty where the platform failed."""
    names = list(dict.fromkeys(question.name for report in reports for question in report.questions))
    people = students([report.submission.file for report in reports])
    rows = [_plain(report, person, names) for report, person in zip(reports, people, strict=True)]
    return as_csv([(*_HEAD, *names, "message"), *rows])


def nbgrader(reports: Sequence[Report]) -> str:
    """One row per submission that was graded. Dates, names and lateness are not in a report, so they stay empty or 0."""
    people = students([report.submission.file for report in reports])
    rows = [
        _nbgrader(report, person)
        for report, person in zip(reports, people, strict=True)
        if not report.ending.is_platform_fault
    ]
    return as_csv([NBGRADER, *rows])


def students(files: Sequence[str]) -> list[str]:
    """Whose each file is: the first part of its path that is not the same for all, without `.ipynb`.

    `submitted/alice/churn/churn.ipynb` and `submitted/bob/churn/churn.ipynb` are alice's and bob's.
    """
    return [place.parts[0] for place in places(files)]


def places(files: Sequence[str]) -> list[PurePath]:
    """Each path without `.ipynb` from the part on at which they differ; never empty, never leading out of a folder."""
    paths = [_inside(file) for file in files]
    shared = sum(1 for _ in takewhile(lambda parts: len(set(parts)) == 1, zip(*paths, strict=False)))
    shortest = min((len(path) for path in paths), default=1)
    return [PurePath(*path[min(shared, shortest - 1) :]) for path in paths]


def _inside(file: str) -> tuple[str, ...]:
    path = PurePath(file)
    parts = [part for part in path.parts if part not in (path.anchor, "..")]
    return PurePath(*parts).with_suffix("").parts if parts else ("submission",)


def _plain(report: Report, person: str, names: Sequence[str]) -> tuple[object, ...]:
    failed = report.ending.is_platform_fault
    points = {question.name: question.points for question in report.questions}
    return (
        report.submission.file,
        person,
        report.exercise.id,
        str(report.ending),
        "" if failed else _number(report.points),
        _number(report.possible),
        *("" if failed or name not in points else _number(points[name]) for name in names),
        report.message,
    )


def _nbgrader(report: Report, person: str) -> tuple[object, ...]:
    points, possible = _number(report.points), _number(report.possible)
    name = report.exercise.id.rpartition("/")[2]
    return (name, "", "", person, "", "", "", points, "0", points, possible)


def _number(points: float) -> str:
    return f"{Decimal(str(points)).normalize():f}"

"""`submitted/<student>/<assignment>/`: each student's notebooks, with the time at which they came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

from graders.importers.nbgrader.notebooks import LIMITS

TIME_FILE = "timestamp.txt"
_MAX_TIME_BYTES = 1000
_MAX_NAME = 128
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})")


@dataclass(frozen=True, kw_only=True)
class HandedIn:
    """One notebook of one student. `at` is in UTC; None where nothing says when."""

    student: str
    assignment: str
    notebook: str
    path: Path
    at: datetime | None


def find_handed_in(
    folder: Path,
    notebooks: Mapping[str, set[str]],
    known: Mapping[tuple[str, str], datetime],
    left_out: list[str],
) -> Iterator[HandedIn]:
    """What lies in `folder` of the assignments and notebooks in `notebooks`; the rest goes to `left_out` as sentences.

    `known` are the times of the gradebook; a `timestamp.txt` beside the notebooks knows better.
    """
    for student in _folders(folder):
        if len(student.name) > _MAX_NAME or not student.name.isprintable():
            left_out.append(f"submitted/{student.name[:_MAX_NAME]!r}: no name of a student")
            continue
        for assignment in _folders(student):
            place = f"submitted/{student.name}/{assignment.name}"
            if assignment.name not in notebooks:
                left_out.append(f"{place}: there is no such assignment")
                continue
            at = _time_of(assignment, place, left_out) or known.get((assignment.name, student.name))
            for path in sorted(assignment.glob("*.ipynb")):
                if problem := _wrong_with(path, notebooks[assignment.name]):
                    left_out.append(f"{place}/{path.name}: {problem}")
                    continue
                yield HandedIn(
                    student=student.name, assignment=assignment.name, notebook=path.stem, path=path, at=at
                )


def _folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        path for path in folder.iterdir() if path.is_dir() and not path.is_symlink() and path.name[0] != "."
    )


def _wrong_with(path: Path, notebooks: set[str]) -> str:
    if path.is_symlink() or not path.is_file():
        return "no file"
    if path.stem not in notebooks:
        return "the assignment has no notebook of this name"
    if path.stat().st_size > LIMITS.submission_mib * (1 << 20):
        return f"more than {LIMITS.submission_mib:g} MiB"
    return ""


def _time_of(folder: Path, place: str, left_out: list[str]) -> datetime | None:
    path = folder / TIME_FILE
    if path.is_symlink() or not path.is_file():
        return None
    with path.open("rb") as file:
        text = file.read(_MAX_TIME_BYTES).decode("utf-8", "replace").strip()
    if not text:
        return None
    at = parse_time(text)
    if at is None:
        left_out.append(f"{place}/{TIME_FILE}: “{text[:60]}” is no time that can be read")
    return at


def parse_time(text: str) -> datetime | None:
    """`2015-02-02 14:58:23.948203 America/Los_Angeles`, also with `UTC`, `+0100` or nothing (UTC) at its end; in UTC."""
    match = re.fullmatch(r"(\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)\s*(.*)", text.strip())
    if not match:
        return None
    try:
        zone = _zone(match[2])
        return datetime.fromisoformat(match[1]).replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, KeyError, OSError, OverflowError):
        return None


def _zone(name: str) -> timezone | ZoneInfo:
    if not name or name in ("Z", "UTC"):
        return UTC
    if offset := _OFFSET.fullmatch(name):
        span = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        return timezone(span if offset[1] == "+" else -span)
    return ZoneInfo(name)

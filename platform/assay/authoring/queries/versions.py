"""The versions of one exercise: each time one was published, and what changed from one to another."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff

from django.db.models import Count

from assay.catalog.models import CheckReport, Exercise, ExerciseVersion, Publication
from assay.catalog.queries import report_of_version

_MOST_LINES = 2000
_LONGEST_LINE = 300
_LARGEST_BYTES = 512 * 1024
_KINDS = {"+": "added", "-": "removed", " ": "same"}


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """One time that a version was published; `before` is the version that it took the place of."""

    publication: Publication
    version: ExerciseVersion
    before: ExerciseVersion | None
    report: CheckReport | None
    handed_in: int
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class FileChange:
    """One file that differs. `lines` are (added, removed, same or place, text), none for a file that is no text."""

    name: str
    what: str
    lines: tuple[tuple[str, str], ...]


def versions(exercise: Exercise) -> list[VersionRow]:
    """Every publication, the newest first."""
    found = Publication.objects.select_related("version", "by").filter(version__exercise=exercise)
    rows = list(found.order_by("-at", "-pk"))
    handed_in = _handed_in(exercise)
    newest = rows[0].pk if rows else None
    return [
        VersionRow(
            publication=row,
            version=row.version,
            before=rows[number + 1].version if number + 1 < len(rows) else None,
            report=report_of_version(row.version),
            handed_in=handed_in.get(row.version_id, 0),
            is_current=row.pk == newest and row.version_id == exercise.current_id,
        )
        for number, row in enumerate(rows)
    ]


def _handed_in(exercise: Exercise) -> dict[int, int]:
    """Submissions, or attempts at the quiz, by the version they were for."""
    name = "quiz_attempts" if exercise.is_quiz else "submissions"
    return dict(exercise.versions.annotate(n=Count(name)).order_by().values_list("pk", "n"))


def difference(before: ExerciseVersion, after: ExerciseVersion) -> list[FileChange]:
    """What its author changed, file by file; long files and lines are cut."""
    old, new = _files(before), _files(after)
    return [
        _change(name, old.get(name), new.get(name))
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    ]


def _files(version: ExerciseVersion) -> dict[str, bytes]:
    content = bytes(version.archive.content)
    if version.is_quiz:
        return {"quiz.yaml": content}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def _change(name: str, old: bytes | None, new: bytes | None) -> FileChange:
    what = "added" if old is None else "removed" if new is None else "changed"
    texts = _text(old or b""), _text(new or b"")
    if texts[0] is None or texts[1] is None:
        return FileChange(name=name, what=what, lines=())
    lines = list(unified_diff(texts[0].splitlines(), texts[1].splitlines(), n=3, lineterm=""))[2:]
    return FileChange(name=name, what=what, lines=tuple(_shown(lines)))


def _text(content: bytes) -> str | None:
    if len(content) > _LARGEST_BYTES:
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _shown(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines[:_MOST_LINES]:
        yield _KINDS.get(line[:1], "place"), line[:_LONGEST_LINE]
    if len(lines) > _MOST_LINES:
        yield "place", f"… {len(lines) - _MOST_LINES} more lines"

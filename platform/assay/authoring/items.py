"""What a draft holds, as tables that are kept with it, and as the engine reads it.

Each item has `slug`, `title`, `kind` (quiz, notebook, …), `points` (text), `week` (slug), `digest`, `samples_digest`,
`environment` and `run_seconds`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from assay.authoring import archives
from assay.authoring.models import Draft
from assay.catalog.folders import QuizFile, Source, read_alone, read_course
from assay.catalog.models import ExerciseVersion
from assay.catalog.sources import (
    digest_of,
    environment_of,
    samples_digest_of,
    slug_of,
)

_QUIZ_RUN_SECONDS = 20.0


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A draft's files on disk, read. `sources` by slug; `folder` is that of the course, or of the one item."""

    folder: Path
    sources: dict[str, Source]
    weeks: dict[str, str]


@contextmanager
def opened(draft: Draft) -> Iterator[Opened]:
    """For as long as the block lasts. Raises `PublishRefused` with every problem of every file."""
    files = archives.read_zip(bytes(draft.archive.content))
    with unpacked(files, _folder_name(draft)) as folder:
        yield read(folder, is_course=draft.is_course, week=draft.week.slug if draft.week else "")


@contextmanager
def unpacked(files: archives.Files, name: str) -> Iterator[Path]:
    """The files in a folder of that name, for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="assay-draft-") as scratch:
        folder = Path(scratch) / name
        folder.mkdir()
        archives.write(files, folder)
        yield folder


def read(folder: Path, *, is_course: bool, week: str) -> Opened:
    """What is in the folder of a course, or of one item for `week`. Raises `PublishRefused`."""
    if not is_course:
        source = read_alone(folder)
        return Opened(folder=folder, sources={slug_of(source): source}, weeks={slug_of(source): week})
    course = read_course(folder)
    pairs = [(item.slug, source) for item in course.weeks for source in item.sources]
    return Opened(
        folder=folder,
        sources={slug_of(source): source for _, source in pairs},
        weeks={slug_of(source): slug for slug, source in pairs},
    )


def tables(found: Opened) -> list[dict[str, Any]]:
    """One table per item, in the order of the course."""
    return [_table(source, found.weeks[slug]) for slug, source in found.sources.items()]


def _table(source: Source, week: str) -> dict[str, Any]:
    return {
        "slug": slug_of(source),
        "title": source.quiz.title if isinstance(source, QuizFile) else source.title,
        "kind": ExerciseVersion.QUIZ if isinstance(source, QuizFile) else source.kind,
        "points": str(source.quiz.points if isinstance(source, QuizFile) else Decimal(str(source.points))),
        "week": week,
        "digest": digest_of(source),
        "samples_digest": samples_digest_of(source),
        "environment": environment_of(source),
        "run_seconds": _QUIZ_RUN_SECONDS if isinstance(source, QuizFile) else source.limits.run_seconds,
    }


def _folder_name(draft: Draft) -> str:
    return draft.course.slug if draft.is_course else draft.name

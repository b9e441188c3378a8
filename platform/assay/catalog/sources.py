"""What an author wrote for one exercise or quiz: what it is known by, and what a check of it depends on."""

from __future__ import annotations

import hashlib
from pathlib import Path

from assay.catalog.environments import environment_digest
from assay.catalog.folders import QuizFile, Source
from graders.check.quiz import needs_sandbox

_SNIPPETS_ENVIRONMENT = "ml-base"


def slug_of(source: Source) -> str:
    return source.slug if isinstance(source, QuizFile) else source.name


def digest_of(source: Source) -> str:
    """The digest of its version, 64 hex digits."""
    return source.quiz.digest if isinstance(source, QuizFile) else source.version


def environment_of(source: Source) -> str:
    """The environment that its check runs in; empty for a quiz without a snippet."""
    if isinstance(source, QuizFile):
        return _SNIPPETS_ENVIRONMENT if needs_sandbox(source.quiz) else ""
    return source.environment


def environment_digest_of(source: Source) -> str:
    name = environment_of(source)
    return environment_digest(name) if name else ""


def samples_digest_of(source: Source) -> str:
    """Of `submissions/`, which belongs to no version but to the check; empty where there is nothing in it."""
    if isinstance(source, QuizFile):
        return ""
    files = [path for path in sorted((source.folder / "submissions").rglob("*")) if path.is_file()]
    return _digest(source.folder, files) if files else ""


def _digest(folder: Path, files: list[Path]) -> str:
    whole = hashlib.sha256()
    for path in files:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{content}  {path.relative_to(folder).as_posix()}\n".encode())
    return whole.hexdigest()

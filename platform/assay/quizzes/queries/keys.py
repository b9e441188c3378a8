"""The text of a quiz with its keys, and how two such texts differ: for those who decide over keys."""

from __future__ import annotations

from difflib import unified_diff

from assay.catalog.models import ExerciseVersion

_LONGEST_LINE = 200


def text_of(version: ExerciseVersion) -> str:
    """The YAML as it was published."""
    return bytes(version.archive.content).decode()


def difference(before: str, after: str) -> list[tuple[str, str]]:
    """The changed lines with one line around them: (added, removed or same, line)."""
    kinds = {"+": "added", "-": "removed", " ": "same"}
    lines = list(unified_diff(before.splitlines(), after.splitlines(), n=1, lineterm=""))[2:]
    return [(kinds.get(line[:1], "place"), line[:_LONGEST_LINE]) for line in lines]

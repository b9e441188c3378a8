"""What `submissions/` holds: the samples, what each must earn, and the mutants that no test need notice."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from graders.check.finding import Finding, Severity
from graders.notebook import from_percent

FOLDER = "submissions"
EXPECTED = "expected.toml"
ACCEPTED = "accepted.toml"
Read = TypeVar("Read")
_SUFFIXES = (".py", ".ipynb", ".csv")


@dataclass(kw_only=True)
class Submissions:
    """`wanted`: sample -> its table of `expected.toml`; `contents`: sample -> the notebook; `accepted`: mutant -> reason."""

    wanted: dict[str, dict[str, Any]] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    accepted: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read(exercise_folder: Path) -> Submissions:
    """Never raises for what an author wrote: what cannot be read is a finding."""
    folder = exercise_folder / FOLDER
    found = Submissions()
    tables = _tables(folder / EXPECTED, found)
    for name, table in tables.items():
        content = _content(folder / name, found)
        if content is not None and isinstance(table, dict):
            found.wanted[name], found.contents[name] = table, content
    found.findings += _not_expected(folder, tables)
    for name, table in _tables(folder / ACCEPTED, found).items():
        reason = str(table.get("reason", "")).strip() if isinstance(table, dict) else ""
        if reason:
            found.accepted[name] = reason
        else:
            found.findings.append(_bad(ACCEPTED, f"The mutant “{name}” is accepted without a `reason`."))
    return found


def _tables(path: Path, found: Submissions) -> dict[str, Any]:
    return _tried(path, found, lambda: tomllib.loads(path.read_text(encoding="utf-8"))) or {}


def _content(path: Path, found: Submissions) -> bytes | None:
    if path.parent.name != FOLDER or not path.is_file():
        found.findings.append(_bad(EXPECTED, f"It names “{path.name}”, and there is no such file beside it."))
        return None
    content = path.read_bytes()
    return _tried(path, found, lambda: from_percent(content)) if path.suffix == ".py" else content


def _tried(path: Path, found: Submissions, read_it: Callable[[], Read]) -> Read | None:
    try:
        return read_it() if path.is_file() else None
    except ValueError as error:  # TOML, UTF-8, or text that is no notebook
        found.findings.append(_bad(path.name, f"It cannot be read: {error}."))
        return None


def _not_expected(folder: Path, tables: dict[str, Any]) -> Iterator[Finding]:
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    for path in paths:
        if path.suffix in _SUFFIXES and path.name not in tables:
            yield Finding(
                severity=Severity.WEAK,
                rule="sample_unlisted",
                place=f"{FOLDER}/{path.name}",
                sentence=f"{EXPECTED} does not say what it must earn, so nobody looks.",
            )


def _bad(name: str, sentence: str) -> Finding:
    return Finding(severity=Severity.UNFAIR, rule="bad_samples", place=f"{FOLDER}/{name}", sentence=sentence)

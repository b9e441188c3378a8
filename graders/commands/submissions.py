"""Find the submissions that the words of a command line mean: files, folders, globs."""

from __future__ import annotations

import glob
from dataclasses import dataclass
from pathlib import Path

from graders.notebook import from_percent

_IGNORED = ".ipynb_checkpoints"


class NothingFound(ValueError):
    """A word of the command line names no submission; the message says which."""


@dataclass(frozen=True, kw_only=True)
class SubmittedFile:
    """One file to grade. `content` is a notebook; a py:percent text was made one."""

    path: Path
    content: bytes


def find(words: list[str]) -> list[Path]:
    """The files, in the order of the words, those of a folder or glob by name; each once."""
    found: dict[Path, None] = {}
    for word in words:
        paths = _meant_by(word)
        if not paths:
            raise NothingFound(f"“{word}” is no file, and no notebook is found there")
        found.update(dict.fromkeys(paths))
    return list(found)


def _meant_by(word: str) -> list[Path]:
    path = Path(word)
    if path.is_file():
        return [path]
    if path.is_dir():
        return sorted(item for item in path.rglob("*.ipynb") if _IGNORED not in item.parts)
    matches = sorted(Path(match) for match in glob.glob(word, recursive=True))  # noqa: PTH207 words may be absolute
    return [item for item in matches if item.is_file() and _IGNORED not in item.parts]


def load(path: Path) -> SubmittedFile:
    """Read one file; a `.py` is taken as py:percent text."""
    content = path.read_bytes()
    return SubmittedFile(path=path, content=from_percent(content) if path.suffix == ".py" else content)

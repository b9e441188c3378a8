"""Folders of this machine that the site's staff may point at: below one root that a setting names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

_DEEPEST = 3
_MOST = 200
_MARKERS = ("course.toml", "exercise.toml")


def folders() -> list[str]:
    """Those that hold a course or an exercise, relative to the root; none where the setting is off."""
    root: Path | None = settings.AUTHORING_ROOT
    if root is None or not root.is_dir():
        return []
    return [path.relative_to(root).as_posix() for path in _found(root, _DEEPEST)][:_MOST]


def folder(name: str) -> Path:
    """The folder of one of these names. Raises ValueError for any other."""
    if name not in folders():
        raise ValueError(f"{name!r} is none of the folders that may be taken")
    assert settings.AUTHORING_ROOT is not None
    return Path(settings.AUTHORING_ROOT) / name


def _found(folder: Path, levels: int) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_symlink() or not path.is_dir() or path.name.startswith("."):
            continue
        if any((path / marker).is_file() for marker in _MARKERS):
            yield path
        if levels > 1:
            yield from _found(path, levels - 1)

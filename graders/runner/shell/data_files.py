"""Data that a notebook seeks where it was on another machine: the exercise's own file of that name is read."""

from __future__ import annotations

import builtins
import functools
import io
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from IPython.core import interactiveshell

_SEPARATORS = re.compile(r"[\\/]+")
_DRIVE = re.compile(r"[a-zA-Z]:[\\/]")
_OTHER_MACHINES = ("/content", "/kaggle")


class DataFiles:
    """The files of `folder` as they are now. `tell` hears once of each path that is read in another place."""

    def __init__(self, folder: Path, tell: Callable[[str], None]) -> None:
        self._folder = str(folder)
        self._tell = tell
        self._told: set[str] = set()
        self._by_name: dict[str, list[str]] = {}
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self._by_name.setdefault(path.name.casefold(), []).append(str(path.relative_to(folder)))

    @property
    def paths(self) -> list[Path]:
        """All of them."""
        return [Path(self._folder, path) for paths in self._by_name.values() for path in paths]

    def instead_of(self, path: object) -> str | None:
        """The file that is meant by a path that is not there; None where it may as well be a mistake."""
        try:
            sought = os.fspath(path)  # type: ignore[call-overload]
        except TypeError:
            return None
        if not isinstance(sought, str):
            return None
        sought = sought.removeprefix(self._folder + os.sep)
        parts = [part.casefold() for part in _SEPARATORS.split(sought) if part not in ("", ".")]
        known = self._by_name.get(parts[-1], []) if parts else []
        if not _is_from_elsewhere(sought, parts):
            known = [item for item in known if item.casefold() == "/".join(parts)]
        elif len(known) > 1:
            ends = [item for item in known if "/".join(["", *parts]).endswith(f"/{item.casefold()}")]
            known = sorted(ends, key=len)[-1:]
        if len(known) != 1:
            return None
        self._say(sought, known[0])
        return os.path.join(self._folder, known[0])

    def _say(self, sought: str, found: str) -> None:
        if sought not in self._told:
            self._told.add(sought)
            self._tell(f"“{sought}” is not here; “{found}” of the exercise was read in its place.")


def _is_from_elsewhere(path: str, parts: list[str]) -> bool:
    """True for a path that can only hold on another machine; `nowhere/numbers.csv` may be meant as it stands."""
    return path.startswith(("/", "~")) or ".." in parts or bool(_DRIVE.match(path)) or len(parts) == 1


def read_in_place(files: DataFiles) -> None:
    """From here on Python, pandas and numpy read `files` where they find nothing."""
    builtins.open = io.open = interactiveshell.io_open = _reading(builtins.open, files)
    numpy_source: Any = sys.modules.get("numpy.lib._datasource")
    if numpy_source is not None:
        numpy_source.open = _reading(numpy_source.open, files)
    os.path.exists = _seen(os.path.exists, files)
    os.path.isfile = _seen(os.path.isfile, files)
    os.chdir = _staying(os.chdir)


def _reading(function: Any, files: DataFiles) -> Any:
    @functools.wraps(function)
    def read(path: object, mode: str = "r", *others: Any, **named: Any) -> Any:
        try:
            return function(path, mode, *others, **named)
        except FileNotFoundError:
            found = files.instead_of(path) if set(mode) <= set("rbtU") else None
            if found is None:
                raise
        return function(found, mode, *others, **named)

    return read


def _seen(function: Any, files: DataFiles) -> Any:
    @functools.wraps(function)
    def see(path: object) -> bool:
        return bool(function(path)) or files.instead_of(path) is not None

    return see


def _staying(function: Any) -> Any:
    @functools.wraps(function)
    def change(path: Any) -> None:
        try:
            function(path)
        except FileNotFoundError:
            if not str(path).startswith(_OTHER_MACHINES):
                raise

    return change

"""Write an exercise that others brought as an ordinary folder: settings that read well, a source notebook, its files."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from graders.importers.drafts import ImportFailed
from graders.importers.toml import document
from graders.problem import Problem

MAX_FILES = 2000
MAX_FILES_BYTES = 512 << 20
MAX_SOURCE_BYTES = 32 << 20
_MAX_NAME = 200
_PYTHON = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_KEPT = ("cell_type", "id", "metadata", "source", "attachments")
_VALID_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


@dataclass(frozen=True, kw_only=True)
class ImportedExercise:
    """One exercise folder that was written. The others are sentences: what came along, what did not, what to look at."""

    folder: Path
    carried: tuple[str, ...]
    left_out: tuple[str, ...]
    for_a_person: tuple[str, ...]


def write_exercise(
    *,
    folder: Path,
    settings: Mapping[str, Any],
    cells: Sequence[Mapping[str, Any]],
    public_files: Mapping[str, bytes],
    hidden_files: Mapping[str, bytes],
    samples: Mapping[str, bytes] | None = None,
) -> None:
    """Write `folder`, whole or not at all. Its parents are made; it must not be there yet.

    `settings` is the content of exercise.toml: texts, numbers, truth values, and tables of them. `cells` are cells of
    nbformat 4, with nbgrader's metadata of schema version 3; outputs are left out. Names of files count from `data/`,
    `hidden/` and `submissions/`, with `/` between folders. Raises ImportFailed with all that stands against it.
    """
    rooms = {"data": public_files, "hidden": hidden_files, "submissions": samples or {}}
    files = {f"{room}/{name}": content for room, named in rooms.items() for name, content in named.items()}
    files["exercise.toml"] = document(settings).encode()
    files["source.ipynb"] = _notebook(cells)
    problems = [*_in_the_way(folder), *_bad_names(files), *_too_much(files)]
    if problems:
        raise ImportFailed(tuple(problems))
    _write(folder, files)


def room_for(public_files: Mapping[str, bytes]) -> dict[str, int]:
    """The `[limits]` that a notebook beside so much data needs; none where the defaults will do."""
    mebibytes = sum(map(len, public_files.values())) >> 20
    return {"workdir_mib": 2 * mebibytes + 64, "memory_mib": 6 * mebibytes + 1024} if mebibytes > 24 else {}


def free_name(name: str, taken: set[str]) -> str:
    """`name` as the name of a folder: small letters, digits and hyphens; with a number where it is taken. Joins `taken`."""
    wanted = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60].strip("-") or "exercise"
    found, number = wanted, 1
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    taken.add(found)
    return found


def _notebook(cells: Sequence[Mapping[str, Any]]) -> bytes:
    taken: set[str] = set()
    document = {
        "cells": [_cell(index, cell, taken) for index, cell in enumerate(cells)],
        "metadata": _PYTHON,
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    text = json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    return text.encode("utf-8", "replace")


def _cell(index: int, cell: Mapping[str, Any], taken: set[str]) -> dict[str, Any]:
    kept = {key: cell[key] for key in _KEPT if key in cell}
    source = kept.get("source", "")
    text = "".join(source) if isinstance(source, list) else str(source)
    kept |= {"source": text.splitlines(keepends=True), "metadata": kept.get("metadata", {})}
    name = str(kept.get("id", ""))
    if not _VALID_ID.fullmatch(name) or name in taken:
        name = hashlib.sha256(f"{index}\n{text}".encode("utf-8", "replace")).hexdigest()[:12]
    taken.add(name)
    kept["id"] = name
    return kept | ({"execution_count": None, "outputs": []} if kept["cell_type"] == "code" else {})


def _in_the_way(folder: Path) -> list[Problem]:
    if not folder.exists() and not folder.is_symlink():
        return []
    return [_problem(str(folder), "This folder is there already; nothing is written over it.")]


def _bad_names(files: Mapping[str, bytes]) -> list[Problem]:
    return [_problem(name[:_MAX_NAME], sentence) for name in files if (sentence := _wrong_with(name))]


def _wrong_with(name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or str(path) != name:
        return "This name leaves the folder, or is no name of a file."
    if len(path.parts) < 2 and name not in ("exercise.toml", "source.ipynb"):
        return "A file needs a name."
    if len(name) > _MAX_NAME or not name.isprintable():
        return f"A name may have {_MAX_NAME} characters at most, and no control characters."
    return ""


def _too_much(files: Mapping[str, bytes]) -> list[Problem]:
    problems = []
    if len(files) > MAX_FILES:
        problems.append(_problem("", f"An exercise may have {MAX_FILES} files; this one has {len(files)}."))
    if sum(map(len, files.values())) > MAX_FILES_BYTES:
        problems.append(
            _problem("", f"The files of an exercise may have {MAX_FILES_BYTES >> 20} MiB together.")
        )
    if len(files["source.ipynb"]) > MAX_SOURCE_BYTES:
        sentence = (
            f"A source may have {MAX_SOURCE_BYTES >> 20} MiB; are there pictures in it that could be files?"
        )
        problems.append(_problem("source.ipynb", sentence))
    return problems


def _problem(file: str, sentence: str) -> Problem:
    return Problem(file=file, line=0, sentence=sentence)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    begun = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, content in files.items():
            target = begun / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        begun.chmod(0o755)
        begun.rename(folder)
    except OSError as error:
        shutil.rmtree(begun, ignore_errors=True)
        raise ImportFailed((_problem(str(folder), f"This cannot be written: {error.strerror}."),)) from error

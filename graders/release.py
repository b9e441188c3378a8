"""The learner's copy of an exercise: no solutions, no hidden tests, no hidden data; equal input, equal bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graders.exercise import Cell, CellKind, Exercise, zipped

NOTEBOOK_TYPE = "application/x-ipynb+json"
ZIP_TYPE = "application/zip"
_PYTHON = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}


@dataclass(frozen=True, kw_only=True)
class Release:
    """A file to hand out."""

    file_name: str
    content: bytes
    media_type: str


def make(exercise: Exercise) -> Release:
    """The released notebook, or a zip of it and the public data where there is some."""
    content = notebook_bytes(exercise)
    name = exercise.name
    if not exercise.public_files:
        return Release(file_name=f"{name}.ipynb", content=content, media_type=NOTEBOOK_TYPE)
    contents = {f"{name}/{name}.ipynb": content}
    for path in exercise.public_files:
        contents[f"{name}/{exercise.place_of(path)}"] = (exercise.folder / path).read_bytes()
    return Release(file_name=f"{name}.zip", content=zipped(contents), media_type=ZIP_TYPE)


def notebook_bytes(exercise: Exercise) -> bytes:
    """The released notebook alone, as a file of format 4.5."""
    return (json.dumps(notebook(exercise), indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def answered_bytes(exercise: Exercise) -> bytes:
    """The released notebook with the author's own answers in it: the reference, as a learner would hand it in."""
    return json.dumps(with_answers(exercise, _own_answers(exercise))).encode()


def with_answers(exercise: Exercise, answers: Mapping[str, str]) -> dict[str, Any]:
    """The released notebook with other text in some of its cells, by their ids."""
    made = notebook(exercise)
    for cell in made["cells"]:
        cell["source"] = answers.get(cell["id"], cell["source"])
    return made


def _own_answers(exercise: Exercise) -> dict[str, str]:
    return {cell.id: cell.source for cell in exercise.cells if cell.kind.is_answered}


def notebook(exercise: Exercise) -> dict[str, Any]:
    """The released notebook alone, as nbformat 4.5 builtins."""
    return {
        "cells": [released_cell(cell) for cell in exercise.cells],
        "metadata": {**_PYTHON, "assay": {"exercise": exercise.id, "version": exercise.version}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def released_cell(cell: Cell) -> dict[str, Any]:
    """One cell of the release; the learner cannot delete graded cells nor edit the restored ones."""
    metadata = dict(cell.metadata)
    if cell.nbgrader is not None:
        metadata["nbgrader"] = {**cell.nbgrader, "checksum": _checksum(cell)}
        metadata["deletable"] = False
        if cell.kind.is_restored:
            metadata["editable"] = False
    released: dict[str, Any] = {
        "cell_type": cell.cell_type,
        "id": cell.id,
        "metadata": metadata,
        "source": cell.released.splitlines(keepends=True),
    }
    if cell.attachments:
        released["attachments"] = cell.attachments
    if cell.cell_type == "code":
        released |= {"execution_count": None, "outputs": []}
    return released


def _checksum(cell: Cell) -> str:
    """nbgrader's checksum, by which it sees that an answer was left untouched. No secret, no seal."""
    graded = cell.kind in (CellKind.TEST, CellKind.MANUAL)
    locked = cell.kind in (CellKind.TEST, CellKind.LOCKED, CellKind.TASK)
    text = f"{cell.released}{cell.cell_type}{graded}{cell.kind.is_answered}{locked}{cell.grade_id}"
    if graded:
        text += str(float(cell.points))
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

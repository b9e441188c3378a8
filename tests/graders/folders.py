"""Small exercise folders for tests, written where a test wants them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graders import exercise

SQUARES = Path(__file__).resolve().parents[1] / "golden" / "exercises" / "squares"

_FLAGS = {
    "answer": {"grade": False, "solution": True, "locked": False},
    "test": {"grade": True, "solution": False, "locked": True},
    "manual": {"grade": True, "solution": True, "locked": False},
    "locked": {"grade": False, "solution": False, "locked": True},
    "task": {"grade": False, "solution": False, "locked": True, "task": True},
}


def cell(
    kind: str, grade_id: str, source: str, *, points: float | None = None, **metadata: Any
) -> dict[str, Any]:
    """A source cell of `kind` with nbgrader metadata; a manual or task cell is markdown."""
    nbgrader = {"schema_version": 3, "grade_id": grade_id, **_FLAGS[kind], **metadata}
    if points is not None:
        nbgrader["points"] = points
    cell_type = "markdown" if kind in ("manual", "task") else "code"
    return {"cell_type": cell_type, "metadata": {"nbgrader": nbgrader}, "source": source}


def text(source: str) -> dict[str, Any]:
    """A plain markdown cell."""
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def code(source: str) -> dict[str, Any]:
    """A plain code cell."""
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}


def notebook(*cells: dict[str, Any], **top: Any) -> dict[str, Any]:
    """A notebook document of format 4.4."""
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 4, **top}


def write(folder: Path, *cells: dict[str, Any], settings: str = 'title = "A title"\n') -> Path:
    """An exercise folder with these source cells."""
    folder.mkdir(exist_ok=True)
    (folder / "exercise.toml").write_text(settings, encoding="utf-8")
    (folder / "source.ipynb").write_text(json.dumps(notebook(*cells), indent=1), encoding="utf-8")
    return folder


def read(folder: Path, *cells: dict[str, Any], settings: str = 'title = "A title"\n') -> exercise.Exercise:
    """The same, read."""
    return exercise.read(write(folder, *cells, settings=settings))


def problems(folder: Path, *cells: dict[str, Any], settings: str = 'title = "A title"\n') -> list[str]:
    """What is wrong with such a folder, as a person sees it; empty for a sound one."""
    try:
        read(folder, *cells, settings=settings)
    except exercise.ExerciseError as error:
        return [str(problem) for problem in error.problems]
    return []

"""A submitted file to cells: lenient in everything that other tools do to notebooks, strict in its bounds."""

from __future__ import annotations

import json
import re
from pathlib import PurePath
from typing import Any

from graders.exercise import Limits, percent_notebook
from graders.notebook import archives
from graders.notebook.checks import question_checked
from graders.notebook.decoding import decode, parse_json
from graders.notebook.model import InvalidNotebook, LearnerCell, LearnerNotebook
from graders.notebook.scripts import count_marks, is_script, script_cells

_CELL_TYPES = ("code", "markdown", "raw")
_VALID_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_GRADE_ID_LENGTH = 200


def read(content: bytes, file_name: str, limits: Limits) -> LearnerNotebook:
    """The cells of a submitted notebook. Raises `InvalidNotebook` with one sentence for its owner."""
    notes: list[str] = []
    if content.startswith(archives.MARKS):
        file_name, content = archives.take_out(content, limits)
        notes.append(f"The notebook “{archives.shown(file_name)}” was taken out of the zip.")
    text, note = decode(content, limits)
    notes += [note] if note else []
    if is_script(text, file_name):
        _check_count(count_marks(text), limits)
        cells = script_cells(text)
        notes.append("The file is a Python script; it was read as a notebook.")
    else:
        cells = _cells(parse_json(text, limits), file_name)
    _check_count(len(cells), limits)
    return LearnerNotebook(
        cells=tuple(_cell(index, cell) for index, cell in enumerate(cells)), notes=tuple(notes)
    )


def _check_count(count: int, limits: Limits) -> None:
    if count > limits.submission_cells:
        raise InvalidNotebook(
            "too_many_cells",
            f"The notebook has {count} cells, and {limits.submission_cells} are allowed: delete what you do not need.",
        )


def from_percent(content: bytes) -> bytes:
    """A py:percent text as the bytes of a notebook: for sample submissions of an exercise; uploads go through `read`."""
    return json.dumps(percent_notebook(content.decode("utf-8"))).encode()


def _cells(document: Any, file_name: str) -> list[Any]:
    if not isinstance(document, dict):
        raise InvalidNotebook("not_a_notebook", f"{_shown(file_name)} is JSON, but not a notebook.")
    version = document.get("nbformat", 4)
    if "worksheets" in document or (
        isinstance(version, int) and not isinstance(version, bool) and version < 4
    ):
        version = version if isinstance(version, int) and version < 4 else 3
        raise InvalidNotebook(
            "old_nbformat",
            f"This notebook is saved in the old format {version}: open it in a current Jupyter, "
            "save it anew (File > Save Notebook), and hand it in again.",
        )
    if not isinstance(version, int) or version > 4:
        sentence = "This notebook has a format that is not known here; save it as nbformat 4."
        raise InvalidNotebook("not_a_notebook", sentence)
    cells = document.get("cells")
    if not isinstance(cells, list):
        raise InvalidNotebook(
            "not_a_notebook", f"{_shown(file_name)} is JSON, but has no cells: it is not a notebook."
        )
    return cells


def _shown(file_name: str) -> str:
    name = PurePath(file_name).name[:80]
    return name if name.isprintable() and name else "The file"


def _cell(index: int, cell: Any) -> LearnerCell:
    if not isinstance(cell, dict) or not isinstance(cell.get("cell_type"), str):
        raise InvalidNotebook("not_a_notebook", f"Cell {index + 1} of the file is not a notebook cell.")
    metadata = cell.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    source = _source(index, cell.get("source", ""))
    return LearnerCell(
        index=index,
        cell_type=cell["cell_type"] if cell["cell_type"] in _CELL_TYPES else "raw",
        source=source,
        id=_identifier(cell.get("id")) or _identifier(metadata.get("id")),
        grade_id=_grade_id(metadata) or question_checked(source),
        is_fixed=metadata.get("editable") is False,
        attachments=_attachments(cell.get("attachments")),
    )


def _source(index: int, source: Any) -> str:
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise InvalidNotebook("not_a_notebook", f"The source of cell {index + 1} is not text.")
    text = source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _identifier(value: Any) -> str:
    return value if isinstance(value, str) and _VALID_ID.fullmatch(value) else ""


def _grade_id(metadata: dict[str, Any]) -> str:
    nbgrader = metadata.get("nbgrader")
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return grade_id if isinstance(grade_id, str) and len(grade_id) <= _GRADE_ID_LENGTH else ""


def _attachments(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        return {}
    return {
        name: bundle
        for name, bundle in value.items()
        if isinstance(bundle, dict) and all(isinstance(item, str) for item in bundle.values())
    }

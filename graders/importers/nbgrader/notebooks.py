"""A source notebook, read within bounds: cells as builtins, and what was mended on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from graders.exercise import Limits
from graders.importers.drafts import ImportFailed
from graders.notebook.decoding import decode, parse_json
from graders.notebook.model import InvalidNotebook
from graders.problem import Problem

_MIB = 1 << 20
LIMITS = Limits(submission_mib=64, submission_cells=5000, submission_nesting=200)
_PYTHON = ("python", "python3", "python2", "ipython", "")
_FOR_LEARNERS = re.compile(r",? (?:then|and) hand it in(?: again)?(?=\.)")
_TYPES = ("code", "markdown", "raw")

Cell = dict[str, Any]


@dataclass(kw_only=True)
class Notebook:
    """`number` of a cell counts from 1 as an author sees them. `notes` are sentences for a person."""

    file: str
    kernel: str
    cells: list[Cell]
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def complain(self, index: int, line: int, sentence: str) -> None:
        """Something is wrong in a cell (both from 0): the exercise cannot be written."""
        place = f"cell {index + 1}, line {line + 1}" if line else f"cell {index + 1}"
        self.problems.append(Problem(file=f"{self.file}, {place}", line=0, sentence=sentence))

    def note(self, index: int, sentence: str) -> None:
        """Something in a cell is worth a look."""
        self.notes.append(f"{self.file}, cell {index + 1}: {sentence}")


def read_notebook(path: Path) -> Notebook:
    """The notebook at `path`. Raises ImportFailed with one sentence where it is none, is too large, or not in Python."""
    if path.is_symlink() or not path.is_file():
        raise failed(path.name, "This is no file.")
    if path.stat().st_size > LIMITS.submission_mib * _MIB:
        raise failed(
            path.name, f"A notebook may have {LIMITS.submission_mib:g} MiB; clear its outputs and save it."
        )
    try:
        text, note = decode(path.read_bytes(), LIMITS)
        document = parse_json(text, LIMITS)
    except InvalidNotebook as error:
        raise failed(path.name, _FOR_LEARNERS.sub("", str(error))) from None
    current = _as_current(path, document)
    notebook = Notebook(file=path.name, kernel=_kernel(current), cells=_cells(path, current))
    if note:
        notebook.notes.append(f"{path.name}: {note}")
    _check_language(path, current)
    return notebook


def failed(file: str, sentence: str) -> ImportFailed:
    """One sentence about one file."""
    return ImportFailed((Problem(file=file, line=0, sentence=sentence),))


def _as_current(path: Path, document: Any) -> dict[str, Any]:
    """Formats 2 and 3 become 4, as nbgrader does it."""
    version = document.get("nbformat") if isinstance(document, dict) else None
    if not isinstance(version, int) or not 1 < version < 5:
        raise failed(path.name, "This is no notebook of format 2, 3 or 4.")
    if version == 4:
        return dict(document)
    try:
        return dict(nbformat.convert(nbformat.from_dict(document), 4))
    except Exception:  # noqa: BLE001 - an old notebook may be broken in any way
        raise failed(
            path.name, f"This notebook of format {version} cannot be converted; save it anew."
        ) from None


def _cells(path: Path, document: dict[str, Any]) -> list[Cell]:
    cells = document.get("cells")
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise failed(path.name, "This notebook has no cells.")
    if len(cells) > LIMITS.submission_cells:
        raise failed(
            path.name, f"A notebook may have {LIMITS.submission_cells} cells; this one has {len(cells)}."
        )
    return [_cell(path, number, cell) for number, cell in enumerate(cells, start=1)]


def _cell(path: Path, number: int, cell: Cell) -> Cell:
    source = cell.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str) or cell.get("cell_type") not in _TYPES:
        raise failed(path.name, f"Cell {number} is no cell of a notebook.")
    metadata, attachments = cell.get("metadata"), cell.get("attachments")
    return {
        "cell_type": cell["cell_type"],
        "id": str(cell.get("id", "")),
        "source": source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""),
        "metadata": dict(metadata) if isinstance(metadata, dict) else {},
        **({"attachments": attachments} if isinstance(attachments, dict) and attachments else {}),
    }


def _kernelspec(document: dict[str, Any]) -> dict[str, Any]:
    metadata = document.get("metadata")
    spec = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    return spec if isinstance(spec, dict) else {}


def _kernel(document: dict[str, Any]) -> str:
    return str(_kernelspec(document).get("name", ""))


def _check_language(path: Path, document: dict[str, Any]) -> None:
    language = str(_kernelspec(document).get("language", "")).lower()
    if language not in _PYTHON:
        raise failed(path.name, f"This notebook is in {language}, and only Python is graded here.")

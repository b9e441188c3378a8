"""Read a source notebook (`source.ipynb` or py:percent `source.py`) into cells that know their line in the file."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from graders.problem import Problem

FILES = ("source.py", "source.ipynb")
_PERCENT_MARKER = re.compile(r"^#\s*%%")
_VALID_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_JUPYTEXT_KEYS = ("lines_to_next_cell", "lines_to_end_of_cell_marker", "cell_marker")


@dataclass(frozen=True, kw_only=True)
class RawCell:
    """One cell as the author wrote it. `line` is where its text begins in the file."""

    cell_type: str
    source: str
    id: str
    line: int
    metadata: dict[str, Any] = field(default_factory=dict)
    attachments: dict[str, Any] = field(default_factory=dict)


def read_source(file_name: str, text: str) -> tuple[list[RawCell], list[Problem]]:
    """The cells of a source file, or the problem that makes it unreadable."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        cells = _percent_cells(text) if file_name.endswith(".py") else _notebook_cells(text)
    except json.JSONDecodeError as error:
        return [], [Problem(file=file_name, line=error.lineno, sentence=f"This is not JSON: {error.msg}.")]
    except (KeyError, TypeError, ValueError) as error:
        return [], [Problem(file=file_name, line=0, sentence=f"This is not a notebook of format 4: {error}.")]
    if not cells:
        return [], [Problem(file=file_name, line=0, sentence="The source has no cells.")]
    return _with_ids(cells), []


def percent_notebook(text: str) -> dict[str, Any]:
    """A py:percent text as a notebook of format 4.5, ids left out."""
    import jupytext  # slow to import, needed for text sources alone

    notebook: dict[str, Any] = jupytext.reads(text, fmt="py:percent")
    for cell in notebook["cells"]:
        cell.pop("id", None)
        for key in _JUPYTEXT_KEYS:
            cell["metadata"].pop(key, None)
    return notebook


def _percent_cells(text: str) -> list[RawCell]:
    cells = percent_notebook(text)["cells"]
    return [_raw_cell(cell, line) for cell, line in zip(cells, _percent_lines(text, cells), strict=True)]


def _percent_lines(text: str, cells: list[dict[str, Any]]) -> list[int]:
    """The line after each cell's `# %%`, found by looking for the cell's first line of text after the last one."""
    lines = text.split("\n")
    found: list[int] = []
    position = 0
    for cell in cells:
        first = cell["source"].split("\n", 1)[0].strip()
        for number in range(position, len(lines)):
            if first and lines[number].endswith(first) and not _PERCENT_MARKER.match(lines[number]):
                position = number
                break
        found.append(position + 1)
        position += cell["source"].count("\n") + 1
    return found


def _notebook_cells(text: str) -> list[RawCell]:
    notebook = json.loads(text)
    if notebook["nbformat"] != 4:
        raise ValueError(f"it has format {notebook['nbformat']}; open and save it in a current Jupyter")
    return [
        _raw_cell(cell, line)
        for cell, line in zip(notebook["cells"], _json_lines(text, notebook), strict=True)
    ]


def _json_lines(text: str, notebook: dict[str, Any]) -> Iterator[int]:
    """The line of each cell's `source` in the JSON text; text and parsed cells are walked side by side."""
    position = 0
    for cell in notebook["cells"]:
        source = cell["source"]
        first = source[0] if isinstance(source, list) and source else source
        encodings = "|".join(re.escape(json.dumps(first, ensure_ascii=flag)) for flag in (True, False))
        found = re.compile(rf'"source"\s*:\s*\[?\s*({encodings})').search(text, position)
        if found:
            position = found.start(1) + 1
        yield text.count("\n", 0, position) + 1


def _raw_cell(cell: dict[str, Any], line: int) -> RawCell:
    source = cell["source"]
    return RawCell(
        cell_type=cell["cell_type"],
        source="".join(source) if isinstance(source, list) else source,
        id=str(cell.get("id", "")),
        line=line,
        metadata=dict(cell.get("metadata", {})),
        attachments=dict(cell.get("attachments", {})),
    )


def _with_ids(cells: list[RawCell]) -> list[RawCell]:
    """The same cells, each with a valid id of its own: made of its place and text where it had none."""
    taken: set[str] = set()
    result = []
    for index, cell in enumerate(cells):
        name = cell.id
        if not _VALID_ID.fullmatch(name) or name in taken:
            digest = hashlib.sha256(f"{index}\n{cell.metadata.get('nbgrader')}\n{cell.source}".encode())
            name = digest.hexdigest()[:12]
        taken.add(name)
        result.append(RawCell(**{**cell.__dict__, "id": name}))
    return result

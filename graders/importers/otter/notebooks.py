"""Read a notebook that an author brought: bounded before it is parsed, with the line and the saved outputs of each cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graders.exercise import Limits
from graders.exercise.source import read_source
from graders.importers.drafts import ImportFailed
from graders.importers.otter.model import SourceCell
from graders.notebook import InvalidNotebook
from graders.notebook.decoding import decode, parse_json
from graders.problem import Problem

LIMITS = Limits(submission_mib=32, submission_cells=4000)
_MAX_CELL_CHARACTERS = 1_000_000


@dataclass(frozen=True, kw_only=True)
class SourceNotebook:
    """A notebook as the author saved it. `otter` is what Otter keeps in its metadata."""

    file: str
    cells: tuple[SourceCell, ...]
    otter: Mapping[str, Any]
    language: str


def read_notebook(content: bytes, file: str) -> SourceNotebook:
    """The notebook in `content`. Raises ImportFailed."""
    try:
        text, _ = decode(content, LIMITS)
        document = parse_json(text, LIMITS)
    except InvalidNotebook as error:
        raise _failed(file, str(error)) from None
    raw_cells, problems = read_source("source.ipynb", text)
    if problems:
        raise ImportFailed(
            tuple(Problem(file=file, line=each.line, sentence=each.sentence) for each in problems)
        )
    if len(raw_cells) > LIMITS.submission_cells:
        raise _failed(
            file, f"A notebook may have {LIMITS.submission_cells} cells; this one has {len(raw_cells)}."
        )
    cells = tuple(
        SourceCell(
            number=number,
            line=raw.line,
            cell_type=raw.cell_type,
            source=raw.source.replace("\r\n", "\n"),
            id=raw.id,
            metadata=raw.metadata,
            attachments=raw.attachments,
            outputs=tuple(output for output in _list(cell.get("outputs")) if isinstance(output, dict)),
            was_run=isinstance(cell.get("execution_count"), int),
        )
        for number, (raw, cell) in enumerate(zip(raw_cells, document["cells"], strict=True), start=1)
    )
    for cell in cells:
        if len(cell.source) > _MAX_CELL_CHARACTERS:
            raise _failed(
                file, f"Cell {cell.number} has more than {_MAX_CELL_CHARACTERS} characters.", cell.line
            )
    metadata = _dict(document.get("metadata"))
    kernel = _dict(metadata.get("kernelspec"))
    language = kernel.get("language") or _dict(metadata.get("language_info")).get("name") or "python"
    return SourceNotebook(
        file=file, cells=cells, otter=_dict(metadata.get("otter")), language=str(language).lower()
    )


def shown_text(cell: SourceCell) -> str:
    """What the saved outputs of a cell show, as Otter takes it for what a test expects."""
    text = ""
    for output in cell.outputs:
        text += _text(output.get("text"))
        text += _text(_dict(output.get("data")).get("text/plain"))
    return text


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _failed(file: str, sentence: str, line: int = 0) -> ImportFailed:
    return ImportFailed((Problem(file=file, line=line, sentence=sentence),))

"""An executed notebook as clean HTML, for a sandboxed frame: nbconvert's plain template, then one pass of nh3."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from itertools import takewhile

import nbformat
import nh3
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode

from assay.catalog.statement import without_empty_headings

_IMAGE_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml")


def render_notebook(content: bytes) -> str:
    """The body of a page that shows the notebook. Costs some 50 ms for an ordinary one.

    What came out of the cells is a learner's text and stays one: no script, style, form or frame survives, and
    a picture can only be one that the notebook itself holds.
    """
    return _clean(nbformat.reads(content.decode(), as_version=4))


def render_answer(content: bytes, question: str) -> str:
    """The same of the cells that answer one question alone: its own, and after a task all up to the next question."""
    notebook = nbformat.reads(content.decode(), as_version=4)
    notebook.cells = _cells_of(notebook.cells, question)
    return _clean(notebook)


def answer_text(content: bytes, question: str) -> str:
    """What was written in those cells; empty where the notebook has none."""
    notebook = nbformat.reads(content.decode(), as_version=4)
    return "\n\n".join(str(cell.source) for cell in _cells_of(notebook.cells, question))


def _cells_of(cells: list[NotebookNode], question: str) -> list[NotebookNode]:
    start = next((place for place, cell in enumerate(cells) if _question(cell) == question), len(cells))
    own, rest = cells[start : start + 1], cells[start + 1 :]
    if own and own[0].metadata.get("assay", {}).get("restored"):
        return own + list(takewhile(lambda cell: not _question(cell), rest))
    return own


def _question(cell: NotebookNode) -> str:
    return str(cell.metadata.get("assay", {}).get("question", ""))


def _clean(notebook: NotebookNode) -> str:
    body, _ = _exporter().from_notebook_node(notebook)
    return nh3.clean(
        without_empty_headings(body),
        tags=nh3.ALLOWED_TAGS - {"map", "area"},
        attributes=_attributes(),
        attribute_filter=_only_harmless_links,
        url_schemes={"http", "https", "mailto", "data"},
        clean_content_tags={"script", "style", "iframe", "object", "template"},
    )


@cache
def _exporter() -> HTMLExporter:
    return HTMLExporter(template_name="basic", exclude_input_prompt=False, exclude_anchor_links=True)


@cache
def _attributes() -> dict[str, set[str]]:
    attributes = deepcopy(nh3.ALLOWED_ATTRIBUTES)
    for tag in ("div", "span", "pre", "code", "table"):
        attributes.setdefault(tag, set()).add("class")
    return attributes


def _only_harmless_links(tag: str, attribute: str, value: str) -> str | None:
    """Pictures only from the notebook itself (a request elsewhere would tell who reads); links never as `data:`."""
    holds_data = value.strip().lower().startswith("data:")
    if tag == "img" and attribute == "src":
        return value if value.startswith(tuple(f"data:{kind};" for kind in _IMAGE_TYPES)) else None
    return None if holds_data else value

"""A Python script as the cells of a notebook: py:percent text, what nbconvert exports, or plain code."""

from __future__ import annotations

import re
from typing import Any

_PERCENT = r"^#[ \t]*%%(?=[ \t\[]|$)"
_EXPORTED = r"^# In[ \t]*\[[\d ]*\]:?[ \t]*$"
_MARK = re.compile(rf"(?:{_PERCENT}|{_EXPORTED})(?P<head>.*)$", re.MULTILINE)
_TEXT = re.compile(r"\[(?:markdown|md|raw)\]")
_GRADE_ID = re.compile(r'"grade_id":\s*"([\w-]{1,200})"')
_MAGIC = re.compile(r"^#[ \t]?(?=%{1,2}[a-zA-Z]|![\w.])", re.MULTILINE)
_COMMENT = re.compile(r"^#[ \t]?", re.MULTILINE)


def is_script(text: str, file_name: str) -> bool:
    """True for what is no JSON object and is named, or marked, as Python code."""
    begins_like_json = text.lstrip("\ufeff \t\r\n").startswith("{")
    named = file_name.lower().endswith(".py")
    return bool(text.strip()) and not begins_like_json and (named or bool(_MARK.search(text)))


def count_marks(text: str) -> int:
    """How many cells begin with a mark; to be asked before they are made."""
    return sum(1 for _ in _MARK.finditer(text))


def script_cells(text: str) -> list[dict[str, Any]]:
    """Its cells as nbformat builtins. A script without marks is one cell."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    marks = list(_MARK.finditer(text))
    starts = [*(mark.start() for mark in marks), len(text)]
    above = text[: starts[0]]
    cells = [_cell(mark["head"], text[mark.end() : end]) for mark, end in zip(marks, starts[1:], strict=True)]
    return cells if _says_nothing(above) else [_cell("", above), *cells]


def _cell(head: str, text: str) -> dict[str, Any]:
    found = _GRADE_ID.search(head)
    metadata = {"nbgrader": {"grade_id": found[1]}} if found else {}
    if _TEXT.search(head):
        return {"cell_type": "markdown", "source": _COMMENT.sub("", text).strip("\n"), "metadata": metadata}
    return {"cell_type": "code", "source": _MAGIC.sub("", text).strip("\n"), "metadata": metadata}


def _says_nothing(text: str) -> bool:
    """True for comments alone: the head that jupytext and nbconvert write."""
    return all(line.startswith("#") or not line.strip() for line in text.split("\n"))

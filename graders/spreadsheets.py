"""Cells that a spreadsheet takes for text, whatever somebody typed, and rows of them as CSV. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime

# What begins a formula in some spreadsheet, or is skipped before one (OWASP, "CSV Injection").
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def as_csv(rows: Iterable[Iterable[object]]) -> str:
    """The rows with every cell made safe."""
    text = io.StringIO()
    csv.writer(text).writerows([[safe_cell(cell) for cell in row] for row in rows])
    return text.getvalue()


def safe_cell(value: object) -> str:
    """The value as text; an apostrophe goes before what would be read as a formula. Numbers stay numbers."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    text = "" if value is None else str(value)
    if text.lstrip(" ").startswith(_RISKY) and not _is_number(text):
        return f"'{text}"
    return text


def _is_number(text: str) -> bool:
    """`-0.5` and `+1e3`, not `-1+cmd`."""
    try:
        float(text)
    except ValueError:
        return False
    return text == text.strip()

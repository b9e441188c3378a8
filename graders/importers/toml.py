"""Settings as TOML that reads well in a diff: plain values first, then one table after the other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def document(settings: Mapping[str, Any]) -> str:
    """The text of a TOML file with texts, numbers, truth values, lists of them, and tables one level deep."""
    return "\n".join([*_lines(settings), *_tables(settings)]) + "\n"


def _lines(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if not isinstance(value, Mapping):
            yield f"{key} = {written(value)}"


def _tables(settings: Mapping[str, Any]) -> Iterator[str]:
    for key, table in settings.items():
        if isinstance(table, Mapping) and table:
            yield from ("", f"[{key}]", *_lines(table))


def written(value: Any) -> str:
    """One value as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Sequence):
        return f"[{', '.join(map(written, value))}]"
    return f"{value!r}"


def _text(value: str) -> str:
    clean = value.encode("utf-8", "replace").decode()
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007F")

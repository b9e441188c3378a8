"""Text and JSON that came through a learner's program, made fit for any database."""

from __future__ import annotations

from math import isfinite
from pathlib import PurePosixPath
from typing import Any

_FILE_NAME_LENGTH = 120


def clean_text(text: str, *, length: int | None = None) -> str:
    """No NUL (PostgreSQL refuses it) and no lone surrogate (UTF-8 cannot say it); cut to `length` characters."""
    text = text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()
    return text if length is None or len(text) <= length else text[: length - 1] + "…"


def clean_json(value: Any) -> Any:
    """The same builtins with clean texts; numbers that JSON does not have become None."""
    match value:
        case str():
            return clean_text(value)
        case float() if not isfinite(value):
            return None
        case dict():
            return {clean_text(str(key)): clean_json(item) for key, item in value.items()}
        case list() | tuple():
            return [clean_json(item) for item in value]
        case _:
            return value


def clean_file_name(name: str) -> str:
    """The last part of a path, printable, never empty."""
    last = PurePosixPath(clean_text(name).replace("\\", "/")).name
    shown = "".join(character for character in last if character.isprintable()).strip()
    return shown[-_FILE_NAME_LENGTH:] or "notebook.ipynb"

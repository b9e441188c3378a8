"""Untrusted bytes to JSON builtins, within bounds that hold before anything is parsed."""

from __future__ import annotations

import codecs
import json
import re
from itertools import accumulate
from typing import Any

from graders.exercise import Limits
from graders.notebook.model import InvalidNotebook

MIB = 1 << 20
_CONTAINERS = 400_000  # lists and objects in one file: bounds the memory that parsing can take
_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z)', re.DOTALL)
_NOT_BRACKET = re.compile(r"[^\[\]{}]+")
_CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)
_STEP = {"[": 1, "{": 1, "]": -1, "}": -1}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def check_size(size_bytes: int, limits: Limits) -> None:
    """Raise `InvalidNotebook` for a file over the limit."""
    if size_bytes > limits.submission_mib * MIB:
        raise too_large(size_bytes, limits)


def too_large(size_bytes: int, limits: Limits) -> InvalidNotebook:
    """What to say of a file over the limit."""
    return InvalidNotebook(
        "too_large",
        f"The file has {size_bytes / MIB:.1f} MiB, and {limits.submission_mib:g} MiB are allowed: clear its outputs "
        "(Edit > Clear Outputs of All Cells), save, and hand it in again.",
    )


def decode(content: bytes, limits: Limits) -> tuple[str, str]:
    """The text of a file and a note on its encoding (empty for plain UTF-8)."""
    check_size(len(content), limits)
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            note = "" if bom == codecs.BOM_UTF8 else "The file was read as UTF-16."
            return content.decode(encoding, errors="replace"), note
    if content[:2] in (b"{\0", b"\0{"):
        encoding = "utf-16-le" if content[:1] == b"{" else "utf-16-be"
        return content.decode(encoding, errors="replace"), "The file was read as UTF-16."
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        note = "The file is not UTF-8; it was read as Windows-1252, so some characters may look different."
        return content.decode("cp1252", errors="replace"), note


def parse_json(text: str, limits: Limits) -> Any:
    """JSON builtins; depth and number of containers are bounded before the parser sees the text."""
    if not text.strip():
        raise InvalidNotebook("not_json", "The file is empty: save the notebook, then hand it in again.")
    _check_nesting(text, limits)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidNotebook("not_json", _not_json(text, error)) from None


def _check_nesting(text: str, limits: Limits) -> None:
    brackets = _NOT_BRACKET.sub("", _STRING.sub("", text))
    if len(brackets) > 2 * _CONTAINERS:
        sentence = (
            "The file holds too many lists and objects to be a notebook: clear its outputs and save it again."
        )
        raise InvalidNotebook("too_large", sentence)
    depth = max(accumulate(map(_STEP.__getitem__, brackets)), default=0)
    if depth > limits.submission_nesting:
        raise InvalidNotebook(
            "too_deep",
            f"The file is nested {depth} levels deep, and {limits.submission_nesting} are allowed: "
            "clear its outputs, save, and hand it in again.",
        )


def _not_json(text: str, error: Exception) -> str:
    head = text.lstrip()[:16].lower()
    if head.startswith(("<!doctype", "<html")):
        return "This is a web page, not a notebook: in Colab choose File > Download > Download .ipynb."
    if head.startswith("%pdf"):
        return "This is a PDF: hand in the notebook itself, the file that ends in .ipynb."
    if _CONFLICT.search(text):
        return (
            "The file holds both sides of a git conflict (<<<<<<<): choose one of them, open the notebook in Jupyter "
            "to see that it is whole, then hand it in."
        )
    if isinstance(error, json.JSONDecodeError):
        return (
            f"The file is not a notebook, or was cut off while saving (line {error.lineno}: {error.msg}): "
            "save it again in Jupyter, then hand it in."
        )
    return "The file is not a notebook: hand in the file that ends in .ipynb."

"""Bytes that may be a CSV file -> a header and rows of text, within bounds; never trusts what they claim to be."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from graders.prediction.model import InvalidPredictions

MOST_COLUMNS = 50
_SHOWN = 40
_SEPARATORS = (",", ";", "\t")
_UNNAMED = re.compile(r"(Unnamed: \d+)?")
_INDEX = re.compile(r"\d*")
_EXCEL_SEPARATOR = re.compile(r'"?sep=(.)"?\s*')
_NO_TABLES = {
    b"PK\x03\x04": "This is an Excel workbook or a zip, not a CSV file: save the sheet as CSV and hand that in.",
    b"\xd0\xcf\x11\xe0": "This is an old Excel workbook, not a CSV file: save the sheet as CSV and hand that in.",
    b"%PDF": "This is a PDF, not a CSV file.",
    b"PAR1": "This is a Parquet file, not a CSV file: write it with `to_csv` and hand that in.",
    b"{": "This is JSON or a notebook; this exercise asks for a CSV file of predictions.",
    b"<": "This is a web page, not a CSV file.",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of text and its line in the file, from 1."""

    line: int
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """A CSV file as text. `has_decimal_commas`: its separator leaves the comma free for numbers."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    has_decimal_commas: bool


def read_table(content: bytes, *, most_bytes: int, most_rows: int) -> Table:
    """The table in `content`, blank lines and an index column without a name left out.

    Raises `InvalidPredictions` for what is none, and for what is larger than asked.
    """
    if len(content) > most_bytes:
        raise _no_table(f"The file has {len(content):,} bytes, and {most_bytes:,} are allowed.", "too_large")
    text = _decoded(content)
    separator, text, skipped = _separator(text)
    lines = _lines(text, separator, skipped)
    header = next(lines, None)
    if header is None:
        raise _no_table("The file is empty.", "empty_file")
    if len(header.fields) > MOST_COLUMNS:
        raise _no_table(f"The file has {len(header.fields)} columns, and {MOST_COLUMNS} are allowed.")
    rows: list[Row] = []
    for row in lines:
        if len(rows) == most_rows:
            raise _no_table(f"The file has more than {most_rows:,} rows.", "invalid_predictions")
        rows.append(_as_wide(row, len(header.fields)))
    return _without_index(header.fields, rows, has_decimal_commas=separator != ",")


def cut(text: str) -> str:
    """A learner's text, short enough for a sentence and without anything that could break out of it."""
    shown = "".join(letter if letter.isprintable() else "�" for letter in text[:_SHOWN])
    return f"“{shown}…”" if len(text) > _SHOWN else f"“{shown}”"


def _no_table(sentence: str, code: str = "not_a_table") -> InvalidPredictions:
    return InvalidPredictions(code, sentence)


def _decoded(content: bytes) -> str:
    start = content.lstrip()[:4]
    for magic, sentence in _NO_TABLES.items():
        if start.startswith(magic):
            raise _no_table(sentence)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise _no_table("This file is not text: it holds zero bytes. Write it as UTF-8 with `to_csv`.")
    return text


def _separator(text: str) -> tuple[str, str, int]:
    """The separator, the text from its header on, and how many lines came before."""
    first, _, rest = text.partition("\n")
    if named := _EXCEL_SEPARATOR.fullmatch(first):
        return named[1] if named[1] in _SEPARATORS else ",", rest, 1
    heading = next((line for line in text[:100_000].splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=heading.count), text, 0


def _lines(text: str, separator: str, skipped: int) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for values in reader:
            fields = tuple(value.strip() for value in values)
            if any(fields):
                yield Row(line=reader.line_num + skipped, fields=fields)
    except csv.Error:
        sentence = f"Line {reader.line_num + skipped} cannot be read: a quotation mark is not closed, or it is too long."
        raise _no_table(sentence) from None


def _as_wide(row: Row, width: int) -> Row:
    if len(row.fields) > width and any(row.fields[width:]):
        raise InvalidPredictions(
            "invalid_predictions",
            f"Line {row.line} has {len(row.fields)} fields, and the header has {width}: is the separator also inside a value?",
        )
    return Row(line=row.line, fields=(row.fields + ("",) * width)[:width])


def _without_index(header: tuple[str, ...], rows: list[Row], *, has_decimal_commas: bool) -> Table:
    """Excel and `to_csv` without `index=False` write a column without a name."""
    kept = [place for place, name in enumerate(header) if not _UNNAMED.fullmatch(name)]
    for place in set(range(len(header))) - set(kept):
        for row in rows:
            if not _INDEX.fullmatch(row.fields[place]):
                sentence = f"Column {place + 1} has no name, and line {row.line} holds {cut(row.fields[place])} there."
                raise InvalidPredictions("invalid_predictions", sentence)
    return Table(
        header=tuple(header[place] for place in kept),
        rows=tuple(Row(line=row.line, fields=tuple(row.fields[place] for place in kept)) for row in rows),
        has_decimal_commas=has_decimal_commas,
    )

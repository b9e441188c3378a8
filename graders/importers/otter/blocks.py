"""The grammar of `otter assign`: raw cells, or fenced ones, that begin and end questions, prompts, solutions and tests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from graders.importers.otter.config import read_config
from graders.importers.otter.model import Complain, SourceCell

_ASSIGNMENT = re.compile(r"#\s+assignment\s+config\s*", re.IGNORECASE)
_BOUNDARY = re.compile(
    r"#\s+(?P<verb>begin|end)\s+(?P<block>question|prompt|solution|tests)\s*", re.IGNORECASE
)
_IGNORED = re.compile(r"(##\s*ignore\s*##\s*|#\s*ignore\s*)", re.IGNORECASE)
_FENCE, _FENCE_END = "```otter", "```"


class Role(StrEnum):
    """What a cell is in the assignment."""

    TEXT = "text"
    PROMPT = "prompt"
    SOLUTION = "solution"
    TEST = "tests"


@dataclass(kw_only=True)
class Block:
    """One question: its settings, which may be broken, and its cells with their roles, in order."""

    line: int
    number: int
    config: dict[str, Any]
    is_broken: bool = False
    cells: list[tuple[Role, SourceCell]] = field(default_factory=list)

    def of(self, *roles: Role) -> list[SourceCell]:
        """Its cells of these roles."""
        return [cell for role, cell in self.cells if role in roles]


@dataclass(kw_only=True)
class Master:
    """A master notebook: its settings, and questions and other cells in order."""

    config: dict[str, Any] = field(default_factory=dict)
    items: list[Block | SourceCell] = field(default_factory=list)


def is_master(cells: Iterable[SourceCell]) -> bool:
    """True where some cell is one of Otter Assign's own."""
    return any(
        cell.cell_type == "raw" and (_ASSIGNMENT.match(cell.source) or _BOUNDARY.match(cell.source))
        for cell in unfenced(cells, lambda _, __: None)
    )


def read_master(cells: Iterable[SourceCell], complain: Complain) -> Master:
    """The questions among `cells`; `complain` hears of all misuse, each with its line in the file and its cell."""
    return _Reader(complain).read(unfenced(cells, complain))


def at(cell: SourceCell, complain: Complain) -> Complain:
    """A way to complain of a line of `cell`, counted from 1."""
    return lambda line, sentence: complain(
        cell.line + line - 1, f"Cell {cell.number}, line {line}: {sentence}"
    )


class _Reader:
    def __init__(self, complain: Complain) -> None:
        self._complain = complain
        self._master = Master()
        self._question: Block | None = None
        self._inner: tuple[Role, SourceCell] | None = None

    def read(self, cells: Iterable[SourceCell]) -> Master:
        for cell in cells:
            if not _IGNORED.match(cell.source):
                self._take(cell)
        if self._inner:
            self._say(self._inner[1], f"This {self._inner[0]} block is never ended.")
        if self._question:
            self._complain(
                self._question.line, f"Cell {self._question.number}: this question is never ended."
            )
        return self._master

    def _say(self, cell: SourceCell, sentence: str) -> None:
        at(cell, self._complain)(1, sentence)

    def _take(self, cell: SourceCell) -> None:
        if cell.cell_type == "raw" and _ASSIGNMENT.match(cell.source):
            self._master.config |= self._settings(cell) or {}
        elif cell.cell_type == "raw" and (match := _BOUNDARY.match(cell.source)):
            end = match["verb"].lower() == "end"
            block = match["block"].lower()
            (self._end if end else self._begin)(block, cell)
        else:
            self._keep(cell)

    def _settings(self, cell: SourceCell) -> dict[str, Any] | None:
        return read_config(cell.source, at(cell, self._complain))

    def _begin(self, block: str, cell: SourceCell) -> None:
        if block == "question":
            if self._question:
                self._say(cell, f"A question begins inside the one begun in cell {self._question.number}.")
            self._inner = None
            config = self._settings(cell)
            self._question = Block(
                line=cell.line, number=cell.number, config=config or {}, is_broken=config is None
            )
            self._master.items.append(self._question)
        elif self._question is None:
            self._say(cell, f"A {block} block begins outside of a question.")
        elif self._inner:
            self._say(
                cell,
                f"A {block} block begins inside the {self._inner[0]} block of cell {self._inner[1].number}.",
            )
        elif block == Role.PROMPT and self._question.of(Role.SOLUTION):
            self._say(cell, "A prompt stands before its solution, not after it.")
        else:
            self._inner = Role(block), cell

    def _end(self, block: str, cell: SourceCell) -> None:
        if block == "question":
            if self._inner:
                self._say(
                    cell, f"The {self._inner[0]} block of cell {self._inner[1].number} is not ended yet."
                )
            if self._question is None:
                self._say(cell, "A question ends that was not begun.")
            self._question = self._inner = None
        elif self._inner and self._inner[0] == block:
            self._inner = None
        else:
            self._say(cell, f"A {block} block ends that was not begun.")

    def _keep(self, cell: SourceCell) -> None:
        if self._question is None:
            self._master.items.append(cell)
            return
        role = self._inner[0] if self._inner else Role.TEXT
        if role is Role.TEST and cell.cell_type != "code":
            self._say(cell, "A tests block holds code cells alone.")
        else:
            self._question.cells.append((role, cell))


def unfenced(cells: Iterable[SourceCell], complain: Complain) -> list[SourceCell]:
    """The cells, with each ```` ```otter ```` block of a markdown cell as a raw cell of its own."""
    return [piece for cell in cells for piece in _unfenced(cell, complain)]


def _unfenced(cell: SourceCell, complain: Complain) -> Iterator[SourceCell]:
    lines = cell.lines
    if cell.cell_type != "markdown" or not any(line.strip() == _FENCE for line in lines):
        yield cell
        return
    start = 0
    while start < len(lines):
        begin = _find(lines, _FENCE, start)
        yield from _part(cell, "markdown", start, begin)
        if begin == len(lines):
            return
        end = _find(lines, _FENCE_END, begin + 1)
        if end == len(lines) or _FENCE in (line.strip() for line in lines[begin + 1 : end]):
            at(cell, complain)(begin + 1, "This ```otter block is never closed.")
            return
        yield from _part(cell, "raw", begin + 1, end)
        start = end + 1
        start += start < len(lines) and not lines[start].strip()


def _find(lines: list[str], wanted: str, start: int) -> int:
    return next((index for index in range(start, len(lines)) if lines[index].strip() == wanted), len(lines))


def _part(cell: SourceCell, cell_type: str, start: int, end: int) -> Iterator[SourceCell]:
    lines = cell.lines[start:end]
    if any(line.strip() for line in lines):
        kept = {} if cell_type == "raw" else cell.attachments
        yield replace(
            cell,
            cell_type=cell_type,
            source="\n".join(lines),
            line=cell.line + start,
            id="" if cell_type == "raw" else cell.id,
            attachments=kept,
        )

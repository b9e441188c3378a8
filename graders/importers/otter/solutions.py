"""Otter's marks inside a cell (`# SOLUTION`, `# BEGIN SOLUTION`, `# BEGIN PROMPT`, `# IGNORE` …) as regions of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from graders.importers.otter.model import Complain

_MARKED = re.compile(r"[ \t]*# ?SOLUTION.*$")
_BEGIN = re.compile(r"(\s*)# BEGIN SOLUTION( NO PROMPT)?")
_BEGIN_IGNORE = re.compile(r"\s*#\s*BEGIN\s*IGNORE", re.IGNORECASE)
_NAME = re.compile(r"\s*[\w.]+")


@dataclass(kw_only=True)
class Piece:
    """A stretch of a cell: `reference` stands in the solution, `prompt` in what learners get; both where it is no solution."""

    is_solution: bool
    reference: list[str] = field(default_factory=list)
    prompt: list[str] = field(default_factory=list)


def without_ignored(lines: list[str], complain: Complain) -> list[str]:
    """The lines without those that Otter ignores, and without its plugins. `complain` hears lines from 1."""
    kept: list[str] = []
    opened: tuple[str, int] | None = None
    for number, line in enumerate(lines, start=1):
        verb, kind = _ignoring(line)
        if opened and verb == "END" and kind == opened[0]:
            opened = None
        elif verb == "END":
            complain(number, f"`END {kind}` without a `BEGIN {kind}` before it.")
        elif verb == "BEGIN":
            if opened:
                complain(
                    number, f"`BEGIN {kind}` stands inside the block begun in line {opened[1]} of the cell."
                )
            opened = opened or (kind, number)
        elif not opened and verb != "LINE":
            kept.append(line)
    if opened:
        complain(opened[1], f"`BEGIN {opened[0]}` is never closed.")
    return kept


def has_plugin(lines: Iterable[str]) -> bool:
    """True where a plugin is called."""
    return any(_ignoring(line) == ("BEGIN", "PLUGIN") for line in lines)


def _ignoring(line: str) -> tuple[str, str]:
    end = line.rstrip()
    for kind in ("IGNORE", "PLUGIN"):
        if end.endswith(f"# END {kind}"):
            return "END", kind
    if end.endswith(("# BEGIN PLUGIN", "# BEGIN PLUGIN EXPORT")):
        return "BEGIN", "PLUGIN"
    if _BEGIN_IGNORE.match(line):
        return "BEGIN", "IGNORE"
    return ("LINE", "IGNORE") if end.endswith("# IGNORE") else ("", "")


def pieces_of(lines: list[str], complain: Complain) -> list[Piece]:
    """What of a cell is solution, and what learners get in its place. `complain` hears lines from 1."""
    reader = _Reader(complain)
    for number, line in enumerate(lines, start=1):
        reader.take(number, line)
    return _merged(reader.finished())


class _Reader:
    """Knows in which blocks a line stands: each is the number of the line that began it, or 0."""

    def __init__(self, complain: Complain) -> None:
        self._complain = complain
        self._pieces: list[Piece] = []
        self._begun = {"SOLUTION": 0, "PROMPT": 0}

    def take(self, number: int, line: str) -> None:
        end = line.rstrip()
        begin = _BEGIN.match(line)
        closed = next((name for name in self._begun if end.endswith(f"# END {name}")), "")
        if closed:
            self._end(closed, number)
        elif end.endswith("# BEGIN PROMPT"):
            self._begun["PROMPT"] = number
        elif begin:
            self._begin(number, [] if begin[2] else [begin[1] + "..."])
        else:
            self._keep(line)

    def finished(self) -> list[Piece]:
        for name, number in self._begun.items():
            if number:
                self._complain(number, f"`BEGIN {name}` is never closed; add a line with `# END {name}`.")
        return self._pieces

    def _begin(self, number: int, prompt: list[str]) -> None:
        if before := self._begun["SOLUTION"]:
            self._complain(
                number, f"`BEGIN SOLUTION` stands inside the one begun in line {before} of the cell."
            )
        self._begun["SOLUTION"] = number
        self._pieces.append(Piece(is_solution=True, prompt=prompt))

    def _end(self, name: str, number: int) -> None:
        if not self._begun[name]:
            self._complain(number, f"`END {name}` without a `BEGIN {name}` before it.")
        self._begun[name] = 0

    def _keep(self, line: str) -> None:
        in_solution, in_prompt = self._begun["SOLUTION"] > 0, self._begun["PROMPT"] > 0
        if in_solution and not in_prompt:
            self._pieces.append(Piece(is_solution=True, reference=[line]))
        elif in_prompt and not in_solution:
            self._pieces.append(Piece(is_solution=True, prompt=[line]))
        elif not in_prompt:
            self._pieces.append(_piece(line))


def _piece(line: str) -> Piece:
    end = line.rstrip()
    if end.endswith("# SEED"):
        return Piece(is_solution=True, reference=[line])
    if end.endswith("# SOLUTION NO PROMPT"):
        return Piece(is_solution=True, reference=[_MARKED.sub("", line)])
    if _MARKED.search(line):
        return Piece(is_solution=True, reference=[_MARKED.sub("", line)], prompt=[_prompt_for(line)])
    return Piece(is_solution=False, reference=[line], prompt=[line])


def _merged(pieces: list[Piece]) -> list[Piece]:
    merged: list[Piece] = []
    for is_solution, group in groupby(pieces, key=lambda piece: piece.is_solution):
        stretch = list(group)
        merged.append(
            Piece(
                is_solution=is_solution,
                reference=[line for piece in stretch for line in piece.reference],
                prompt=[line for piece in stretch for line in piece.prompt],
            )
        )
    return merged


def _prompt_for(line: str) -> str:
    """`x = ...` for an assignment, `...` for anything else, as far in as the line."""
    end = _end_of_targets(line)
    return f"{line[:end]} ..." if end else line[: len(line) - len(line.lstrip())] + "..."


def _end_of_targets(line: str) -> int:
    """Where the `=` ends in `name, other.name['key'] =`; 0 where the line does not begin like that."""
    position = 0
    while match := _NAME.match(line, position):
        position = _past_items(line, match.end())
        rest = line[position:].lstrip()
        if rest.startswith("="):
            return 0 if rest.startswith("==") else len(line) - len(rest) + 1
        if not line.startswith(",", position):
            return 0
        position += 1
    return 0


def _past_items(line: str, position: int) -> int:
    while line.startswith("[", position):
        depth = 0
        for index in range(position, len(line)):
            depth += (line[index] == "[") - (line[index] == "]")
            if not depth:
                position = index + 1
                break
        else:
            return position
    return position


def has_solution(pieces: Iterable[Piece]) -> bool:
    """True where something is not handed out."""
    return any(piece.is_solution for piece in pieces)


def handed_out(pieces: Iterable[Piece]) -> str:
    """What Otter gives to learners."""
    return "\n".join(line for piece in pieces for line in piece.prompt)


def as_source(pieces: Iterable[Piece], *, is_code: bool = True) -> str:
    """The text of an answer cell: solutions between markers, each with its prompt."""
    lines: list[str] = []
    for piece in pieces:
        lines += (
            region(piece.reference, piece.prompt, is_code=is_code) if piece.is_solution else piece.reference
        )
    return "\n".join(lines)


def region(reference: list[str], prompt: list[str], *, is_code: bool = True) -> list[str]:
    """The lines of a solution with its markers. The prompt is commented out, where it is code."""
    indent = _indent(reference or prompt)
    shown = [_commented(line) if is_code else line for line in prompt]
    return [
        f"{indent}### BEGIN SOLUTION",
        *reference,
        f"{indent}### PROMPT",
        *shown,
        f"{indent}### END SOLUTION",
    ]


def _indent(lines: list[str]) -> str:
    first = next((line for line in lines if line.strip()), "")
    return first[: len(first) - len(first.lstrip())]


def _commented(line: str) -> str:
    body = line.lstrip()
    return f"{line[: len(line) - len(body)]}# {body}".rstrip() if body else "#"

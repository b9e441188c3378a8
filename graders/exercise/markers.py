"""Regions between nbgrader's markers: solutions, hidden tests, mark schemes; and what a release keeps of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from graders.exercise.model import CellKind

CODE_STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
TEXT_STUB = "YOUR ANSWER HERE"

_PROMPT = re.compile(r"^\s*#+\s*PROMPT\s*$")
_COMMENTED = re.compile(r"^(\s*)# ?")
_SOLUTION = "SOLUTION"
_HIDDEN = "HIDDEN TESTS"
_SCHEME = "MARK SCHEME"
_ALLOWED = {
    _SOLUTION: (CellKind.ANSWER, CellKind.MANUAL),
    _HIDDEN: (CellKind.TEST,),
    _SCHEME: (CellKind.TASK,),
}
_BELONGS = {_SOLUTION: "an answer cell", _HIDDEN: "a test cell", _SCHEME: "a task cell"}


@dataclass(frozen=True, kw_only=True)
class Region:
    """Lines `begin` to `end` of a cell, both counted from 0 and both holding a marker."""

    name: str
    begin: int
    end: int


def find_regions(source: str, kind: CellKind, complain: Callable[[int, str], None]) -> list[Region]:
    """All regions of a cell. `complain(line, sentence)` hears of each that is nested, unclosed or misplaced."""
    regions: list[Region] = []
    opened: tuple[str, int] | None = None
    for number, line in enumerate(source.split("\n")):
        marker = _marker(line)
        if marker is None:
            continue
        verb, name = marker
        if verb == "BEGIN":
            if opened:
                complain(
                    number,
                    f"`BEGIN {name}` stands inside the region begun in line {opened[1] + 1} of the cell.",
                )
            elif kind not in _ALLOWED[name]:
                complain(number, f"`BEGIN {name}` belongs in {_BELONGS[name]}; this is a {kind} cell.")
            opened = (name, number)
        elif opened is None or opened[0] != name:
            complain(number, f"`END {name}` without a `BEGIN {name}` before it.")
            opened = None
        else:
            regions.append(Region(name=name, begin=opened[1], end=number))
            opened = None
    if opened:
        complain(opened[1], f"`BEGIN {opened[0]}` is never closed; add a line with `END {opened[0]}`.")
    return regions


def _marker(line: str) -> tuple[str, str] | None:
    for name in _ALLOWED:
        for verb in ("BEGIN", "END"):
            if f"{verb} {name}" in line:
                return verb, name
    return None


def without_markers(source: str) -> str:
    """The author's whole text as a marker reads it: solutions and mark schemes in their places, each a paragraph."""
    return "\n".join("" if _marker(line) else line for line in source.split("\n")).strip("\n")


def hidden_lines(regions: list[Region]) -> frozenset[int]:
    """Numbers (from 0) of the lines of hidden tests, markers included."""
    return frozenset(
        line for region in regions if region.name == _HIDDEN for line in range(region.begin, region.end + 1)
    )


def marker_lines(regions: list[Region]) -> frozenset[int]:
    """Numbers (from 0) of the lines that hold a marker."""
    return frozenset(line for region in regions for line in (region.begin, region.end))


def released_text(source: str, cell_type: str, kind: CellKind, regions: list[Region]) -> str:
    """What the learner gets: solutions replaced by their prompt or a stub, hidden tests and mark schemes cut out."""
    stub = CODE_STUB if cell_type == "code" else TEXT_STUB
    solved = any(region.name == _SOLUTION for region in regions)
    if kind.is_answered and not solved:
        return stub
    lines: list[str] = []
    position = 0
    source_lines = source.split("\n")
    for region in regions:
        lines += source_lines[position : region.begin]
        if region.name == _SOLUTION:
            prompt = _prompt(source_lines[region.begin + 1 : region.end], cell_type)
            lines += _indented(stub, source_lines[region.begin]) if prompt is None else prompt
        position = region.end + 1
    text = "\n".join(lines + source_lines[position:])
    return text.rstrip("\n") if regions else text


def begins_prompt(line: str) -> bool:
    """True for the line in a solution below which stands what learners get."""
    return bool(_PROMPT.match(line))


def _prompt(solution: list[str], cell_type: str) -> list[str] | None:
    """The lines below a `PROMPT` line, in code without their `# `; None where there is no such line."""
    start = next((number for number, line in enumerate(solution) if begins_prompt(line)), None)
    if start is None:
        return None
    lines = solution[start + 1 :]
    return [_COMMENTED.sub(r"\1", line) for line in lines] if cell_type == "code" else lines


def _indented(stub: str, like: str) -> list[str]:
    indent = like[: len(like) - len(like.lstrip())]
    return [indent + line for line in stub.split("\n")]

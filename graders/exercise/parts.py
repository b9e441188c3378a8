"""Split a test cell into parts: `# TEST "title" (2 points) [hint: …]` lines, visible and hidden regions."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from graders.exercise.markers import Region, hidden_lines, marker_lines
from graders.exercise.model import Check, Part
from graders.names import python_tree, without_magics
from graders.report import Visibility

_LOOKS_LIKE_TEST = re.compile(r"^\s*#+\s*TEST\s+[\"'“]")
_TEST = re.compile(
    r"^\s*#+\s*TEST\s+[\"'“](?P<title>.+?)[\"'”]"
    r"(?:\s*\(\s*(?P<points>\d+(?:\.\d+)?)\s*(?:points?|pts?)?\s*\))?"
    r"(?P<options>\s*\[\s*(?:hint|success|category)\s*:.*\])?\s*$"
)
_OPTION = re.compile(
    r"\[\s*(hint|success|category)\s*:\s*(.*?)\s*\](?=\s*(?:\[\s*(?:hint|success|category)\s*:|$))"
)
_ALL_OR_NOTHING = re.compile(r"^\s*#+\s*ALL OR NOTHING\s*$", re.MULTILINE)
_PREPARATION = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)

Complain = Callable[[int, str], None]


@dataclass(frozen=True, kw_only=True)
class _Heading:
    line: int
    title: str
    points: Decimal | None
    hint: str = ""
    success: str = ""
    category: str = "correctness"


def is_all_or_nothing(source: str) -> bool:
    """True for a test cell with a line `# ALL OR NOTHING`: its points need all of its parts."""
    return bool(_ALL_OR_NOTHING.search(source))


def split_parts(
    source: str, regions: list[Region], points: Decimal | None, complain: Complain
) -> tuple[Part, ...]:
    """The parts of a test cell worth `points` (None: the sum of its parts); lines are numbered from 0."""
    headings = _headings(source, complain)
    if not headings:
        return _undivided(source, regions, points or Decimal(0), complain)
    shares = _shares(headings, points, complain)
    starts = [0, *(heading.line for heading in headings[1:])]
    ends = [*starts[1:], len(source.split("\n"))]
    parts = []
    for heading, share, start, end in zip(headings, shares, starts, ends, strict=True):
        checks = _checks(source, regions, range(start, end), complain)
        if not checks:
            complain(heading.line, f"The part “{heading.title}” has no code.")
        parts.append(
            Part(
                title=heading.title,
                points=share,
                hint=heading.hint,
                success=heading.success,
                category=heading.category,
                checks=checks,
            )
        )
    return tuple(parts)


def _headings(source: str, complain: Complain) -> list[_Heading]:
    headings: list[_Heading] = []
    for number, line in enumerate(source.split("\n")):
        if not _LOOKS_LIKE_TEST.match(line):
            continue
        match = _TEST.match(line)
        if match is None:
            complain(number, 'This line is not of the form `# TEST "title" (2 points) [hint: …]`.')
            headings.append(_Heading(line=number, title=line.strip(), points=None))
            continue
        options = dict(_OPTION.findall((match["options"] or "").strip()))
        points = Decimal(match["points"]) if match["points"] else None
        headings.append(_Heading(line=number, title=match["title"].strip(), points=points, **options))
    return headings


def _shares(headings: list[_Heading], points: Decimal | None, complain: Complain) -> list[Decimal]:
    given = sum((heading.points for heading in headings if heading.points is not None), Decimal(0))
    open_count = sum(heading.points is None for heading in headings)
    total = given if points is None else points
    if given > total or (given != total and not open_count):
        complain(headings[0].line, f"The parts sum to {given:g} points, but the cell is worth {total:g}.")
    share = max(total - given, Decimal(0)) / open_count if open_count else Decimal(0)
    return [share if heading.points is None else heading.points for heading in headings]


def _undivided(source: str, regions: list[Region], points: Decimal, complain: Complain) -> tuple[Part, ...]:
    lines = range(len(source.split("\n")))
    checks = _checks(source, regions, lines, complain)
    if not checks:
        complain(0, "This test cell has no code.")
    return (Part(title="", points=points, checks=checks),)


def _checks(source: str, regions: list[Region], lines: range, complain: Complain) -> tuple[Check, ...]:
    """The visible and hidden stretches of `lines`, in order; one whole where a stretch alone is not Python."""
    stretches = _stretches(source, regions, lines)
    if not all(_is_python(check.source) for check in stretches):
        return _both_ways(source, regions, lines, complain)
    if len(stretches) > 1 and _only_prepares(stretches[0].source):
        stretches[:2] = [_joined(stretches[0], stretches[1])]
    if len(stretches) == 1 and len(lines) == len(source.split("\n")):
        stretches = [replace(stretches[0], whole_cell=True)]
    return tuple(stretches)


def _stretches(source: str, regions: list[Region], lines: range) -> list[Check]:
    hidden = hidden_lines(regions)
    text = _without_markers(source, regions)
    stretches: list[Check] = []
    for is_hidden, numbers in groupby(lines, key=lambda line: line in hidden):
        kept = list(numbers)
        body = "\n".join(text[line] for line in kept)
        if _has_code(body):
            seen = Visibility.HIDDEN if is_hidden else Visibility.VISIBLE
            stretches.append(Check(visibility=seen, source=body, first_line=kept[0] + 1))
    return stretches


def _joined(first: Check, second: Check) -> Check:
    gap = second.first_line - first.first_line - len(first.source.split("\n"))
    source = "\n".join([first.source, *[""] * gap, second.source])
    return replace(second, source=source, first_line=first.first_line)


def _only_prepares(source: str) -> bool:
    """True for imports and definitions alone: no test of their own, whatever region they stand in."""
    return all(isinstance(node, _PREPARATION) for node in _tree(source).body)


def _both_ways(source: str, regions: list[Region], lines: range, complain: Complain) -> tuple[Check, ...]:
    """A hidden region inside a block: the visible check is the text without it, the hidden one the text with it."""
    hidden, text = hidden_lines(regions), _without_markers(source, regions)
    visible = "\n".join("" if line in hidden else text[line] for line in lines)
    whole = "\n".join(text[line] for line in lines)
    first = lines.start + 1
    if not _is_python(whole):
        complain(lines.start + _error_line(whole), "This test is not valid Python.")
    both = [
        Check(visibility=Visibility.VISIBLE, source=visible, first_line=first),
        Check(visibility=Visibility.HIDDEN, source=whole, first_line=first),
    ]
    return tuple(both if _is_python(visible) and _has_code(visible) else both[1:])


def _without_markers(source: str, regions: list[Region]) -> list[str]:
    markers = marker_lines(regions)
    return ["" if number in markers else line for number, line in enumerate(source.split("\n"))]


def _has_code(source: str) -> bool:
    return any(line.strip() and not line.strip().startswith("#") for line in source.split("\n"))


def _is_python(source: str) -> bool:
    return _error_line(source) < 0


def magic_line(source: str) -> int:
    """The line (from 0) at which `source` is IPython's alone and no longer Python's, or -1."""
    try:
        python_tree(source)
    except SyntaxError as error:
        return max((error.lineno or 1) - 1, 0) if _is_python(source) else -1
    return -1


def _tree(source: str) -> ast.Module:
    try:
        return python_tree(source)
    except SyntaxError:
        return python_tree(without_magics(source))


def _error_line(source: str) -> int:
    """The line (from 0) at which `source` stops being what a notebook can run, or -1."""
    try:
        _tree(source)
    except SyntaxError as error:
        return max((error.lineno or 1) - 1, 0)
    except ValueError:
        return 0
    return -1

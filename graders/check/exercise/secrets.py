"""Does the learner's copy give away what it must not: lines of a solution, of a hidden test, or a hidden file?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from graders import release
from graders.check.finding import Finding, Severity
from graders.exercise import Cell, CellKind, Exercise
from graders.exercise.markers import Region, begins_prompt, find_regions

_SHORTEST_LINE = 16  # shorter ones stand in many notebooks by chance


def leaks(exercise: Exercise) -> Iterator[Finding]:
    """Every line and file of the author's that the release holds as well."""
    released = _released_lines(exercise)
    for cell in exercise.cells:
        for number, line in _secret_lines(cell):
            if line in released:
                yield _line_leak(exercise, cell, number, line)
    yield from _file_leaks(exercise)


def _released_lines(exercise: Exercise) -> frozenset[str]:
    cells = release.notebook(exercise)["cells"]
    return frozenset(line.strip() for cell in cells for line in cell["source"])


def _secret_lines(cell: Cell) -> Iterator[tuple[int, str]]:
    """Numbers (from 0) and texts of the lines within solutions and hidden tests that say something of their own."""
    lines = cell.source.split("\n")
    regions = find_regions(cell.source, cell.kind, lambda _line, _sentence: None)
    if not regions and cell.kind is CellKind.ANSWER:
        regions = [Region(name="SOLUTION", begin=-1, end=len(lines))]
    for region in regions:
        inside = range(region.begin + 1, region.end)
        for number in takewhile(lambda number: not begins_prompt(lines[number]), inside):
            line = lines[number].strip()
            if len(line) >= _SHORTEST_LINE and _is_telling(line, cell):
                yield number, line


def _is_telling(line: str, cell: Cell) -> bool:
    """What a test prepares may well stand in its visible part too; what it asserts should not."""
    if cell.kind is CellKind.TEST:
        return "assert" in line
    return not line.startswith(("import ", "from ", "#", '"""'))


def _line_leak(exercise: Exercise, cell: Cell, number: int, line: str) -> Finding:
    what = "a solution" if cell.kind.is_answered else "a hidden test"
    return Finding(
        severity=Severity.WEAK,
        rule="secret_in_release",
        place=f"{exercise.source_file}:{cell.line + number}",
        sentence=f"This line of {what} also stands in the learner's copy: {line}",
    )


def _file_leaks(exercise: Exercise) -> Iterator[Finding]:
    public = {(exercise.folder / name).read_bytes(): name for name in exercise.public_files}
    for name in exercise.hidden_files:
        content = (exercise.folder / name).read_bytes()
        if content and content in public:
            yield Finding(
                severity=Severity.UNFAIR,
                rule="hidden_file_in_release",
                place=name,
                sentence=f"This hidden file is handed out as {public[content]}.",
            )

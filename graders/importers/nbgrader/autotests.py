"""`### AUTOTEST expression`: the reference answers in the sandbox, and its answers become ordinary assertions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from graders.exercise import read
from graders.importers.exercises import write_exercise
from graders.importers.nbgrader.notebooks import Cell, Notebook
from graders.importers.nbgrader.options import Delimiters
from graders.importers.nbgrader.templates import Templates, fill
from graders.pool.interface import Grader
from graders.report import PlatformError

_ANSWER = {"grade_id": "begin", "grade": False, "solution": True, "locked": False, "schema_version": 3}
_TEST = {**_ANSWER, "grade_id": "end", "grade": True, "solution": False, "points": 1}
_LIMITS = {
    "run_seconds": 600,
    "cell_seconds": 300,
    "submission_mib": 64,
    "submission_cells": 20000,
    "rich_mib": 24,
}
_SALTS = 10**6

Ask = Callable[[list["_Piece"]], list[str]]
"""Runs the pieces in order; what each of those that ask shows."""


@dataclass(frozen=True, kw_only=True)
class AutotestLine:
    """One line: its place in the notebook and its cell (from 0), its expressions, the salt of each ("": not hashed)."""

    cell: int
    line: int
    snippets: tuple[str, ...]
    salts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Piece:
    """Code of the instructor's notebook that is run; one that `asks` is an expression whose value is wanted."""

    cell: int
    source: str
    asks: bool = False


def lines_of(notebook: Notebook, delimiters: Delimiters) -> list[AutotestLine]:
    """The AUTOTEST lines of a notebook: comments that hold the delimiter."""
    return [
        line
        for index, cell in enumerate(notebook.cells)
        if cell["cell_type"] == "code"
        for line in _lines_of_cell(index, cell["source"], delimiters)
    ]


def _lines_of_cell(index: int, source: str, delimiters: Delimiters) -> Iterator[AutotestLine]:
    """Salts are counted up from a number that only the cell's text and place decide, as nbgrader does it."""
    salt = int(hashlib.sha256(f"{source}{index}".encode("utf-8", "replace")).hexdigest(), 16) % _SALTS
    for number, text in enumerate(source.split("\n")):
        before, found, after = text.partition(delimiters.autotest)
        if not found or not text.strip().startswith("#"):
            continue
        snippets = tuple(part.strip() for part in after.split(";") if part.strip())
        is_hashed = delimiters.hashed in before
        salts = tuple(f"{salt + place:x}" if is_hashed else "" for place in range(1, len(snippets) + 1))
        salt += len(snippets) if is_hashed else 0
        yield AutotestLine(cell=index, line=number, snippets=snippets, salts=salts)


def resolve(
    notebook: Notebook,
    lines: Sequence[AutotestLine],
    templates: Templates,
    *,
    grader: Grader,
    settings: Mapping[str, Any],
    public_files: Mapping[str, bytes],
) -> int:
    """Put assertions in the place of `lines`; says how many. The notebook runs twice: for types, then for values.

    Where it does not run well, that is added to the notebook's problems. Raises PlatformError where there is no sandbox.
    """
    kinds = [[fill(templates.dispatch, snippet=snippet) for snippet in line.snippets] for line in lines]
    with _sandbox(notebook, grader, settings, public_files) as ask:
        shown = iter(ask(_pieces(notebook, lines, templates, kinds)))
        if notebook.problems:
            return 0
        tests = [[templates.tests_for(next(shown)) for _ in line.snippets] for line in lines]
        questions = [_questions(templates, line, found) for line, found in zip(lines, tests, strict=True)]
        values = iter(ask(_pieces(notebook, lines, templates, questions)))
    if notebook.problems:
        return 0
    made = [
        list(_assertions(templates, line, found, iter(asked), values))
        for line, found, asked in zip(lines, tests, questions, strict=True)
    ]
    _replace(notebook, lines, templates, made)
    return sum(bool(text) for texts in made for text in texts)


def _questions(templates: Templates, line: AutotestLine, tests: list[list[tuple[str, str]]]) -> list[str]:
    return [
        templates.question(test, snippet, salt)
        for snippet, salt, found in zip(line.snippets, line.salts, tests, strict=True)
        for test, _ in found
    ]


def _assertions(
    templates: Templates,
    line: AutotestLine,
    tests: list[list[tuple[str, str]]],
    questions: Iterator[str],
    values: Iterator[str],
) -> Iterator[str]:
    """The tests of each expression, and an empty line after them."""
    for snippet, found in zip(line.snippets, tests, strict=True):
        for _, message in found:
            yield templates.assertion(next(questions), next(values), message, snippet)
        yield ""


def _pieces(
    notebook: Notebook, lines: Sequence[AutotestLine], templates: Templates, questions: list[list[str]]
) -> list[_Piece]:
    """The whole notebook, with `questions` asked where the lines stand."""
    asked = {(line.cell, line.line): texts for line, texts in zip(lines, questions, strict=True)}
    pieces: list[_Piece] = []
    for index, cell in enumerate(notebook.cells):
        if cell["cell_type"] == "code" and cell["source"].strip():
            pieces += _pieces_of(index, cell, templates, asked)
    return pieces


def _pieces_of(
    index: int, cell: Cell, templates: Templates, asked: Mapping[tuple[int, int], list[str]]
) -> Iterator[_Piece]:
    waiting: list[str] = []
    is_first = True
    for number, text in enumerate(cell["source"].split("\n")):
        if (index, number) not in asked:
            waiting.append(text)
            continue
        yield _Piece(cell=index, source="\n".join(waiting))
        waiting = []
        if is_first:
            yield _Piece(cell=index, source=templates.setup)
            is_first = False
        for question in asked[index, number]:
            yield _Piece(cell=index, source=question, asks=True)
    yield _Piece(cell=index, source="\n".join(waiting))


def _replace(
    notebook: Notebook, lines: Sequence[AutotestLine], templates: Templates, made: list[list[str]]
) -> None:
    """Set-up code stands before the first assertion of a cell, what is to be said at success at its end."""
    places = {(line.cell, line.line): assertions for line, assertions in zip(lines, made, strict=True)}
    for index in {line.cell for line in lines}:
        cell = notebook.cells[index]
        text: list[str] = []
        setup = [templates.setup] if templates.setup else []
        for number, line in enumerate(cell["source"].split("\n")):
            if (index, number) in places:
                text += [*setup, *places[index, number]]
                setup = []
            else:
                text.append(line)
        cell["source"] = "\n".join([*text, *([templates.success] if templates.success else [])])


# ---------------------------------------------------------------- the sandbox


@contextmanager
def _sandbox(
    notebook: Notebook, grader: Grader, settings: Mapping[str, Any], public_files: Mapping[str, bytes]
) -> Iterator[Ask]:
    with TemporaryDirectory() as place:
        folder = Path(place) / "reference"
        cells = [_code("pass", "begin", _ANSWER), _code("assert True", "end", _TEST)]
        limits = {**settings.get("limits", {}), **_LIMITS}
        write_exercise(
            folder=folder,
            settings={**settings, "limits": limits},
            cells=cells,
            public_files=public_files,
            hidden_files={},
        )
        exercise = read(folder)

        def ask(pieces: list[_Piece]) -> list[str]:
            handed_in = [
                cells[0],
                *(_code(piece.source, f"piece-{n}") for n, piece in enumerate(pieces)),
                cells[1],
            ]
            content = json.dumps(
                {"cells": handed_in, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
            ).encode()
            report = grader.grade(exercise=exercise, file_name="reference.ipynb", content=content)
            if report.ending.is_platform_fault:
                raise PlatformError(report.message)
            if report.message:
                _complain(notebook, pieces[0], report.message)
            return list(_shown(notebook, pieces, report.notebook or {"cells": []}))

        yield ask


def _shown(notebook: Notebook, pieces: list[_Piece], executed: dict[str, Any]) -> Iterator[str]:
    outputs = {cell["id"]: cell.get("outputs", []) for cell in executed["cells"]}
    for number, piece in enumerate(pieces):
        found = outputs.get(f"piece-{number}", [])
        for output in found:
            if output["output_type"] == "error":
                _complain(notebook, piece, f"{output['ename']}: {output['evalue']}")
        if piece.asks:
            yield _value(found)


def _value(outputs: list[dict[str, Any]]) -> str:
    """What a notebook shows as the cell's result, without its quotation marks, as nbgrader takes it."""
    texts = [
        output["data"].get("text/plain", "")
        for output in outputs
        if output["output_type"] == "execute_result"
    ]
    text = "".join(texts[-1]) if texts else "None"
    return text.strip('"').strip("'")


def _complain(notebook: Notebook, piece: _Piece, what: str) -> None:
    about = f"`{piece.source}`" if piece.asks else "it"
    sentence = f"AUTOTEST has to run the whole notebook, and here {about} fails: {what}"
    notebook.complain(piece.cell, 0, sentence)


def _code(source: str, name: str, nbgrader: dict[str, Any] | None = None) -> Cell:
    return {
        "cell_type": "code",
        "id": name,
        "metadata": {"nbgrader": nbgrader} if nbgrader else {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }

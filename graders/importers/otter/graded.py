"""A notebook that calls `grader.check`, or none at all, beside tests in files or in its metadata."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import replace

from graders.importers.otter import cells as made
from graders.importers.otter.assembly import Assembly, tell_of_tests
from graders.importers.otter.blocks import at
from graders.importers.otter.client import without_client
from graders.importers.otter.model import Complain, SourceCell, Tests
from graders.importers.otter.notebooks import SourceNotebook
from graders.importers.otter.solutions import as_source, has_solution, pieces_of
from graders.names import parse
from graders.notebook.checks import grade_id_of, question_checked

_ANSWERS = frozenset({"otter_answer_cell", "otter_assign_solution_cell"})
_IGNORED = "otter_ignore"
_TYPE_HERE = "_Type your answer here"


def assembled(notebook: SourceNotebook | None, tests: Iterable[Tests], complain: Complain) -> Assembly:
    """The notebook's cells with the tests where they are checked; without a notebook, an empty answer for each question."""
    assembly = Assembly()
    for each in tests:
        grade_id = grade_id_of(each.name)
        if not grade_id or grade_id in assembly.tests:
            complain(
                each.line, f"The name “{each.name}” is used for another question, or has no letter or digit."
            )
            continue
        assembly.tests[grade_id] = each
        tell_of_tests(each, assembly.told)
    if notebook is None:
        _without_notebook(assembly)
    else:
        _with_notebook(notebook, assembly, complain)
    return assembly


def _without_notebook(assembly: Assembly) -> None:
    for grade_id, tests in assembly.tests.items():
        source = f"### BEGIN SOLUTION\n# The reference solution of {grade_id} belongs here.\n### END SOLUTION"
        assembly.items += [
            made.text_cell(f"## {tests.name}"),
            made.answer_cell(f"{grade_id}-answer", source),
            grade_id,
        ]
    assembly.told.for_a_person.append(
        "There was no notebook: write what is asked, and the reference solution of each question, into source.ipynb."
    )


def _with_notebook(notebook: SourceNotebook, assembly: Assembly, complain: Complain) -> None:
    cells = [cell for cell in notebook.cells if not _is_ignored(cell)]
    answers = _answers(cells)
    open_answers = 0
    count: dict[str, int] = {}
    for index, cell in enumerate(cells):
        if question := question_checked(cell.source):
            assembly.items.append(question)
            continue
        if index in answers:
            question = _next_question(cells, index)
            count[question] = count.get(question, 0) + 1
            number = f"-{count[question]}" if count[question] > 1 else ""
            open_answers += _add_answer(cell, f"{question}-answer{number}", assembly, complain)
        else:
            _add_plain(cell, assembly)
        assembly.items += _checked_by_metadata(cell)
    if open_answers or not answers:
        assembly.told.for_a_person.append(
            "The notebook holds no reference solution"
            + (f" in {open_answers} of its answer cells" if answers else "")
            + ": write it into source.ipynb."
        )


def _is_ignored(cell: SourceCell) -> bool:
    own = cell.metadata.get("otter")
    return _IGNORED in cell.tags or (isinstance(own, dict) and own.get("ignore") is True)


def _checked_by_metadata(cell: SourceCell) -> list[str]:
    own = cell.metadata.get("otter")
    names = own.get("tests") if isinstance(own, dict) else None
    return (
        [grade_id_of(name) for name in names or () if isinstance(name, str)]
        if isinstance(names, list)
        else []
    )


def _answers(cells: list[SourceCell]) -> frozenset[int]:
    """Cells that Otter has tagged; without such tags, the code cell above each check."""
    tagged = frozenset(index for index, cell in enumerate(cells) if cell.tags & _ANSWERS)
    if tagged:
        return tagged
    found: set[int] = set()
    for index, cell in enumerate(cells):
        if question_checked(cell.source):
            above = (each for each in range(index - 1, -1, -1) if cells[each].cell_type == "code")
            nearest = next(above, -1)
            if nearest >= 0 and not question_checked(cells[nearest].source):
                found.add(nearest)
    return frozenset(found)


def _next_question(cells: list[SourceCell], index: int) -> str:
    for cell in cells[index:]:
        if question := question_checked(cell.source):
            return question
        if named := _checked_by_metadata(cell):
            return named[0]
    return "last"


def _add_answer(cell: SourceCell, grade_id: str, assembly: Assembly, complain: Complain) -> bool:
    """Add the answer cell; True where it holds no solution yet."""
    if cell.cell_type != "code":
        assembly.items.append(made.text_answer_cell(grade_id, cell.source, cell_id=cell.id))
        return False
    pieces = pieces_of(cell.lines, at(cell, complain))
    if has_solution(pieces):
        source = as_source(pieces)
    else:
        source = f"### BEGIN SOLUTION\n{cell.source}\n### END SOLUTION"
    assembly.items.append(made.answer_cell(grade_id, source, cell_id=cell.id))
    return not has_solution(pieces) and _is_open(cell.source)


def _is_open(source: str) -> bool:
    """True where `...` stands for what is to be written."""
    tree = parse(source)
    if tree is None:
        return True
    return not tree.body or any(
        isinstance(node, ast.Constant) and node.value is ... for node in ast.walk(tree)
    )


def _add_plain(cell: SourceCell, assembly: Assembly) -> None:
    source = without_client(cell.source) if cell.cell_type == "code" else cell.source
    if source.strip():
        assembly.items.append(made.plain_cell(replace(cell, source=source)))

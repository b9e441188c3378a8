"""A master notebook of `otter assign` becomes the cells of an exercise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from graders.importers.otter import cells as made
from graders.importers.otter.assembly import Assembly, tell_of_tests
from graders.importers.otter.blocks import Block, Master, Role, at
from graders.importers.otter.cells import Cell
from graders.importers.otter.client import without_client
from graders.importers.otter.master_tests import read_cases
from graders.importers.otter.model import Complain, SourceCell, Tests, Told
from graders.importers.otter.points import manual_points
from graders.importers.otter.solutions import (
    Piece,
    as_source,
    handed_out,
    has_plugin,
    has_solution,
    pieces_of,
    region,
    without_ignored,
)
from graders.notebook.checks import grade_id_of, question_checked

_KEYS = ("name", "manual", "points", "check_cell", "export", "all_or_nothing")
_TYPE_HERE = "_Type your answer here, replacing this text._"
_INCLUDED = "otter_include"


def assembled(master: Master, complain: Complain) -> Assembly:
    """Questions and the cells between them. `complain` hears of all that is wrong, with lines of the file."""
    builder = _Builder(master.config, complain)
    for item in master.items:
        if isinstance(item, Block):
            builder.add_question(item)
        else:
            builder.add_plain(item)
    return builder.assembly


class _Builder:
    def __init__(self, config: dict[str, Any], complain: Complain) -> None:
        tests = config.get("tests")
        self._ok_format = not (isinstance(tests, dict) and tests.get("ok_format") is False)
        self._strips_everywhere = config.get("strip_solutions_from_all_cells") is True
        self._complain = complain
        self._taken: set[str] = set()
        self._extra = 0
        self.assembly = Assembly()

    @property
    def _told(self) -> Told:
        return self.assembly.told

    # ------------------------------------------------------------ cells outside of questions

    def add_plain(self, cell: SourceCell) -> None:
        """A cell that no solution block holds."""
        if question := question_checked(cell.source):
            self.assembly.items.append(question)
            return
        cell = self._cleaned(cell)
        if cell.cell_type == "code" and self._strips_everywhere:
            pieces = pieces_of(cell.lines, at(cell, self._complain))
            if has_solution(pieces):
                self._extra += 1
                self._add(made.answer_cell(f"solution-{self._extra}", as_source(pieces), cell_id=cell.id))
                return
        elif cell.cell_type == "code" and "# SOLUTION" in cell.source:
            self._told.for_a_person.append(
                f"Cell {cell.number} has `# SOLUTION` outside of a solution block: Otter hands it out as it is, and so do we."
            )
        if cell.source.strip():
            self._add(made.plain_cell(cell))

    def _cleaned(self, cell: SourceCell) -> SourceCell:
        if has_plugin(cell.lines):
            self._told.left_out.append(
                f"the plugin in cell {cell.number}: plugins are programs, and none is executed"
            )
        lines = without_ignored(cell.lines, at(cell, self._complain))
        source = "\n".join(lines)
        return replace(cell, source=without_client(source) if cell.cell_type == "code" else source)

    def _add(self, cell: Cell) -> None:
        self.assembly.items.append(cell)

    # ------------------------------------------------------------ questions

    def add_question(self, block: Block) -> None:
        """All that a question holds, and at its end its tests."""
        name = self._name(block)
        grade_id = grade_id_of(name)
        self._check_keys(block)
        if block.config.get("manual") is True:
            self._add_manual(block, name, grade_id)
        else:
            self._add_answers(block, name, grade_id)
        self._add_tests(block, name, grade_id)

    def _name(self, block: Block) -> str:
        name = block.config.get("name")
        text = str(name) if isinstance(name, str | int | float) and not isinstance(name, bool) else ""
        grade_id = grade_id_of(text)
        if not grade_id:
            if not block.is_broken:
                self._say(block, "This question has no `name` with letters or digits.")
            return f"question-{block.number}"
        if grade_id in self._taken:
            self._say(block, f"The name “{text}” is used for a question before.")
            return f"question-{block.number}"
        self._taken.add(grade_id)
        return text

    def _say(self, block: Block, sentence: str) -> None:
        self._complain(block.line, f"Cell {block.number}: {sentence}")

    def _check_keys(self, block: Block) -> None:
        for key, value in block.config.items():
            if key not in _KEYS:
                self._told.left_out.append(
                    f"`{key}` of the question in cell {block.number}: Otter has no such setting"
                )
            elif key in ("manual", "check_cell", "export", "all_or_nothing") and not isinstance(value, bool):
                self._say(block, f"`{key}` must be true or false, but is {value!r}.")

    def _add_answers(self, block: Block, name: str, grade_id: str) -> None:
        prompt, merged = _one_answer_in_two_cells(block)
        count = 0
        for role, cell in block.cells:
            if role is Role.TEST or cell is prompt:
                continue
            if role is Role.TEXT or (role is Role.SOLUTION and cell.cell_type != "code"):
                self._add_text(role, cell, name)
                continue
            if cell.cell_type != "code":
                self._add(made.plain_cell(cell))
                continue
            source = self._answer(role, cell, prompt if cell is merged else None)
            if source is None:
                self.add_plain(cell)
                continue
            count += 1
            self._add(made.answer_cell(_numbered(grade_id, count), source, cell_id=cell.id))
        if not count and block.of(Role.TEST):
            self._told.for_a_person.append(
                f"“{name}” has no solution that is cut out: is its answer given elsewhere?"
            )

    def _add_text(self, role: Role, cell: SourceCell, name: str) -> None:
        if role is Role.SOLUTION and _INCLUDED not in cell.tags:
            self._told.left_out.append(f"the text in cell {cell.number}, part of the solution of “{name}”")
        else:
            self.add_plain(cell)

    def _answer(self, role: Role, cell: SourceCell, prompt: SourceCell | None) -> str | None:
        """The text of an answer cell, or None where all of the cell is handed out."""
        pieces = self._pieces(cell)
        if prompt is not None:
            reference = [line for piece in pieces for line in piece.reference]
            return "\n".join(region(reference, prompt.lines))
        if role is Role.PROMPT and not has_solution(pieces):
            return None
        if not has_solution(pieces):
            self._told.for_a_person.append(
                f"Cell {cell.number} stands in a solution block without `# SOLUTION`: it is handed out whole, as Otter does."
            )
            return None
        return as_source(pieces)

    def _pieces(self, cell: SourceCell) -> list[Piece]:
        lines = self._cleaned(cell).lines
        return pieces_of(lines, at(cell, self._complain))

    # ------------------------------------------------------------ marked by a person

    def _add_manual(self, block: Block, name: str, grade_id: str) -> None:
        points = self._manual_points(block)
        for cell in block.of(Role.TEXT):
            self.add_plain(cell)
        prompts, solutions = block.of(Role.PROMPT), block.of(Role.SOLUTION)
        texts = [cell for cell in (*prompts, *solutions) if cell.cell_type == "markdown"]
        code = [cell for cell in solutions if cell.cell_type == "code"]
        code = code or [cell for cell in prompts if cell.cell_type == "code"]
        if texts or not code:
            self._add(made.manual_cell(grade_id, "markdown", _text_answer(block), points, cell_id=_id(texts)))
        for number, cell in enumerate(code, start=1):
            source = as_source(self._pieces(cell))
            if texts or number > 1:
                self._add(made.answer_cell(_numbered(grade_id, number), source, cell_id=cell.id))
            else:
                self._add(made.manual_cell(grade_id, "code", source, points, cell_id=cell.id))
        self._told.carried.append(f"“{name}”: marked by a person, {points:f} points")
        if not points:
            self._told.for_a_person.append(f"“{name}” is marked by a person and has no points.")

    def _manual_points(self, block: Block) -> Any:
        try:
            return manual_points(block.config.get("points"))
        except ValueError as error:
            self._say(block, str(error))
            return manual_points(None)

    # ------------------------------------------------------------ tests

    def _add_tests(self, block: Block, name: str, grade_id: str) -> None:
        found = block.of(Role.TEST)
        cases = read_cases(name, found, ok_format=self._ok_format, complain=self._complain)
        is_manual = block.config.get("manual") is True
        if not cases:
            if not is_manual and not found:
                self._told.for_a_person.append(
                    f"“{name}” has no tests and is not marked by a person: it earns nothing."
                )
            return
        if is_manual:
            self._told.for_a_person.append(f"“{name}” has tests and is marked by a person: both give points.")
            grade_id = f"{grade_id}-tests"
        tests = Tests(
            name=name,
            points=block.config.get("points"),
            cases=cases,
            all_or_nothing=block.config.get("all_or_nothing") is True,
            line=block.line,
        )
        self.assembly.tests[grade_id] = tests
        self.assembly.items.append(grade_id)
        tell_of_tests(tests, self._told)


def _one_answer_in_two_cells(block: Block) -> tuple[SourceCell | None, SourceCell | None]:
    """A prompt cell and a solution cell of which learners get nothing are one answer cell."""
    prompts = [cell for cell in block.of(Role.PROMPT) if cell.cell_type == "code"]
    solutions = [cell for cell in block.of(Role.SOLUTION) if cell.cell_type == "code"]
    if len(prompts) != 1 or len(solutions) != 1:
        return None, None
    pieces = pieces_of(solutions[0].lines, lambda _, __: None)
    if handed_out(pieces).strip() or not has_solution(pieces):
        return None, None
    return prompts[0], solutions[0]


def _text_answer(block: Block) -> str:
    prompts = [cell.source for cell in block.of(Role.PROMPT) if cell.cell_type == "markdown"]
    solutions = [cell.source for cell in block.of(Role.SOLUTION) if cell.cell_type == "markdown"]
    prompt = "\n\n".join(prompts) or _TYPE_HERE
    return "\n".join(region("\n\n".join(solutions).split("\n"), prompt.split("\n"), is_code=False))


def _id(cells: list[SourceCell]) -> str:
    return cells[0].id if cells else ""


def _numbered(grade_id: str, number: int) -> str:
    return f"{grade_id}-answer" if number == 1 else f"{grade_id}-answer-{number}"

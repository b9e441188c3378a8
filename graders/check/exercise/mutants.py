"""Every way in which one slip can change the reference solution of an exercise, each as the text a learner would hand in."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from graders.check.exercise.learning import other_sets
from graders.check.exercise.operators import OPERATORS, SETS, is_left_alone
from graders.check.exercise.slip import Slip
from graders.exercise import Cell, CellKind, Exercise
from graders.exercise.markers import find_regions
from graders.names import python_tree

_MARKERS = ("BEGIN SOLUTION", "END SOLUTION")


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """The reference solution with one slip in one answer cell.

    `question` is the first test cell after it; `line` the line of the source file, `before` and `after` what stands there,
    `source` the whole changed cell.
    """

    name: str
    operator: str
    cell: Cell
    question: str
    line: int
    before: str
    after: str
    source: str

    @property
    def diff(self) -> str:
        """The change as a unified diff without its head."""
        lines = difflib.unified_diff(self.cell.source.split("\n"), self.source.split("\n"), lineterm="", n=1)
        return "\n".join(list(lines)[2:])


def mutants_of(exercise: Exercise) -> tuple[Mutant, ...]:
    """All mutants, in the order of the source; the same text is listed once."""
    found: list[Mutant] = []
    for position, cell in enumerate(exercise.cells):
        if cell.kind is CellKind.ANSWER and cell.cell_type == "code":
            later = (other for other in exercise.cells[position:] if other.kind is CellKind.TEST)
            question = next(later, None)
            found += _of_cell(cell, question.grade_id if question else "")
    return tuple(found)


def cells_left_out(exercise: Exercise) -> list[Cell]:
    """Answer cells that no slip can be made in, because they are not plain Python."""
    answers = (cell for cell in exercise.cells if cell.kind is CellKind.ANSWER and cell.cell_type == "code")
    return [cell for cell in answers if _tree(cell.source) is None]


def _of_cell(cell: Cell, question: str) -> Iterator[Mutant]:
    tree = _tree(cell.source)
    if tree is None:
        return
    lines, seen = _solution_lines(cell), {ast.dump(tree)}
    for operator, (old, new) in _slips(tree):
        if getattr(old, "lineno", 0) not in lines:
            continue
        source = _replaced(cell.source, tree, old, new)
        changed = _tree(source) if source else None
        if changed is None or ast.dump(changed) in seen:
            continue
        seen.add(ast.dump(changed))
        yield _mutant(cell, question, operator, source, old)


def _mutant(cell: Cell, question: str, operator: str, source: str, old: ast.AST) -> Mutant:
    number = old.lineno  # type: ignore[attr-defined]  # only nodes with a place come here
    before, after = cell.source.split("\n")[number - 1].strip(), source.split("\n")[number - 1].strip()
    return Mutant(
        name=f"{cell.grade_id}: {operator}: {before} -> {after}",
        operator=operator,
        cell=cell,
        question=question,
        line=cell.line + number - 1,
        before=before,
        after=after,
        source=source,
    )


def _tree(source: str) -> ast.Module | None:
    try:
        return python_tree(source)
    except (SyntaxError, ValueError):
        return None


def _solution_lines(cell: Cell) -> frozenset[int]:
    """Numbers (from 1) of the lines that the learner has to write."""
    regions = find_regions(cell.source, cell.kind, lambda _line, _sentence: None)
    if not regions:
        return frozenset(range(1, cell.source.count("\n") + 2))
    return frozenset(line + 1 for region in regions for line in range(region.begin + 1, region.end))


def _slips(tree: ast.Module) -> Iterator[tuple[str, Slip]]:
    names = frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    for node in _nodes(tree):
        for operator in OPERATORS:
            for slip in operator.slips(node):
                yield operator.name, slip
        for slip in other_sets(node, names):
            yield SETS, slip


def _nodes(parent: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(parent):
        if not is_left_alone(parent, node):
            yield node
            yield from _nodes(node)


def _replaced(source: str, tree: ast.Module, old: ast.AST, new: ast.AST) -> str:
    """`source` with the text of `old` replaced, in parentheses where it would be read otherwise; empty where it cannot be."""
    wanted = ast.dump(_Swap(old, new).visit(python_tree(source)))
    kept, plain = _as_written(source, new), ast.unparse(ast.fix_missing_locations(new))
    for candidate in (kept, f"({kept})", plain, f"({plain})"):
        changed = _with_text(source, old, candidate)
        found = _tree(changed)
        if found is not None and ast.dump(found) == wanted:
            return changed
    return ""


def _as_written(source: str, new: ast.AST) -> str:
    """The text of `new`, in which each part that the author wrote stands as she wrote it."""
    written: dict[str, str] = {}

    class Keep(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            text = ast.get_source_segment(source, node) if isinstance(node, ast.expr) else None
            if text is None:
                return super().generic_visit(node)
            name = f"_{len(written)}_as_written"
            written[name] = text
            return ast.Name(id=name, ctx=ast.Load())

    changed = super(Keep, Keep()).generic_visit(deepcopy(new))
    text = ast.unparse(ast.fix_missing_locations(changed))
    for name, part in written.items():
        text = text.replace(name, part)
    return text


def _with_text(source: str, old: ast.AST, text: str) -> str:
    lines = source.encode().split(b"\n")
    first, last = old.lineno - 1, old.end_lineno - 1  # type: ignore[attr-defined]
    head = lines[first][: old.col_offset]  # type: ignore[attr-defined]
    tail = lines[last][old.end_col_offset :]  # type: ignore[attr-defined]
    return b"\n".join([*lines[:first], head + text.encode() + tail, *lines[last + 1 :]]).decode()


class _Swap(ast.NodeTransformer):
    """Puts `new` where a node of the same kind stands at the place of `old`."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        if type(node) is type(self._old) and _place(node) == _place(self._old):
            return self._new
        return super().generic_visit(node)


def _place(node: ast.AST) -> tuple[int | None, ...]:
    names = ("lineno", "col_offset", "end_lineno", "end_col_offset")
    return tuple(getattr(node, name, None) for name in names)

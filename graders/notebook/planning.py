"""Match a submission with its exercise: what runs, in which order, and what was repaired on the way."""

from __future__ import annotations

from dataclasses import replace

from graders.exercise import Cell, CellKind, Exercise
from graders.names import bound_names, used_names
from graders.notebook.imports import missing_modules, missing_sentence
from graders.notebook.model import InvalidNotebook, LearnerCell, LearnerNotebook, Plan, PlannedCell
from graders.notebook.pairing import (
    BY_GRADE_ID,
    BY_NAMES,
    BY_NEIGHBOURS,
    ELSEWHERE,
    Pairing,
    has_additions,
    pair_cells,
    was_edited,
)
from graders.notebook.placing import place_restored
from graders.notebook.reading import read


def check(*, exercise: Exercise, content: bytes, file_name: str) -> Plan:
    """How grading this file would begin. Raises `InvalidNotebook` where it cannot be graded."""
    return match(exercise, read(content, file_name, exercise.limits))


def match(exercise: Exercise, notebook: LearnerNotebook) -> Plan:
    """The plan of one run. Raises `InvalidNotebook` when not one answer cell is there."""
    pairing = pair_cells(exercise, notebook)
    answers = [cell for cell in exercise.cells if cell.kind.is_answered]
    if answers and not any(cell.index in pairing.place for cell in answers):
        raise InvalidNotebook(
            "no_answer_cell",
            f"No answer cell of “{exercise.title}” was found in this notebook: "
            "is it the file of another exercise? Hand in the notebook that you downloaded here.",
        )
    slots, moved = place_restored(exercise, pairing, len(notebook.cells))
    cells = _arranged(exercise, notebook, pairing, slots)
    own = [cell.source for cell in cells if cell.cell_type == "code" and not cell.restored]
    missing = missing_modules(exercise, own)
    notes = (*notebook.notes, *pairing.notes, *_notes(exercise, notebook, pairing, moved))
    return Plan(
        cells=_with_released_runs(cells),
        matched={cell.grade_id: pairing.how.get(cell.index, "missing") for cell in answers},
        notes=(*notes, missing_sentence(exercise, missing)) if missing else notes,
        missing_modules=missing,
    )


def reference_plan(exercise: Exercise) -> Plan:
    """The plan of the exercise's own source: what its reference solution earns, and changes, is learnt from it."""
    cells = [
        _restored(cell) if cell.kind.is_restored else _answered(cell, cell.source, {})
        for cell in exercise.cells
    ]
    matched = {cell.grade_id: BY_GRADE_ID for cell in exercise.cells if cell.kind.is_answered}
    return Plan(cells=_with_released_runs(_numbered(cells)), matched=matched)


def _arranged(
    exercise: Exercise, notebook: LearnerNotebook, pairing: Pairing, slots: dict[int, list[Cell]]
) -> list[PlannedCell]:
    stands_for = {
        place: exercise.cells[index] for index, place in sorted(pairing.place.items(), reverse=True)
    }
    cells = [_restored(cell) for cell in slots.get(-1, [])]
    for copy in notebook.cells:
        if copy.index not in pairing.dropped:
            cells.append(_submitted(copy, stands_for.get(copy.index)))
        cells += [_restored(cell) for cell in slots.get(copy.index, [])]
    return _numbered(_with_unique_ids(cells))


def _submitted(copy: LearnerCell, cell: Cell | None) -> PlannedCell:
    if cell is not None and cell.kind.is_answered:
        return _answered(cell, copy.source, copy.attachments)
    return PlannedCell(cell_type=copy.cell_type, source=copy.source, id=copy.id, attachments=copy.attachments)


def _answered(cell: Cell, source: str, attachments: dict[str, object]) -> PlannedCell:
    return PlannedCell(
        cell_type=cell.cell_type, source=source, id=cell.id, grade_id=cell.grade_id, attachments=attachments
    )


def _restored(cell: Cell) -> PlannedCell:
    return PlannedCell(
        cell_type=cell.cell_type,
        source=cell.released,
        id=cell.id,
        grade_id=cell.grade_id,
        stop=0 if cell.kind is CellKind.TEST else None,
        restored=True,
        attachments=cell.attachments,
    )


def _numbered(cells: list[PlannedCell]) -> list[PlannedCell]:
    stops = [index for index, cell in enumerate(cells) if cell.stop is not None]
    numbers = {index: number for number, index in enumerate(stops)}
    return [replace(cell, stop=numbers.get(index)) for index, cell in enumerate(cells)]


def _with_unique_ids(cells: list[PlannedCell]) -> list[PlannedCell]:
    """Cells of the source keep their ids; the learner's keep theirs where they are free."""
    taken = {cell.id for cell in cells if cell.grade_id}
    result = []
    for index, cell in enumerate(cells):
        name = cell.id
        if not cell.grade_id:
            name = _free_name(name or f"cell-{index}", taken)
            taken.add(name)
        result.append(replace(cell, id=name))
    return result


def _free_name(name: str, taken: set[str]) -> str:
    """`name`, or `name-2`, `name-3` … within the 64 characters that an id may have."""
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name[:56]}-{number}"
    return candidate


def _with_released_runs(cells: list[PlannedCell]) -> tuple[PlannedCell, ...]:
    """Mark the test cells whose released text binds a name that a later cell uses and no other cell binds."""
    code = [cell.cell_type == "code" for cell in cells]
    bound = [
        bound_names(cell.source) if is_code else frozenset()
        for cell, is_code in zip(cells, code, strict=True)
    ]
    by_learner = frozenset().union(
        *(names for names, cell in zip(bound, cells, strict=True) if cell.stop is None)
    )
    result = list(cells)
    needed: set[str] = set()
    for index in range(len(cells) - 1, -1, -1):
        cell = cells[index]
        runs = cell.stop is None or bool((bound[index] - by_learner) & needed)
        if cell.stop is not None and runs:
            result[index] = replace(cell, run_released=True)
        if code[index] and runs:
            needed |= used_names(cell.source)
    return tuple(result)


def _notes(exercise: Exercise, notebook: LearnerNotebook, pairing: Pairing, moved: set[int]) -> list[str]:
    notes = _missing_notes(exercise, pairing) + _recognised_notes(exercise, pairing)
    for cell in exercise.cells:
        if cell.index not in pairing.place:
            continue
        copy = notebook.cells[pairing.place[cell.index]]
        if cell.kind.is_answered:
            notes += _answer_notes(cell, copy, pairing.how[cell.index])
        elif cell.kind.is_restored:
            notes += _restored_notes(cell, copy, was_moved=cell.index in moved)
    return notes


def _missing_notes(exercise: Exercise, pairing: Pairing) -> list[str]:
    """One sentence for each kind of cell of which some are not there."""
    missing = [cell for cell in exercise.cells if cell.grade_id and cell.index not in pairing.place]
    answers = [cell for cell in missing if cell.kind.is_answered]
    notes = [f"{_named('answer cell', answers)} not found."] if answers else []
    for what, is_test in (("test cell", True), ("locked cell", False)):
        cells = [
            cell for cell in missing if cell.kind.is_restored and (cell.kind is CellKind.TEST) == is_test
        ]
        if cells:
            it, copy = ("they were", "copies") if len(cells) > 1 else ("it was", "copy")
            notes.append(f"{_named(what, cells)} missing; {it} put back from the course's {copy}.")
    return notes


def _recognised_notes(exercise: Exercise, pairing: Pairing) -> list[str]:
    """One sentence for each way by which answers without a mark were found."""
    notes = []
    for how in (BY_NEIGHBOURS, BY_NAMES):
        cells = [
            cell for cell in exercise.cells if cell.kind.is_answered and pairing.how.get(cell.index) == how
        ]
        if cells:
            plural = len(cells) > 1
            names, were = _named("answer cell", cells).rsplit(" ", 1)
            lost, its = ("their marks", "their") if plural else ("its mark", "its")
            notes.append(f"{names} had lost {lost} and {were} recognised by {its} {how}.")
    return notes


def _named(what: str, cells: list[Cell]) -> str:
    *others, last = [f"“{cell.grade_id}”" for cell in cells]
    if not others:
        return f"The {what} {last} was"
    return f"The {what}s {', '.join(others)} and {last} were"


def _answer_notes(cell: Cell, copy: LearnerCell, how: str) -> list[str]:
    notes = []
    if how == ELSEWHERE:
        notes.append(
            f"The answer cell “{cell.grade_id}” was left as it was; your answer was found in another cell."
        )
    if copy.cell_type != cell.cell_type:
        notes.append(
            f"The answer cell “{cell.grade_id}” was a {copy.cell_type} cell; it is {cell.cell_type} again."
        )
    return notes


def _restored_notes(cell: Cell, copy: LearnerCell, *, was_moved: bool) -> list[str]:
    what = "test cell" if cell.kind is CellKind.TEST else "locked cell"
    notes = []
    if was_edited(cell, copy):
        added = " What you had added to it ran before it." if has_additions(cell, copy) else ""
        notes.append(
            f"The {what} “{cell.grade_id}” had been edited; the original stands in its place.{added}"
        )
    if was_moved:
        notes.append(f"The {what} “{cell.grade_id}” had been moved; it was put back where it belongs.")
    return notes

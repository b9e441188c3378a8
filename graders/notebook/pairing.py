"""Which submitted cell stands for which source cell: by grade_id, cell id, text, neighbours, names; in that order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from graders.exercise import Cell, Exercise
from graders.names import bound_names
from graders.notebook.model import LearnerCell, LearnerNotebook

BY_GRADE_ID = "grade_id"
BY_CELL_ID = "cell id"
BY_TEXT = "text"
BY_NEIGHBOURS = "neighbours"
BY_NAMES = "names"

_SIMILAR = 0.5
_COMPARED_CHARACTERS = 5_000  # SequenceMatcher is quadratic; the learner chooses the length


@dataclass(kw_only=True)
class Pairing:
    """`place[source index] = learner index`, how each was found, and the copies that will not run."""

    place: dict[int, int] = field(default_factory=dict)
    how: dict[int, str] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    def pair(self, cell: Cell, index: int, how: str) -> None:
        """Record that the submitted cell `index` stands for `cell`."""
        self.place[cell.index] = index
        self.how[cell.index] = how
        if cell.kind.is_restored:
            self.dropped.add(index)

    @property
    def taken(self) -> set[int]:
        """Submitted cells that stand for something already."""
        return self.dropped | set(self.place.values())


def pair_cells(exercise: Exercise, notebook: LearnerNotebook) -> Pairing:
    """Pair as many source cells as possible, the most certain ways first."""
    pairing = Pairing()
    _by_grade_id(exercise, notebook, pairing)
    _by_key(exercise.cells, notebook.cells, pairing, BY_CELL_ID, lambda cell: cell.id, lambda cell: cell.id)
    _by_key(
        [cell for cell in exercise.cells if not cell.kind.is_answered],
        notebook.cells,
        pairing,
        BY_TEXT,
        lambda cell: _normal(cell.released),
        lambda cell: _normal(cell.source),
    )
    _drop_copies(exercise, notebook, pairing)
    _by_neighbours(exercise, notebook, pairing)
    _by_names(exercise, notebook, pairing)
    return pairing


def _by_grade_id(exercise: Exercise, notebook: LearnerNotebook, pairing: Pairing) -> None:
    for cell in exercise.cells:
        copies = [copy for copy in notebook.cells if cell.grade_id and copy.grade_id == cell.grade_id]
        if not copies:
            continue
        if cell.kind.is_restored:
            pairing.pair(cell, max(copies, key=lambda copy: _likeness(cell, copy)).index, BY_GRADE_ID)
            pairing.dropped.update(copy.index for copy in copies if _likeness(cell, copy) > _SIMILAR)
            continue
        pairing.pair(cell, copies[-1].index, BY_GRADE_ID)
        if len(copies) > 1:
            pairing.notes.append(
                f"The answer cell “{cell.grade_id}” is there {len(copies)} times; the last one counts."
            )


def _by_key(
    sources: Iterable[Cell],
    submitted: tuple[LearnerCell, ...],
    pairing: Pairing,
    how: str,
    source_key: Callable[[Cell], str],
    submitted_key: Callable[[LearnerCell], str],
) -> None:
    taken = pairing.taken
    waiting: dict[str, list[int]] = {}
    for copy in submitted:
        if copy.index not in taken and submitted_key(copy):
            waiting.setdefault(submitted_key(copy), []).append(copy.index)
    for cell in sources:
        if cell.index not in pairing.place and waiting.get(source_key(cell)):
            pairing.pair(cell, waiting[source_key(cell)].pop(0), how)


def _drop_copies(exercise: Exercise, notebook: LearnerNotebook, pairing: Pairing) -> None:
    """Exact further copies of restored cells do not run twice."""
    texts = {_normal(cell.released) for cell in exercise.cells if cell.kind.is_restored} - {""}
    taken = pairing.taken
    pairing.dropped.update(
        copy.index for copy in notebook.cells if copy.index not in taken and _normal(copy.source) in texts
    )


def _by_neighbours(exercise: Exercise, notebook: LearnerNotebook, pairing: Pairing) -> None:
    anchors = dict(pairing.place)
    gaps: dict[tuple[int | None, int | None], list[Cell]] = {}
    for cell in _missing_answers(exercise, pairing):
        above = max((index for index in anchors if index < cell.index), default=None)
        below = min((index for index in anchors if index > cell.index), default=None)
        if above is not None or below is not None:
            gaps.setdefault((above, below), []).append(cell)
    for (above, below), cells in gaps.items():
        first = 0 if above is None else anchors[above] + 1
        last = len(notebook.cells) if below is None else anchors[below]
        for cell_type in ("code", "markdown"):
            wanted = [cell for cell in cells if cell.cell_type == cell_type]
            _pair_gap(wanted, notebook.cells[first:last], cell_type, pairing)


def _pair_gap(cells: list[Cell], between: tuple[LearnerCell, ...], cell_type: str, pairing: Pairing) -> None:
    taken = pairing.taken
    free = [
        copy
        for copy in between
        if copy.index not in taken and copy.cell_type == cell_type and copy.source.strip()
    ]
    if len(cells) == len(free):
        for cell, copy in zip(cells, free, strict=True):
            pairing.pair(cell, copy.index, BY_NEIGHBOURS)
    elif len(cells) == 1 and free:
        pairing.pair(cells[0], (_best_by_names(cells[0], free) or free[-1]).index, BY_NEIGHBOURS)


def _by_names(exercise: Exercise, notebook: LearnerNotebook, pairing: Pairing) -> None:
    candidates = [
        copy for copy in notebook.cells if copy.cell_type == "code" and copy.index not in pairing.dropped
    ]
    for cell in _missing_answers(exercise, pairing):
        best = _best_by_names(cell, candidates) if cell.cell_type == "code" else None
        if best is not None:
            pairing.pair(cell, best.index, BY_NAMES)


def _best_by_names(cell: Cell, candidates: list[LearnerCell]) -> LearnerCell | None:
    """The last of the cells that bind most of the names which the reference solution binds here."""
    wanted = bound_names(cell.source)
    common = [(len(wanted & bound_names(copy.source)), copy.index) for copy in candidates]
    count, index = max(common, default=(0, 0))
    return next(copy for copy in candidates if copy.index == index) if count else None


def _missing_answers(exercise: Exercise, pairing: Pairing) -> list[Cell]:
    return [cell for cell in exercise.cells if cell.kind.is_answered and cell.index not in pairing.place]


def _normal(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _likeness(cell: Cell, copy: LearnerCell) -> float:
    if _normal(cell.released) == _normal(copy.source):
        return 1.0
    return SequenceMatcher(
        None, cell.released[:_COMPARED_CHARACTERS], copy.source[:_COMPARED_CHARACTERS]
    ).ratio()


def was_edited(cell: Cell, copy: LearnerCell) -> bool:
    """True where a restored cell's copy no longer says what was released."""
    return copy.cell_type != cell.cell_type or _normal(cell.released) != _normal(copy.source)

"""Which submitted cell stands for which source cell: by grade_id, cell id, text, neighbours, names; in that order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from graders.exercise import Cell, Exercise
from graders.names import bound_names
from graders.notebook.checks import question_checked
from graders.notebook.model import LearnerCell, LearnerNotebook

BY_GRADE_ID = "grade_id"
BY_CELL_ID = "cell id"
BY_TEXT = "text"
BY_NEIGHBOURS = "neighbours"
BY_NAMES = "names"
ELSEWHERE = "another cell"

_SIMILAR = 0.5
_COMPARED_CHARACTERS = 5_000  # SequenceMatcher is quadratic; the learner chooses the length


@dataclass(kw_only=True)
class Pairing:
    """`place[source index] = learner index`, how each was found, and the copies that will not run."""

    place: dict[int, int] = field(default_factory=dict)
    how: dict[int, str] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    def pair(self, cell: Cell, copy: LearnerCell, how: str) -> None:
        """Record that the submitted cell stands for `cell`."""
        self.place[cell.index] = copy.index
        self.how[cell.index] = how
        if cell.kind.is_restored:
            self.drop(cell, copy)

    def drop(self, cell: Cell, copy: LearnerCell) -> None:
        """A copy of a restored cell does not run, unless it has something of the learner's own in it."""
        if not has_additions(cell, copy):
            self.dropped.add(copy.index)

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
    _answered_elsewhere(exercise, notebook, pairing)
    _drop_stubs(exercise, notebook, pairing)
    return pairing


def _by_grade_id(exercise: Exercise, notebook: LearnerNotebook, pairing: Pairing) -> None:
    for cell in exercise.cells:
        copies = [copy for copy in notebook.cells if cell.grade_id and copy.grade_id == cell.grade_id]
        if not copies:
            continue
        if cell.kind.is_restored:
            best = _last_check(copies, notebook) or max(copies, key=lambda copy: _likeness(cell, copy))
            pairing.pair(cell, best, BY_GRADE_ID)
            for copy in copies:
                if _likeness(cell, copy) > _SIMILAR:
                    pairing.drop(cell, copy)
        else:
            _pair_answer(cell, copies, pairing)


def _pair_answer(cell: Cell, copies: list[LearnerCell], pairing: Pairing) -> None:
    """The last copy counts, of those that say something; an untouched one would undo what the others have done."""
    written = [copy for copy in copies if not is_stub(cell, copy)] or copies
    counting = (len(written) > 1 and _best_by_names(cell, written)) or written[-1]
    pairing.pair(cell, counting, BY_GRADE_ID)
    if len(written) < len(copies):
        pairing.dropped.update(copy.index for copy in copies if is_stub(cell, copy))
    if len(copies) > 1:
        which = "the last one counts" if counting is copies[-1] else "the one with the answer counts"
        pairing.notes.append(f"The answer cell “{cell.grade_id}” is there {len(copies)} times; {which}.")


def _by_key(
    sources: Iterable[Cell],
    submitted: tuple[LearnerCell, ...],
    pairing: Pairing,
    how: str,
    source_key: Callable[[Cell], str],
    submitted_key: Callable[[LearnerCell], str],
) -> None:
    taken = pairing.taken
    waiting: dict[str, list[LearnerCell]] = {}
    for copy in submitted:
        if copy.index not in taken and submitted_key(copy):
            waiting.setdefault(submitted_key(copy), []).append(copy)
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
            _pair_gap(wanted, notebook, slice(first, last), pairing)


def _pair_gap(cells: list[Cell], notebook: LearnerNotebook, gap: slice, pairing: Pairing) -> None:
    """`cells`, all of one type, with what is left in a gap between others: one with one, or one with the most like it."""
    taken = pairing.taken
    free = [
        copy
        for copy in notebook.cells[gap]
        if cells and copy.index not in taken and copy.cell_type == cells[0].cell_type and copy.source.strip()
    ]
    free = [copy for copy in free if not copy.is_fixed] or free
    pairs = list(zip(cells, free, strict=True)) if len(cells) == len(free) else []
    if len(cells) == 1 and len(free) > 1:
        pairs = [(cells[0], _best_by_names(cells[0], free) or free[-1])]
    for cell, copy in pairs:
        if not _binds_elsewhere(cell, copy, notebook, pairing):
            pairing.pair(cell, copy, BY_NEIGHBOURS)


def _binds_elsewhere(cell: Cell, copy: LearnerCell, notebook: LearnerNotebook, pairing: Pairing) -> bool:
    """True where `copy` binds nothing of what the answer is to bind, and another free cell does."""
    wanted = bound_names(cell.source) if cell.cell_type == "code" else frozenset()
    if not wanted or wanted & bound_names(copy.source):
        return False
    taken = pairing.taken
    others = (item for item in notebook.cells if item.index not in taken and item.cell_type == "code")
    return any(wanted & bound_names(other.source) for other in others)


def _by_names(exercise: Exercise, notebook: LearnerNotebook, pairing: Pairing) -> None:
    """Code that is no code cell any more is looked at last."""
    candidates = [copy for copy in notebook.cells if copy.index not in pairing.dropped]
    as_code = [copy for copy in candidates if copy.cell_type == "code"]
    for cell in _missing_answers(exercise, pairing):
        if cell.cell_type == "code":
            best = _best_by_names(cell, as_code) or _best_by_names(cell, candidates)
            if best is not None:
                pairing.pair(cell, best, BY_NAMES)


def _answered_elsewhere(exercise: Exercise, notebook: LearnerNotebook, pairing: Pairing) -> None:
    """An untouched answer cell gives way to an own cell that binds all that its answer is to bind."""
    for cell in exercise.cells:
        wanted = bound_names(cell.source) if cell.kind.is_answered and cell.cell_type == "code" else set()
        place = pairing.place.get(cell.index)
        if not wanted or place is None or not is_stub(cell, notebook.cells[place]):
            continue
        taken = pairing.taken
        own = [copy for copy in notebook.cells if copy.cell_type == "code" and copy.index not in taken]
        answers = [copy for copy in own if wanted <= bound_names(copy.source) and not is_stub(cell, copy)]
        if answers:
            pairing.dropped.add(place)
            pairing.pair(cell, answers[-1], ELSEWHERE)


def _drop_stubs(exercise: Exercise, notebook: LearnerNotebook, pairing: Pairing) -> None:
    """Further copies of an untouched answer cell do not undo the answer."""
    places = {
        cell.index: notebook.cells[place]
        for cell in exercise.cells
        if (place := pairing.place.get(cell.index)) is not None
    }
    answered = [cell for cell in exercise.cells if cell.kind.is_answered and cell.index in places]
    stubs = {_normal(cell.released) for cell in answered if not is_stub(cell, places[cell.index])}
    taken = pairing.taken
    pairing.dropped.update(
        copy.index for copy in notebook.cells if copy.index not in taken and _normal(copy.source) in stubs
    )


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


def _last_check(copies: list[LearnerCell], notebook: LearnerNotebook) -> LearnerCell | None:
    """Where all copies are calls of Otter's check, the last one before another question is checked: as there, it counts."""
    if not all(question_checked(copy.source) for copy in copies):
        return None
    others = (
        cell.index
        for cell in notebook.cells
        if cell.index > copies[0].index
        and cell.grade_id != copies[0].grade_id
        and question_checked(cell.source)
    )
    before = next(others, len(notebook.cells))
    return max((copy for copy in copies if copy.index < before), key=lambda copy: copy.index)


def is_stub(cell: Cell, copy: LearnerCell) -> bool:
    """True where an answer cell is empty, or says what was handed out."""
    return _normal(copy.source) in ("", _normal(cell.released))


def has_additions(cell: Cell, copy: LearnerCell) -> bool:
    """True where the copy of a restored cell binds names that the cell itself does not: merged with an answer, say."""
    if copy.cell_type != "code" or not was_edited(cell, copy):
        return False
    return bool(bound_names(copy.source) - bound_names(cell.released))


def was_edited(cell: Cell, copy: LearnerCell) -> bool:
    """True where a restored cell's copy no longer says what was released, nor is a call of Otter's check."""
    if question_checked(copy.source):
        return False
    return copy.cell_type != cell.cell_type or _normal(cell.released) != _normal(copy.source)

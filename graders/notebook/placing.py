"""Where the restored cells go: at their own place while it is sound, else after the answers they belong to."""

from __future__ import annotations

from graders.exercise import Cell, CellKind, Exercise
from graders.notebook.pairing import Pairing


def place_restored(
    exercise: Exercise, pairing: Pairing, count: int
) -> tuple[dict[int, list[Cell]], set[int]]:
    """`slots[i]` are the restored cells that come after submitted cell `i` (-1: before all) of `count`.

    Also the source indexes of the cells whose copy stood at a wrong place. Restored cells keep the order of
    the source, because later tests may use what earlier ones define.
    """
    slots: dict[int, list[Cell]] = {}
    moved: set[int] = set()
    previous = -1
    for cell in exercise.cells:
        if not cell.kind.is_restored:
            continue
        lowest = max([previous, *_own_answers(exercise, pairing, cell)])
        copy = pairing.place.get(cell.index)
        if (
            copy is not None
            and copy >= lowest
            and all(copy < place for place in _later_answers(exercise, pairing, cell))
        ):
            slot = copy
        else:
            if copy is not None:
                moved.add(cell.index)
            slot = max(lowest, _nearest_above(pairing, cell))
            if cell.kind is CellKind.TEST:
                slot = _past_extras(slot, pairing, count)
        slots.setdefault(slot, []).append(cell)
        previous = slot
    return slots, moved


def _own_answers(exercise: Exercise, pairing: Pairing, cell: Cell) -> list[int]:
    """Places of the answers between the previous test cell and this one."""
    places: list[int] = []
    for earlier in reversed(exercise.cells[: cell.index]):
        if earlier.kind is CellKind.TEST:
            break
        if earlier.kind.is_answered and earlier.index in pairing.place:
            places.append(pairing.place[earlier.index])
    return places


def _later_answers(exercise: Exercise, pairing: Pairing, cell: Cell) -> list[int]:
    later = exercise.cells[cell.index + 1 :]
    return [
        pairing.place[item.index] for item in later if item.kind.is_answered and item.index in pairing.place
    ]


def _nearest_above(pairing: Pairing, cell: Cell) -> int:
    """The place of the nearest earlier source cell that runs where the learner has it."""
    for index in range(cell.index - 1, -1, -1):
        if index in pairing.place and pairing.place[index] not in pairing.dropped:
            return pairing.place[index]
    return -1


def _past_extras(slot: int, pairing: Pairing, count: int) -> int:
    """Cells that the learner added below an answer belong to it: a test waits until they have run."""
    matched = set(pairing.place.values()) - pairing.dropped
    while slot + 1 < count and slot + 1 not in matched:
        slot += 1
    return slot

"""A submitted notebook, read; and the plan of what will run where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graders.report import LearnerError


class InvalidNotebook(LearnerError):
    """The file cannot be graded. `code` is stable, the message is one sentence for its owner."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        super().__init__(sentence)


@dataclass(frozen=True, kw_only=True)
class LearnerCell:
    """One cell as it was handed in; `id` and `grade_id` are empty where the file had none.

    `is_fixed`: its learner was not to edit it, so her answer is not there.
    """

    index: int
    cell_type: str
    source: str
    id: str = ""
    grade_id: str = ""
    is_fixed: bool = False
    attachments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class LearnerNotebook:
    """A submitted file, read within its bounds. `notes` say what was mended on the way."""

    cells: tuple[LearnerCell, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlannedCell:
    """One cell of the notebook that will run; its place in `Plan.cells` is its position.

    `grade_id` names the source cell it stands for. A test cell has its number among the stops in `stop`
    and is not run by the learner process, unless `run_released` says that its released text is needed there.
    """

    cell_type: str
    source: str
    id: str
    grade_id: str = ""
    stop: int | None = None
    run_released: bool = False
    restored: bool = False
    attachments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A submission matched with its exercise. `matched` says how each answer cell was found.

    `missing_modules` are imported by its cells and not in the environment.
    """

    cells: tuple[PlannedCell, ...]
    matched: dict[str, str]
    notes: tuple[str, ...] = ()
    missing_modules: tuple[str, ...] = ()

"""What an exercise is, once read: frozen values that say everything the engine and the site need."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from graders.prediction import Prediction
from graders.problem import Problem
from graders.report import Visibility


class ExerciseError(Exception):
    """The folder is not a sound exercise; `problems` holds everything found, in order of file and line."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much one submission may take; grading stops what goes over. Units are in the names."""

    run_seconds: float = 60
    cell_seconds: float = 30
    memory_mib: int = 1024
    tasks: int = 128
    workdir_mib: int = 64
    workdir_files: int = 4096
    open_files: int = 256
    cell_stream_kib: int = 64
    notebook_stream_kib: int = 1024
    rich_mib: float = 4
    submission_mib: float = 8
    submission_cells: int = 2000
    submission_nesting: int = 64
    message_mib: float = 64
    call_seconds: float = 10


@dataclass(frozen=True, kw_only=True)
class Attempts:
    """How often a learner may hand in; 0 means no bound. A cohort may override each."""

    allowed: int = 0
    cooldown_seconds: int = 0
    per_hour: int = 0
    per_day: int = 0
    counts: str = "best"


@dataclass(frozen=True, kw_only=True)
class Reveal:
    """What a learner sees of the result, and when."""

    score: str = "at_once"
    hidden_titles: bool = True
    hints: bool = True


@dataclass(frozen=True, kw_only=True)
class NbgraderRules:
    """Where nbgrader's scoring is kept although ours is fairer: see docs/reference/nbgrader.md."""

    stderr_is_failure: bool = False
    impossible_score: str = "error"
    score_over_maximum: str = "full"


class CellKind(StrEnum):
    """nbgrader's kinds of cell."""

    PLAIN = "plain"
    LOCKED = "locked"
    ANSWER = "answer"
    TEST = "test"
    MANUAL = "manual"
    TASK = "task"

    @property
    def is_restored(self) -> bool:
        """True where the learner's copy is never used: the source's own text stands in its place."""
        return self in (CellKind.LOCKED, CellKind.TEST, CellKind.TASK)

    @property
    def is_answered(self) -> bool:
        """True where the learner writes."""
        return self in (CellKind.ANSWER, CellKind.MANUAL)


@dataclass(frozen=True, kw_only=True)
class Check:
    """One run of test code with one verdict. `first_line` is its line within the cell, from 1."""

    visibility: Visibility
    source: str
    first_line: int = 1
    whole_cell: bool = False


@dataclass(frozen=True, kw_only=True)
class Part:
    """Points that are earned together: all its checks must pass."""

    title: str
    points: Decimal
    hint: str = ""
    success: str = ""
    category: str = "correctness"
    checks: tuple[Check, ...]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell of the source notebook. `source` is the author's text, `released` the learner's."""

    index: int
    id: str
    cell_type: str
    kind: CellKind
    grade_id: str = ""
    points: Decimal = Decimal(0)
    source: str
    released: str
    parts: tuple[Part, ...] = ()
    all_or_nothing: bool = False
    nbgrader: dict[str, Any] | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    attachments: dict[str, Any] = field(default_factory=dict)
    line: int = 1


@dataclass(frozen=True, kw_only=True)
class TestOutline:
    """A test as it may be announced before anybody hands in."""

    __test__ = False

    title: str
    category: str
    visibility: Visibility
    points: float
    hint: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """One graded cell, announced: its name (`grade_id`), points and tests. Manual ones have no tests."""

    name: str
    title: str
    points: float
    manual: bool
    tests: tuple[TestOutline, ...]


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One exercise folder, read and found sound.

    `stop_at_failure` is no setting: a check, which only asks whether a mutant earns everything, needs no more than its first failure.
    """

    id: str
    title: str
    summary: str
    kind: str
    version: str
    environment: str
    isolation: str
    seed: int
    stop_on_error: bool
    data_beside_notebook: bool
    limits: Limits
    attempts: Attempts
    reveal: Reveal
    nbgrader: NbgraderRules
    cells: tuple[Cell, ...]
    questions: tuple[Question, ...]
    points: float
    public_files: tuple[str, ...]
    hidden_files: tuple[str, ...]
    folder: Path
    source_file: str
    prediction: Prediction | None = None
    stop_at_failure: bool = False

    @property
    def name(self) -> str:
        """The last part of the id: what the released notebook is called."""
        return self.id.rpartition("/")[2]

    def place_of(self, public_file: str) -> str:
        """Where a notebook finds one of `public_files`: under its own path, or beside it without `data/`."""
        return public_file.removeprefix("data/") if self.data_beside_notebook else public_file

    @property
    def is_shared(self) -> bool:
        """True where the tests run in the learner's own process, within her reach."""
        return self.isolation == "shared"

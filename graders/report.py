"""The contract: how a run ended, how good each test was, and the one report that says so.

Standard library only: both sides of the wall import this module.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

SCHEMA_VERSION = 1


class Ending(StrEnum):
    """How the run of a submission ended. Says nothing about how good it was."""

    COMPLETED = "completed"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    TOO_MUCH_OUTPUT = "too_much_output"
    KILLED = "killed"
    INVALID_NOTEBOOK = "invalid_notebook"
    SANDBOX_FAILED = "sandbox_failed"

    @property
    def is_platform_fault(self) -> bool:
        """True only where the platform failed: retried, never scored, costs no attempt."""
        return self is Ending.SANDBOX_FAILED


class Verdict(StrEnum):
    """How good one test was."""

    PASSED = "passed"
    PARTIAL = "partial"
    FAILED = "failed"
    ERRORED = "errored"
    NOT_REACHED = "not_reached"
    AWAITING_MARKS = "awaiting_marks"


class Visibility(StrEnum):
    """Whether a learner may see a test's text and values, or only its title, points and hint."""

    VISIBLE = "visible"
    HIDDEN = "hidden"


@dataclass(frozen=True, kw_only=True)
class TestReport:
    """One test of one question. `expected`, `got` and `traceback` are empty for hidden tests."""

    __test__ = False  # the name begins with "Test": pytest must not collect it

    title: str
    category: str = "correctness"
    visibility: Visibility = Visibility.VISIBLE
    verdict: Verdict
    points: float
    possible: float
    message: str = ""
    hint: str = ""
    expected: str = ""
    got: str = ""
    traceback: str = ""


@dataclass(frozen=True, kw_only=True)
class QuestionReport:
    """One graded cell: its points and its tests."""

    name: str
    title: str = ""
    points: float
    possible: float
    verdict: Verdict
    tests: tuple[TestReport, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PredictionReport:
    """The metric of handed-in predictions on either part of the hidden rows; no learner sees `private` before its reveal.

    `public_points` is what the public value alone would earn.
    """

    metric: str
    greater_is_better: bool
    public: float
    private: float
    public_points: float


@dataclass(frozen=True, kw_only=True)
class Clock:
    """Seconds since the engine received the submission; None where it never got that far."""

    received: float = 0.0
    forked: float | None = None
    first_cell: float | None = None
    last_test: float | None = None
    done: float | None = None


@dataclass(frozen=True, kw_only=True)
class SubmissionRef:
    """Which file was graded."""

    file: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ExerciseRef:
    """Which exercise, and which version (a content digest) of it."""

    id: str
    version: str


@dataclass(frozen=True, kw_only=True)
class EnvironmentRef:
    """Which set of packages, and the digest of its lock."""

    name: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """The only result of grading one submission. Seconds are wall seconds unless named otherwise."""

    submission: SubmissionRef
    exercise: ExerciseRef
    environment: EnvironmentRef
    engine_version: str
    launcher: str
    isolation: str
    ending: Ending
    message: str
    points: float
    possible: float
    questions: tuple[QuestionReport, ...] = ()
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    clock: Clock = field(default_factory=Clock)
    wall_seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_memory_mib: float = 0.0
    notebook: dict[str, Any] | None = None
    prediction: PredictionReport | None = None
    schema_version: int = SCHEMA_VERSION

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON-ready builtins, in the committed schema's order."""
        return {"schema_version": self.schema_version, **asdict(self)}


@dataclass(frozen=True, kw_only=True)
class Progress:
    """One step of a run, streamed while it happens.

    `stage` is "matched", "cell" or "test"; `done` of `total` are finished; `passed` counts tests.
    `question`, `visibility` and `verdict` say which test just ended (only for stage "test").
    """

    stage: str
    done: int
    total: int
    passed: int = 0
    question: str = ""
    visibility: Visibility | None = None
    verdict: Verdict | None = None


class LearnerError(Exception):
    """The submitted file is at fault; the message is one helpful sentence for its owner."""

    code = "learner_error"


class PlatformError(Exception):
    """We are at fault: retried, logged, never scored; nothing of the learner's is lost."""

    code = "platform_error"

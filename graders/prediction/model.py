"""What a prediction exercise asks for, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from graders.prediction.metrics import Metric
from graders.report import LearnerError


class HandedIn(StrEnum):
    """How a learner hands her predictions in."""

    CSV = "csv"
    VARIABLE = "variable"


class InvalidPredictions(LearnerError):
    """The predictions cannot be scored; nothing is counted. `sentences` say everything that is wrong."""

    def __init__(self, code: str, *sentences: str) -> None:
        self.code = code
        self.sentences = sentences
        super().__init__(" ".join(sentences))


@dataclass(frozen=True, kw_only=True)
class Labels:
    """The hidden truth: id -> label (text) or number, in the order of the file; and which ids are public rows."""

    truth: Mapping[str, str | float] = field(repr=False)
    public: frozenset[str] = field(repr=False)

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """Every label there is."""
        return tuple(sorted({str(label) for label in self.truth.values()}))

    def rows(self, *, public: bool) -> tuple[str, ...]:
        """The ids of one part."""
        return tuple(name for name in self.truth if (name in self.public) is public)


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """Whoever reaches `value` has `points` in all."""

    value: float
    points: Decimal


@dataclass(frozen=True, kw_only=True)
class Slope:
    """Points grow evenly: none at `zero_at`, all `points` at `full_at`, nothing beyond either."""

    zero_at: float
    full_at: float
    points: Decimal


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """Something to compare with: a file of predictions in `hidden/`, or the two values themselves."""

    name: str
    file: str = ""
    public: float | None = None
    private: float | None = None


@dataclass(frozen=True, kw_only=True)
class Prediction:
    """The table `[prediction]` of an exercise, with its labels read. Points are `thresholds` (rising) or a `slope`."""

    metric: Metric
    parameters: Mapping[str, str]
    id: str
    target: str
    handed_in: HandedIn
    variable: str
    thresholds: tuple[Threshold, ...]
    slope: Slope | None
    baselines: tuple[Baseline, ...]
    labels: Labels = field(repr=False)

    @property
    def points(self) -> Decimal:
        """What can be earned."""
        return self.slope.points if self.slope else self.thresholds[-1].points

"""What came of checking one exercise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graders.check.exercise.mutants import Mutant
from graders.check.finding import Finding, Severity
from graders.exercise import Exercise


@dataclass(frozen=True, kw_only=True)
class Run:
    """One graded notebook: what it earned, what it took, and the tests that it did not pass, as (question, title)."""

    ending: str
    points: float
    verdicts: dict[str, str]
    failed: frozenset[tuple[str, str]]
    seconds: float
    peak_memory_mib: float


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One file of `submissions/` and what it must earn: `wanted` is its table of `expected.toml`."""

    name: str
    wanted: dict[str, Any]
    run: Run


@dataclass(frozen=True, kw_only=True)
class TriedMutant:
    """A mutant and whether a test noticed it. `accepted` is the author's reason why none needs to."""

    mutant: Mutant
    run: Run
    is_caught: bool
    accepted: str = ""


@dataclass(frozen=True, kw_only=True)
class Checked:
    """Everything found about one exercise."""

    exercise: Exercise
    findings: tuple[Finding, ...]
    reference: tuple[Run, ...]
    samples: tuple[Sample, ...]
    mutants: tuple[TriedMutant, ...]

    @property
    def is_fair(self) -> bool:
        """Whether nothing found would wrong a learner."""
        return all(finding.severity is not Severity.UNFAIR for finding in self.findings)

    @property
    def counted(self) -> tuple[TriedMutant, ...]:
        """The mutants that a test should notice: all but the accepted ones."""
        return tuple(item for item in self.mutants if not item.accepted)

    @property
    def survivors(self) -> tuple[TriedMutant, ...]:
        return tuple(item for item in self.counted if not item.is_caught)

    @property
    def mutation_score(self) -> float | None:
        """The share of the counted mutants that a test noticed, from 0 to 1; None where there are none."""
        if not self.counted:
            return None
        return sum(item.is_caught for item in self.counted) / len(self.counted)

    def to_json(self) -> dict[str, Any]:
        """The same for machines."""
        return {
            "exercise": {"id": self.exercise.id, "version": self.exercise.version},
            "is_fair": self.is_fair,
            "findings": [vars(finding) for finding in self.findings],
            "reference": [_run_json(run) for run in self.reference],
            "samples": [
                {"name": item.name, "wanted": item.wanted, **_run_json(item.run)} for item in self.samples
            ],
            "mutation_score": self.mutation_score,
            "mutants": [_mutant_json(item) for item in self.mutants],
        }


def _run_json(run: Run) -> dict[str, Any]:
    return {
        "ending": run.ending,
        "points": run.points,
        "verdicts": run.verdicts,
        "seconds": run.seconds,
        "peak_memory_mib": run.peak_memory_mib,
    }


def _mutant_json(item: TriedMutant) -> dict[str, Any]:
    return {
        "name": item.mutant.name,
        "operator": item.mutant.operator,
        "question": item.mutant.question,
        "line": item.mutant.line,
        "diff": item.mutant.diff,
        "is_caught": item.is_caught,
        "caught_by": sorted(title for _, title in item.run.failed),
        "accepted": item.accepted,
    }

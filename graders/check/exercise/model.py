"""What came of checking one exercise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graders.check.exercise.mutants import Mutant
from graders.check.finding import Finding, Severity
from graders.exercise import Exercise

ENOUGH_CAUGHT = 0.9


@dataclass(frozen=True, kw_only=True)
class Run:
    """One graded notebook: what it earned, what it took, and the tests that were run and did not pass, as (question, title)."""

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

    @property
    def differences(self) -> tuple[str, ...]:
        """What it earned otherwise than wanted, a phrase each."""
        got: dict[str, Any] = {"points": self.run.points, "ending": self.run.ending}
        whole = [(name, got[name], value) for name, value in self.wanted.items() if name in got]
        verdicts = [
            (question, self.run.verdicts.get(question, "missing"), verdict)
            for question, verdict in self.wanted.get("verdicts", {}).items()
        ]
        return tuple(f"{name} {is_} instead of {want}" for name, is_, want in whole + verdicts if is_ != want)


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

    @property
    def full_points(self) -> float:
        """What can be earned without a person's marks."""
        return earned_by_tests(self.exercise)

    def to_json(self) -> dict[str, Any]:
        """The same for machines, as JSON values only; docs/reference/check.md lists every field."""
        exercise = self.exercise
        return {
            "kind": "exercise",
            "exercise": {
                "id": exercise.id,
                "title": exercise.title,
                "version": exercise.version,
                "environment": exercise.environment,
                "isolation": exercise.isolation,
                "points": exercise.points,
            },
            "is_fair": self.is_fair,
            "full_points": self.full_points,
            "limits": {
                "run_seconds": exercise.limits.run_seconds,
                "memory_mib": exercise.limits.memory_mib,
            },
            "findings": [_finding_json(finding) for finding in self.findings],
            "reference": [_run_json(run) for run in self.reference],
            "samples": [_sample_json(sample) for sample in self.samples],
            "mutation_score": self.mutation_score,
            "enough_caught": ENOUGH_CAUGHT,
            "mutants": [_mutant_json(item) for item in self.mutants],
        }


def earned_by_tests(exercise: Exercise) -> float:
    """The points of all questions that no person has to mark."""
    return sum(question.points for question in exercise.questions if not question.manual)


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {**vars(finding), "severity": str(finding.severity)}


def _run_json(run: Run) -> dict[str, Any]:
    return {
        "ending": run.ending,
        "points": run.points,
        "verdicts": dict(run.verdicts),
        "failed": [{"question": question, "test": title} for question, title in sorted(run.failed)],
        "seconds": run.seconds,
        "peak_memory_mib": run.peak_memory_mib,
    }


def _sample_json(sample: Sample) -> dict[str, Any]:
    return {
        "name": sample.name,
        "wanted": sample.wanted,
        "differences": list(sample.differences),
        **_run_json(sample.run),
    }


def _mutant_json(item: TriedMutant) -> dict[str, Any]:
    mutant = item.mutant
    return {
        "name": mutant.name,
        "operator": mutant.operator,
        "question": mutant.question,
        "line": mutant.line,
        "before": mutant.before,
        "after": mutant.after,
        "diff": mutant.diff,
        "is_caught": item.is_caught,
        "caught_by": sorted(title for _, title in item.run.failed),
        "accepted": item.accepted,
        "ending": item.run.ending,
        "seconds": item.run.seconds,
    }

"""Notebooks that the check itself hands in: the reference, the release, samples, mutants; all through the real pool."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from graders import release
from graders.check.exercise.model import Run
from graders.check.exercise.mutants import Mutant
from graders.exercise import Exercise
from graders.pool.interface import Grader
from graders.report import PlatformError, Report, Verdict

# A slip can make a loop endless: one cell or call of a mutant may take so many times what the whole reference takes, and
# this many seconds at least.
_TIMES_LONGER = 3
_SHORTEST_SECONDS = 2.0


@dataclass(frozen=True, kw_only=True)
class HandedIn:
    """A file as a learner would hand it in."""

    name: str
    content: bytes


def reference(exercise: Exercise) -> HandedIn:
    """The released notebook with the author's own answers in it."""
    return HandedIn(name="reference.ipynb", content=release.answered_bytes(exercise))


def mutated(exercise: Exercise, mutant: Mutant) -> HandedIn:
    """The reference with the one changed cell."""
    sources = {cell.id: cell.source for cell in exercise.cells if cell.kind.is_answered}
    sources[mutant.cell.id] = mutant.source
    content = json.dumps(release.with_answers(exercise, sources)).encode()
    return HandedIn(name="mutant.ipynb", content=content)


def untouched(exercise: Exercise) -> HandedIn:
    """The release, handed in as it came."""
    return HandedIn(name="release.ipynb", content=release.notebook_bytes(exercise))


def grade(grader: Grader, exercise: Exercise, handed_in: HandedIn) -> Run:
    """Grade it; raises PlatformError where the sandbox could not."""
    started = time.monotonic()
    report = grader.grade(exercise=exercise, file_name=handed_in.name, content=handed_in.content)
    if report.ending.is_platform_fault:
        raise PlatformError(report.message)
    return _run(report, time.monotonic() - started)


def hurried(exercise: Exercise, reference: Sequence[Run]) -> Exercise:
    """The same exercise with limits that end an endless mutant soon, and to be left at the first test that fails."""
    seconds = max(_SHORTEST_SECONDS, _TIMES_LONGER * max(run.seconds for run in reference))
    limits = exercise.limits
    return replace(
        exercise,
        stop_at_failure=True,
        limits=replace(
            limits,
            run_seconds=min(limits.run_seconds, 2 * seconds),
            cell_seconds=min(limits.cell_seconds, seconds),
            call_seconds=min(limits.call_seconds, seconds),
        ),
    )


def with_separate_tests(exercise: Exercise) -> Exercise:
    """The exercise without shared mode."""
    return replace(exercise, isolation="separate", version=f"{exercise.version} separate")


def with_seed(exercise: Exercise, seed: int) -> Exercise:
    """The same exercise, seeded otherwise."""
    return replace(exercise, seed=seed)


def _run(report: Report, seconds: float) -> Run:
    questions: list[Any] = list(report.questions)
    return Run(
        ending=str(report.ending),
        points=report.points,
        verdicts={question.name: str(question.verdict) for question in questions},
        failed=frozenset(
            (question.name, test.title)
            for question in questions
            for test in question.tests
            if test.points < test.possible and test.verdict is not Verdict.NOT_REACHED
        ),
        seconds=round(seconds, 3),
        peak_memory_mib=report.peak_memory_mib or 0.0,
    )

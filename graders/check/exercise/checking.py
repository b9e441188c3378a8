"""All checks of one exercise, one after the other; the runs as many at once as the pool takes."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graders.check.exercise import runs
from graders.check.exercise.model import Checked, Run, Sample, TriedMutant
from graders.check.exercise.mutants import cells_left_out, mutants_of
from graders.check.exercise.secrets import leaks
from graders.check.exercise.tests import in_tests
from graders.check.finding import Finding, Severity
from graders.exercise import Exercise
from graders.notebook import from_percent
from graders.pool.interface import Grader
from graders.report import Visibility

TIMES = 3  # the reference, to see that it always ends the same way
OTHER_SEEDS = 2
ENOUGH_CAUGHT = 0.9
MUCH = 0.5  # of a limit: on a slower machine the reference would not be done in time
_SETTINGS = "exercise.toml"
_SAMPLES = "submissions"
_EXPECTED = "expected.toml"
_ACCEPTED = "accepted.toml"

OnProgress = Callable[[str, int, int], None]


def check(exercise: Exercise, grader: Grader, *, jobs: int, on_progress: OnProgress) -> Checked:
    """Run every check of formats.md, section 3. `on_progress` hears of the stage, how many of its runs are done, and of how many.

    Raises PlatformError where the sandbox cannot grade.
    """
    return _Check(exercise=exercise, grader=grader, jobs=jobs, on_progress=on_progress).checked()


@dataclass(kw_only=True)
class _Check:
    exercise: Exercise
    grader: Grader
    jobs: int
    on_progress: OnProgress
    findings: list[Finding] = field(default_factory=list)

    def checked(self) -> Checked:
        self.findings += [*leaks(self.exercise), *in_tests(self.exercise)]
        reference = self._reference()
        if self.exercise.is_shared:
            self._isolation()
        self._release()
        samples = self._samples()
        mutants: list[TriedMutant] = []
        if all(run.points == self.full_points for run in reference):
            mutants = self._mutants(reference[0])
            self._tests_that_nothing_fails(samples, mutants)
        return Checked(
            exercise=self.exercise,
            findings=tuple(self.findings),
            reference=tuple(reference),
            samples=tuple(samples),
            mutants=tuple(mutants),
        )

    @property
    def full_points(self) -> float:
        """What can be earned without a person's marks."""
        return sum(question.points for question in self.exercise.questions if not question.manual)

    def _find(self, severity: Severity, rule: str, place: str, sentence: str) -> None:
        self.findings.append(Finding(severity=severity, rule=rule, place=place, sentence=sentence))

    def _graded(self, stage: str, wanted: list[tuple[Exercise, runs.HandedIn]]) -> list[Run]:
        self.on_progress(stage, 0, len(wanted))
        found: list[Run] = []
        with ThreadPoolExecutor(max_workers=self.jobs) as threads:
            for run in threads.map(lambda item: runs.grade(self.grader, *item), wanted):
                found.append(run)
                self.on_progress(stage, len(found), len(wanted))
        return found

    def _reference(self) -> list[Run]:
        handed_in = runs.reference(self.exercise)
        same = [(self.exercise, handed_in)] * TIMES
        seeds = [self.exercise.seed + number for number in range(1, OTHER_SEEDS + 1)]
        others = [(runs.with_seed(self.exercise, seed), handed_in) for seed in seeds]
        found = self._graded("reference", same + others)
        self._judge_reference(found[:TIMES])
        self._judge_seeds(found[:TIMES], found[TIMES:])
        return found[:TIMES]

    def _judge_reference(self, found: list[Run]) -> None:
        place = self.exercise.source_file
        for run in found:
            if (run.ending, run.points) != ("completed", self.full_points):
                failed = ", ".join(sorted(title for _, title in run.failed)) or "none"
                sentence = (
                    f"The reference solution ends {run.ending} with {run.points:g} of {self.full_points:g} points; "
                    f"tests that it fails: {failed}."
                )
                self._find(Severity.UNFAIR, "reference_fails", place, sentence)
                break
        if len({(run.ending, run.points, run.failed) for run in found}) > 1:
            sentence = "The reference solution does not come out the same each time: seed what is random."
            self._find(Severity.UNFAIR, "reference_differs", place, sentence)
        limits = self.exercise.limits
        slowest, largest = max(run.seconds for run in found), max(run.peak_memory_mib for run in found)
        if slowest > MUCH * limits.run_seconds:
            sentence = (
                f"The reference takes {slowest:.1f} s of the {limits.run_seconds:g} s that a learner has."
            )
            self._find(Severity.WEAK, "near_time_limit", place, sentence)
        if largest > MUCH * limits.memory_mib:
            sentence = f"The reference takes {largest:.0f} of the {limits.memory_mib} MiB that a learner has."
            self._find(Severity.WEAK, "near_memory_limit", place, sentence)

    def _judge_seeds(self, found: list[Run], others: list[Run]) -> None:
        """A right answer may draw its random numbers in another order: then it meets other ones."""
        usual = found[0].failed
        lucky = Counter(test for run in others for test in run.failed - usual)
        for (question, title), _ in sorted(lucky.items()):
            sentence = f"The reference passes “{title}” with the exercise's seed, but not with another: the test is too narrow."
            self._find(Severity.WEAK, "depends_on_seed", question, sentence)

    def _isolation(self) -> None:
        """Shared mode has to be paid for by what needs it."""
        (run,) = self._graded(
            "isolation", [(runs.with_separate_tests(self.exercise), runs.reference(self.exercise))]
        )
        if run.points < self.full_points:
            sentence = "The tests share the learner's process: they need to, and a score can be forged."
        else:
            sentence = (
                "The tests share the learner's process, where a score can be forged, and none of them needs to: "
                'the reference earns all its points with `isolation = "separate"` as well. Leave the line out.'
            )
        self._find(Severity.WEAK, "can_be_forged", _SETTINGS, sentence)

    def _release(self) -> None:
        (run,) = self._graded("release", [(self.exercise, runs.untouched(self.exercise))])
        place = "the learner's copy"
        if run.ending != "completed":
            self._find(Severity.UNFAIR, "release_breaks", place, f"Untouched it ends {run.ending}.")
        if run.points:
            sentence = f"Untouched it earns {run.points:g} points: a test passes without an answer."
            self._find(Severity.UNFAIR, "release_earns", place, sentence)

    def _samples(self) -> list[Sample]:
        wanted = _expected(self.exercise.folder)
        handed_in = [(self.exercise, _load(self.exercise.folder / _SAMPLES / name)) for name in wanted]
        found = self._graded("samples", handed_in)
        samples = [
            Sample(name=name, wanted=table, run=run)
            for (name, table), run in zip(wanted.items(), found, strict=True)
        ]
        for sample in samples:
            self._judge_sample(sample)
        self._judge_choice(samples)
        return samples

    def _judge_sample(self, sample: Sample) -> None:
        got: dict[str, Any] = {"points": sample.run.points, "ending": sample.run.ending}
        differences = [
            f"{name} {got[name]} instead of {value}"
            for name, value in sample.wanted.items()
            if name in got and got[name] != value
        ]
        differences += [
            f"{question} {sample.run.verdicts.get(question, 'missing')} instead of {verdict}"
            for question, verdict in sample.wanted.get("verdicts", {}).items()
            if sample.run.verdicts.get(question) != verdict
        ]
        if differences:
            place = f"{_SAMPLES}/{sample.name}"
            sentence = f"It does not earn what {_EXPECTED} says: {'; '.join(differences)}."
            self._find(Severity.UNFAIR, "sample_differs", place, sentence)

    def _judge_choice(self, samples: list[Sample]) -> None:
        points = [sample.run.points for sample in samples]
        lacking = []
        if self.full_points not in points:
            lacking.append("a right answer written another way")
        if not any(0 < earned < self.full_points for earned in points):
            lacking.append("one that is partly right")
        if 0 not in points:
            lacking.append("one that earns nothing")
        if lacking:
            sentence = f"Among the samples is missing: {', '.join(lacking)}."
            self._find(Severity.WEAK, "few_samples", f"{_SAMPLES}/", sentence)

    def _mutants(self, reference: Run) -> list[TriedMutant]:
        for cell in cells_left_out(self.exercise):
            place = f"{self.exercise.source_file}:{cell.line}"
            sentence = "This answer cell is not plain Python (a magic?): no mutant was made of it."
            self._find(Severity.WEAK, "no_mutants", place, sentence)
        mutants, accepted = mutants_of(self.exercise), _accepted(self.exercise.folder)
        exercise = runs.hurried(self.exercise, reference)
        found = self._graded("mutants", [(exercise, runs.mutated(exercise, mutant)) for mutant in mutants])
        tried = [
            TriedMutant(
                mutant=mutant,
                run=run,
                is_caught=run.points < self.full_points,
                accepted=accepted.pop(mutant.name, ""),
            )
            for mutant, run in zip(mutants, found, strict=True)
        ]
        self._judge_accepted(tried, list(accepted))
        return tried

    def _judge_accepted(self, tried: list[TriedMutant], unknown: list[str]) -> None:
        for name in unknown:
            self._find(
                Severity.WEAK, "accepted_unknown", f"{_SAMPLES}/{_ACCEPTED}", f"There is no mutant “{name}”."
            )
        for item in tried:
            if item.accepted and item.is_caught:
                sentence = f"The mutant “{item.mutant.name}” is caught: it need not be accepted."
                self._find(Severity.WEAK, "accepted_caught", f"{_SAMPLES}/{_ACCEPTED}", sentence)

    def _tests_that_nothing_fails(self, samples: list[Sample], mutants: list[TriedMutant]) -> None:
        tried = [sample.run for sample in samples] + [item.run for item in mutants]
        failed = frozenset[tuple[str, str]]().union(*(run.failed for run in tried))
        for question, title in _hidden_tests(self.exercise):
            if (question, title) not in failed:
                sentence = f"No sample and no mutant fails “{title}”: does it test anything?"
                self._find(Severity.WEAK, "nothing_fails", question, sentence)


def _expected(folder: Path) -> dict[str, Any]:
    path = folder / _SAMPLES / _EXPECTED
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _accepted(folder: Path) -> dict[str, str]:
    """The author's reasons why no test need notice certain mutants, by their names."""
    path = folder / _SAMPLES / _ACCEPTED
    tables = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {name: str(table["reason"]) for name, table in tables.items()}


def _load(path: Path) -> runs.HandedIn:
    content = path.read_bytes()
    return runs.HandedIn(name=path.name, content=from_percent(content) if path.suffix == ".py" else content)


def _hidden_tests(exercise: Exercise) -> Iterator[tuple[str, str]]:
    for question in exercise.questions:
        for test in question.tests:
            if test.visibility is Visibility.HIDDEN:
                yield question.name, test.title

"""All checks of one exercise, one after the other; the runs as many at once as the pool takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from graders.check.exercise import judging, observed, runs, samples
from graders.check.exercise.model import Checked, Run, Sample, TriedMutant, earned_by_tests
from graders.check.exercise.mutants import cells_left_out, mutants_of
from graders.check.exercise.secrets import leaks
from graders.check.exercise.tests import in_tests
from graders.check.finding import Finding, Severity
from graders.exercise import Exercise
from graders.pool.interface import Grader
from graders.pool.observed import Examiner

TIMES = 3  # the reference, to see that it always ends the same way
OTHER_SEEDS = 2

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
        self.findings += leaks(self.exercise)
        reference = self._reference()
        self.findings += self._tests()
        if self.exercise.is_shared:
            self._isolation()
        self._release()
        submissions = samples.read(self.exercise.folder)
        self.findings += submissions.findings
        tried_samples = self._samples(submissions)
        mutants: list[TriedMutant] = []
        if all(run.points == earned_by_tests(self.exercise) for run in reference):
            mutants = self._mutants(reference, submissions.accepted)
            self.findings += self._idle_tests(reference, [sample.run for sample in tried_samples], mutants)
        return Checked(
            exercise=self.exercise,
            findings=tuple(self.findings),
            reference=tuple(reference),
            samples=tuple(tried_samples),
            mutants=tuple(mutants),
        )

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
        self.grader.prepare(exercise=self.exercise)  # or the first run would seem to take twice as long
        same = [(self.exercise, handed_in)] * TIMES
        seeds = [self.exercise.seed + number for number in range(1, OTHER_SEEDS + 1)]
        others = [(runs.with_seed(self.exercise, seed), handed_in) for seed in seeds]
        found = self._graded("reference", same + others)
        self.findings += judging.reference(self.exercise, found[:TIMES])
        self.findings += judging.seeds(found[0], found[TIMES:])
        return found[:TIMES]

    def _tests(self) -> Iterator[Finding]:
        """What the text of the tests shows, and what they were seen to do; over other seeds where that says more."""
        in_text = list(in_tests(self.exercise))
        if not isinstance(self.grader, Examiner):
            return iter(in_text)
        wants_spread = any(finding.rule == observed.NO_TOLERANCE for finding in in_text)
        seeds = range(observed.SEEDS if wants_spread else 1)
        seen = []
        for number in seeds:
            self.on_progress("tests", number, len(seeds))
            seeded = runs.with_seed(self.exercise, self.exercise.seed + number)
            seen.append(self.grader.examine(exercise=seeded))
        self.on_progress("tests", len(seeds), len(seeds))
        return observed.findings(self.exercise, in_text, seen)

    def _isolation(self) -> None:
        separate = runs.with_separate_tests(self.exercise)
        (run,) = self._graded("isolation", [(separate, runs.reference(self.exercise))])
        self.findings += judging.isolation(self.exercise, run)

    def _release(self) -> None:
        (run,) = self._graded("release", [(self.exercise, runs.untouched(self.exercise))])
        self.findings += judging.release(run)

    def _samples(self, submissions: samples.Submissions) -> list[Sample]:
        handed_in = [
            (self.exercise, runs.HandedIn(name=name, content=content))
            for name, content in submissions.contents.items()
        ]
        found = [
            Sample(name=name, wanted=table, run=run)
            for (name, table), run in zip(
                submissions.wanted.items(), self._graded("samples", handed_in), strict=True
            )
        ]
        self.findings += judging.samples(self.exercise, found)
        return found

    def _mutants(self, reference: list[Run], accepted: dict[str, str]) -> list[TriedMutant]:
        for cell in cells_left_out(self.exercise):
            place = f"{self.exercise.source_file}:{cell.line}"
            sentence = "This answer cell is not plain Python (a magic?): no mutant was made of it."
            finding = Finding(severity=Severity.WEAK, rule="no_mutants", place=place, sentence=sentence)
            self.findings.append(finding)
        mutants = mutants_of(self.exercise)
        exercise = runs.hurried(self.exercise, reference)
        found = self._graded("mutants", [(exercise, runs.mutated(exercise, mutant)) for mutant in mutants])
        tried = [
            TriedMutant(
                mutant=mutant,
                run=run,
                is_caught=run.points < earned_by_tests(self.exercise),
                accepted=accepted.get(mutant.name, ""),
            )
            for mutant, run in zip(mutants, found, strict=True)
        ]
        self.findings += judging.accepted(accepted, tried)
        return tried

    def _idle_tests(
        self, reference: list[Run], samples: list[Run], mutants: list[TriedMutant]
    ) -> Iterator[Finding]:
        """A mutant's run ends at the first test that fails: where a later one is failed by nobody so far, it runs on."""
        known = [*samples, *(item.run for item in mutants)]
        idle = judging.hidden_tests(self.exercise, never_failed_in=known)
        if idle:
            exercise = replace(runs.hurried(self.exercise, reference), stop_at_failure=False)
            caught = [item.mutant for item in mutants if item.is_caught]
            known += self._graded(
                "hidden tests", [(exercise, runs.mutated(exercise, mutant)) for mutant in caught]
            )
        return judging.idle_tests(self.exercise, known)

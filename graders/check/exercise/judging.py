"""What the graded runs of a check say about the exercise, each rule a function from runs to findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from graders.check.exercise.model import Run, Sample, TriedMutant, earned_by_tests
from graders.check.exercise.samples import ACCEPTED, EXPECTED, FOLDER
from graders.check.finding import Finding, Severity
from graders.exercise import Exercise
from graders.report import Visibility

MUCH = 0.5  # of a limit: on a slower machine the reference would not be done in time
_SETTINGS = "exercise.toml"


def reference(exercise: Exercise, found: Sequence[Run]) -> Iterator[Finding]:
    """The same notebook, graded several times."""
    full, place = earned_by_tests(exercise), exercise.source_file
    bad = next((run for run in found if (run.ending, run.points) != ("completed", full)), None)
    if bad:
        failed = ", ".join(sorted(title for _, title in bad.failed)) or "none"
        sentence = (
            f"The reference solution ends {bad.ending} with {bad.points:g} of {full:g} points; "
            f"tests that it fails: {failed}."
        )
        yield _unfair("reference_fails", place, sentence)
    if len({(run.ending, run.points, run.failed) for run in found}) > 1:
        sentence = "The reference solution does not come out the same each time: seed what is random."
        yield _unfair("reference_differs", place, sentence)
    yield from _near_limits(exercise, found)


def _near_limits(exercise: Exercise, found: Sequence[Run]) -> Iterator[Finding]:
    limits, place = exercise.limits, exercise.source_file
    slowest, largest = max(run.seconds for run in found), max(run.peak_memory_mib for run in found)
    if slowest > MUCH * limits.run_seconds:
        sentence = f"The reference takes {slowest:.1f} s of the {limits.run_seconds:g} s that a learner has."
        yield _weak("near_time_limit", place, sentence)
    if largest > MUCH * limits.memory_mib:
        sentence = f"The reference takes {largest:.0f} of the {limits.memory_mib} MiB that a learner has."
        yield _weak("near_memory_limit", place, sentence)


def seeds(usual: Run, others: Sequence[Run]) -> Iterator[Finding]:
    """A right answer may draw its random numbers in another order: then it meets other ones."""
    lucky = Counter(test for run in others for test in run.failed - usual.failed)
    for (question, title), _ in sorted(lucky.items()):
        sentence = f"The reference passes “{title}” with the exercise's seed, but not with another: the test is too narrow."
        yield _weak("depends_on_seed", question, sentence)


def isolation(exercise: Exercise, with_separate_tests: Run) -> Iterator[Finding]:
    """Shared mode has to be paid for by what needs it."""
    if with_separate_tests.points < earned_by_tests(exercise):
        sentence = "The tests share the learner's process: they need to, and a score can be forged."
    else:
        sentence = (
            "The tests share the learner's process, where a score can be forged, and none of them needs to: "
            'the reference earns all its points with `isolation = "separate"` as well. Leave the line out.'
        )
    yield _weak("can_be_forged", _SETTINGS, sentence)


def release(run: Run) -> Iterator[Finding]:
    """The learner's copy, handed in as it came."""
    place = "the learner's copy"
    if run.ending != "completed":
        yield _unfair("release_breaks", place, f"Untouched it ends {run.ending}.")
    if run.points:
        sentence = f"Untouched it earns {run.points:g} points: a test passes without an answer."
        yield _unfair("release_earns", place, sentence)


def samples(exercise: Exercise, found: Sequence[Sample]) -> Iterator[Finding]:
    """Each against its line of `expected.toml`, and whether there is one of each kind."""
    for sample in found:
        if sample.differences:
            sentence = f"It does not earn what {EXPECTED} says: {'; '.join(sample.differences)}."
            yield _unfair("sample_differs", f"{FOLDER}/{sample.name}", sentence)
    lacking = list(_lacking([sample.run.points for sample in found], earned_by_tests(exercise)))
    if lacking:
        sentence = f"Among the samples is missing: {', '.join(lacking)}."
        yield _weak("few_samples", f"{FOLDER}/", sentence)


def _lacking(points: Sequence[float], full: float) -> Iterator[str]:
    if full not in points:
        yield "a right answer written another way"
    if not any(0 < earned < full for earned in points):
        yield "one that is partly right"
    if 0 not in points:
        yield "one that earns nothing"


def accepted(reasons: Mapping[str, str], tried: Sequence[TriedMutant]) -> Iterator[Finding]:
    """`accepted.toml` must not outlive what it excuses."""
    place, known = f"{FOLDER}/{ACCEPTED}", {item.mutant.name for item in tried}
    for name in reasons:
        if name not in known:
            yield _weak("accepted_unknown", place, f"There is no mutant “{name}”.")
    for item in tried:
        if item.accepted and item.is_caught:
            sentence = f"The mutant “{item.mutant.name}” is caught: it need not be accepted."
            yield _weak("accepted_caught", place, sentence)


def idle_tests(exercise: Exercise, tried: Sequence[Run]) -> Iterator[Finding]:
    """Hidden tests that none of the samples and mutants in `tried` fails."""
    for question, title in hidden_tests(exercise, never_failed_in=tried):
        sentence = f"No sample and no mutant fails “{title}”: does it test anything?"
        yield _weak("nothing_fails", question, sentence)


def hidden_tests(exercise: Exercise, *, never_failed_in: Sequence[Run]) -> list[tuple[str, str]]:
    """(question, title) of the hidden tests that all of these runs passed, in the order of the source."""
    failed = frozenset[tuple[str, str]]().union(*(run.failed for run in never_failed_in))
    return [
        (question.name, test.title)
        for question in exercise.questions
        for test in question.tests
        if test.visibility is Visibility.HIDDEN and (question.name, test.title) not in failed
    ]


def _unfair(rule: str, place: str, sentence: str) -> Finding:
    return Finding(severity=Severity.UNFAIR, rule=rule, place=place, sentence=sentence)


def _weak(rule: str, place: str, sentence: str) -> Finding:
    return Finding(severity=Severity.WEAK, rule=rule, place=place, sentence=sentence)

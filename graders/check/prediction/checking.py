"""All checks of one prediction exercise. Only where a notebook is handed in, the sandbox is needed."""

from __future__ import annotations

from collections.abc import Callable

from graders.check.exercise import judging as of_exercises
from graders.check.exercise import runs, samples
from graders.check.exercise.model import Checked, Run, Sample
from graders.check.exercise.secrets import leaks
from graders.check.finding import Finding
from graders.check.prediction import judging
from graders.check.prediction.files import constants, perfect, public_predictions
from graders.exercise import Exercise
from graders.pool.interface import Grader
from graders.prediction import HandedIn, Prediction

OnProgress = Callable[[str, int, int], None]


def check(exercise: Exercise, grader: Grader, *, jobs: int, on_progress: OnProgress) -> Checked:
    """The findings, in the form of any exercise's: perfect predictions are the reference, and there are no mutants.

    `jobs` is not needed: scoring takes milliseconds. Raises PlatformError where the sandbox cannot grade a notebook.
    """
    prediction = exercise.prediction
    assert prediction is not None
    findings: list[Finding] = [*leaks(exercise), *judging.labels(exercise, prediction)]
    findings += judging.baselines(prediction, exercise.folder)
    findings += _little_effort(exercise, prediction)
    on_progress("reference", 0, 1)
    reference = _reference(exercise, prediction, grader)
    findings += of_exercises.reference(exercise, [reference])
    if prediction.handed_in is HandedIn.VARIABLE:
        findings += judging.untouched(runs.grade(grader, exercise, runs.untouched(exercise)))
    tried, found = _samples(exercise, grader, on_progress)
    return Checked(
        exercise=exercise,
        findings=tuple(findings + found),
        reference=(reference,),
        samples=tuple(tried),
        mutants=(),
    )


def _reference(exercise: Exercise, prediction: Prediction, grader: Grader) -> Run:
    """Perfect predictions; of a notebook its own solution, which need not be perfect to earn everything."""
    if prediction.handed_in is HandedIn.VARIABLE:
        return runs.grade(grader, exercise, runs.reference(exercise))
    handed_in = runs.HandedIn(name="perfect.csv", content=perfect(prediction))
    return runs.grade(grader, exercise, handed_in)


def _little_effort(exercise: Exercise, prediction: Prediction) -> list[Finding]:
    """What a constant earns, and what lies in `data/` ready to be handed in."""
    found = [
        finding
        for name, content in constants(prediction).items()
        for finding in judging.effortless(prediction, name, content)
    ]
    ready = public_predictions(exercise, prediction)
    for name, content in ready.items():
        found += judging.effortless(prediction, name, content)
    if not ready and prediction.handed_in is HandedIn.CSV:
        found.append(judging.no_sample(prediction))
    return found


def _samples(
    exercise: Exercise, grader: Grader, on_progress: OnProgress
) -> tuple[list[Sample], list[Finding]]:
    submissions = samples.read(exercise.folder)
    tried: list[Sample] = []
    for name, content in submissions.contents.items():
        on_progress("samples", len(tried), len(submissions.contents))
        run = runs.grade(grader, exercise, runs.HandedIn(name=name, content=content))
        tried.append(Sample(name=name, wanted=submissions.wanted[name], run=run))
    return tried, [*submissions.findings, *of_exercises.samples(exercise, tried)]

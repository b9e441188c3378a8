"""Handed-in predictions -> a report. A CSV file is scored here, outside any jail: no code of a learner is run for it.

A variable is written out by a cell of ours at the end of the learner's notebook, in her own process. She may forge what it
writes, and forges nothing but her own predictions: the labels never enter the sandbox.
"""

from __future__ import annotations

from dataclasses import replace

from graders import prediction as predictions
from graders.exercise import Exercise
from graders.notebook import Plan, PlannedCell
from graders.pool.envelope import Envelope
from graders.pool.running import Run
from graders.pool.transcript import CellRecord
from graders.prediction import HandedIn, InvalidPredictions, Prediction
from graders.prediction.reading import INVALID
from graders.prediction.scoring import QUESTION, question_title
from graders.report import Ending, PredictionReport, QuestionReport, Report, TestReport, Visibility
from graders.scoring import question_verdict, rounded

_MIME = "application/vnd.assay.predictions"
_EXPORT = """
def _hand_in_predictions(value):
    import pandas
    from IPython.display import display

    wanted = [{id!r}, {target!r}]
    if isinstance(value, dict):
        value = pandas.Series(value)
    if isinstance(value, pandas.Series):
        value = value.rename_axis(wanted[0]).rename(wanted[1]).reset_index()
    if not isinstance(value, pandas.DataFrame):
        raise TypeError("it is a " + type(value).__name__)
    if wanted[0] not in value.columns and value.index.name == wanted[0]:
        value = value.reset_index()
    display({{{mime!r}: value.to_csv(index=False)}}, raw=True)

_hand_in_predictions({variable})
"""


def takes_csv(exercise: Exercise) -> bool:
    """Whether a file of predictions is handed in, and no notebook."""
    return exercise.prediction is not None and exercise.prediction.handed_in is HandedIn.CSV


def graded_file(envelope: Envelope, content: bytes) -> Report:
    """The report on a CSV file; one that cannot be scored is `invalid_notebook`, with everything that is wrong in it."""
    return _graded(envelope, content, base=envelope.report(ending=Ending.COMPLETED, message=""))


def graded_run(envelope: Envelope, run: Run, *, base: Report) -> Report:
    """The report on a notebook that has run with `with_export`; `base` is what its run says of itself."""
    prediction = _prediction(envelope.exercise)
    try:
        content = _written(prediction, run)
    except InvalidPredictions as error:
        if base.ending is not Ending.COMPLETED:
            return base
        return replace(base, ending=Ending.INVALID_NOTEBOOK, message=str(error), notebook=None)
    return _graded(envelope, content, base=base)


def with_export(plan: Plan, prediction: Prediction) -> Plan:
    """The plan and one more cell, which writes the variable out."""
    source = _EXPORT.format(
        id=prediction.id, target=prediction.target, mime=_MIME, variable=prediction.variable
    )
    cell = PlannedCell(cell_type="code", source=source, id="hand-in-predictions", restored=True)
    return replace(plan, cells=(*plan.cells, cell))


def without_export(plan: Plan) -> Plan:
    """The learner's own cells."""
    return replace(plan, cells=plan.cells[:-1])


def check_file(exercise: Exercise, content: bytes) -> tuple[str, ...]:
    """The notes that scoring this file would begin with. Raises `InvalidPredictions`; knows no metric, so it is fast."""
    return predictions.read(_prediction(exercise), content, most_bytes=_most_bytes(exercise)).notes


def _prediction(exercise: Exercise) -> Prediction:
    assert exercise.prediction is not None
    return exercise.prediction


def _most_bytes(exercise: Exercise) -> int:
    return int(exercise.limits.submission_mib * 2**20)


def _graded(envelope: Envelope, content: bytes, *, base: Report) -> Report:
    prediction = _prediction(envelope.exercise)
    try:
        found = predictions.read(prediction, content, most_bytes=_most_bytes(envelope.exercise))
    except InvalidPredictions as error:
        return replace(base, ending=Ending.INVALID_NOTEBOOK, message=str(error), notebook=None)
    public = predictions.score(prediction, found.values, public=True)
    private = predictions.score(prediction, found.values, public=False)
    question = _question(prediction, private)
    return replace(
        base,
        points=question.points,
        questions=(question,),
        notes=base.notes + found.notes,
        prediction=PredictionReport(
            metric=prediction.metric.name,
            greater_is_better=prediction.metric.greater_is_better,
            public=public,
            private=private,
            public_points=rounded(predictions.points(prediction, public)),
        ),
        clock=replace(base.clock, done=envelope.report(ending=base.ending, message="").clock.done),
    )


def _question(prediction: Prediction, private: float) -> QuestionReport:
    """Hidden tests: their titles hold no value, and nothing of them is told before the reveal."""
    steps = predictions.steps(prediction, private)
    earned = predictions.points(prediction, private)
    return QuestionReport(
        name=QUESTION,
        title=question_title(prediction),
        points=rounded(earned),
        possible=rounded(prediction.points),
        verdict=question_verdict([step.verdict for step in steps], earned, prediction.points),
        tests=tuple(
            TestReport(
                title=step.title,
                category="metric",
                visibility=Visibility.HIDDEN,
                verdict=step.verdict,
                points=rounded(step.earned),
                possible=rounded(step.points),
            )
            for step in steps
        ),
    )


def _written(prediction: Prediction, run: Run) -> bytes:
    """What the export cell wrote. Raises `InvalidPredictions` where it wrote nothing."""
    cells = list(run.learner.cells.values())
    for output in cells[-1].outputs:
        text = output.get("data", {}).get(_MIME)
        if isinstance(text, str):
            return text.encode()
    raise InvalidPredictions(INVALID, *_why_nothing(prediction, cells))


def _why_nothing(prediction: Prediction, cells: list[CellRecord]) -> list[str]:
    name = prediction.variable
    error = _error(cells[-1])
    first = next((place for place, cell in enumerate(cells[:-1], start=1) if _error(cell)), 0)
    sentences = []
    if error.startswith("NameError"):
        sentences.append(f"Your notebook does not define `{name}`.")
    elif error.startswith("TypeError: it is a "):
        kind = error.removeprefix("TypeError: it is a ")[:40]
        wanted = f"a table with the columns `{prediction.id}` and `{prediction.target}`"
        sentences.append(f"`{name}` must be {wanted}; it is a {kind}.")
    elif error:
        sentences.append(f"`{name}` could not be read: {error[:200]}.")
    else:
        sentences.append(
            f"`{name}` is too large to be handed in, with all the plots and tables of the notebook."
        )
    if first:
        sentences.append(f"Cell {first} ended with {_error(cells[first - 1])[:200]}.")
    return sentences


def _error(cell: CellRecord) -> str:
    """What a cell raised, as `Name: text`; empty where it raised nothing."""
    for output in cell.outputs:
        if output["output_type"] == "error":
            return f"{output['ename']}: {output['evalue']}".removesuffix(".")
    return ""

"""What labels, baselines and effortless predictions say about an exercise, each rule a function to findings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graders.check.exercise.model import Run
from graders.check.finding import Finding, Severity
from graders.exercise import Exercise
from graders.exercise.settings import FILE
from graders.prediction import (
    MOST_BASELINE_BYTES,
    InvalidPredictions,
    Prediction,
    baseline_values,
    points,
    read,
    score,
)
from graders.prediction.reading import canonical
from graders.prediction.table import Table, read_table

MUCH = 0.2  # of the points: more than this for no work is unfair to those who work
FEW_ROWS = 100
_MOST_ROWS = 1_000_000


def labels(exercise: Exercise, prediction: Prediction) -> Iterator[Finding]:
    """Can learners know the ids, and not the labels? Are there enough rows to tell a better model from luck?"""
    truth = prediction.labels.truth
    tables = {name: found for name in exercise.public_files if (found := _table(exercise.folder / name))}
    if not any(set(truth) <= _column(found, prediction.id) for found in tables.values()):
        sentence = f"No table in data/ has every id that is asked for in its column `{prediction.id}`: learners cannot know them."
        yield _unfair("ids_unknown", FILE, sentence)
    for name, found in tables.items():
        if _gives_labels_away(found, prediction):
            sentence = f"Its columns `{prediction.id}` and `{prediction.target}` hold the hidden labels."
            yield _unfair("labels_public", name, sentence)
    for public in (True, False):
        count = len(prediction.labels.rows(public=public))
        if count < FEW_ROWS:
            part = "public" if public else "private"
            yield _weak(
                "few_rows",
                FILE,
                f"There are {count} {part} rows: with so few, luck decides between good models.",
            )


def baselines(prediction: Prediction, folder: Path) -> Iterator[Finding]:
    """A baseline is what to beat: it must not earn everything, and not be better than perfect."""
    metric = prediction.metric
    for baseline in prediction.baselines:
        public, private = baseline_values(prediction, baseline, folder)
        if metric.merit(max(public, private, key=metric.merit)) > metric.merit(metric.perfect):
            yield _unfair(
                "baseline_impossible", baseline.name, f"No predictions reach {public:g} or {private:g}."
            )
        if points(prediction, private) == prediction.points:
            sentence = (
                f"It reaches {private:g} on the private rows, which earns all points: nothing is left to do."
            )
            yield _weak("baseline_earns_all", baseline.name, sentence)


def effortless(prediction: Prediction, name: str, content: bytes) -> Iterator[Finding]:
    """Predictions that take no work."""
    values = read(prediction, content, most_bytes=MOST_BASELINE_BYTES).values
    reached = score(prediction, values, public=False)
    earned = points(prediction, reached)
    if earned > MUCH * float(prediction.points):
        sentence = (
            f"It reaches {reached:g} and earns {earned:g} of {prediction.points:g} points without any work."
        )
        yield _weak("effortless", name, sentence)


def no_sample(prediction: Prediction) -> Finding:
    """Nothing shows what to hand in."""
    sentence = f"No file in data/ shows what to hand in: add a sample with the columns `{prediction.id}` and `{prediction.target}`."
    return _weak("no_sample", FILE, sentence)


def untouched(run: Run) -> Iterator[Finding]:
    """The learner's notebook as it came: without predictions it is no attempt."""
    if run.points:
        yield _unfair("release_earns", "the learner's copy", f"Untouched it earns {run.points:g} points.")


def _table(path: Path) -> Table | None:
    try:
        return read_table(path.read_bytes(), most_bytes=MOST_BASELINE_BYTES, most_rows=_MOST_ROWS)
    except InvalidPredictions:
        return None


def _column(table: Table, name: str) -> set[str]:
    if name not in table.header:
        return set()
    place = table.header.index(name)
    return {canonical(row.fields[place]) for row in table.rows}


def _gives_labels_away(table: Table, prediction: Prediction) -> bool:
    """Whether hidden rows stand there with their labels. A sample that has the same for all rows gives nothing away."""
    if not {prediction.id, prediction.target} <= set(table.header):
        return False
    id_place, place = table.header.index(prediction.id), table.header.index(prediction.target)
    truth = prediction.labels.truth
    told = [(truth.get(canonical(row.fields[id_place])), canonical(row.fields[place])) for row in table.rows]
    known = [(label, text) for label, text in told if label is not None]
    return len({text for _, text in known}) > 1 and all(_is(label, text) for label, text in known)


def _is(label: str | float, text: str) -> bool:
    if isinstance(label, str):
        return label == text
    try:
        return float(text) == label
    except ValueError:
        return False


def _unfair(rule: str, place: str, sentence: str) -> Finding:
    return Finding(severity=Severity.UNFAIR, rule=rule, place=place, sentence=sentence)


def _weak(rule: str, place: str, sentence: str) -> Finding:
    return Finding(severity=Severity.WEAK, rule=rule, place=place, sentence=sentence)

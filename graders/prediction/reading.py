"""What was handed in -> one prediction for each id, in any order; or sentences that say all that is wrong."""

from __future__ import annotations

import difflib
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graders.prediction.metrics import Needs
from graders.prediction.model import InvalidPredictions, Labels, Prediction
from graders.prediction.table import Row, Table, cut, read_table

Value = str | float
INVALID = "invalid_predictions"
LARGEST = 1e100
_SHOWN = 5
_MISSING = frozenset({"", "nan", "na", "n/a", "null", "none", "nat", "<na>", "#n/a"})
_WHOLE = re.compile(r"(-?\d+)\.0+")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?")
_INFINITE = re.compile(r"[+-]?(inf|infinity|∞)", re.IGNORECASE)
_COMMA = "Commas inside numbers were read as decimal points."


@dataclass(frozen=True, kw_only=True)
class Predictions:
    """One value for each id of the exercise. `notes` say what was mended on the way."""

    values: Mapping[str, Value] = field(repr=False)
    notes: tuple[str, ...] = ()


def read(prediction: Prediction, content: bytes, *, most_bytes: int) -> Predictions:
    """The predictions in a CSV file. Raises `InvalidPredictions` with everything that is wrong."""
    asked = len(prediction.labels.truth)
    table = read_table(content, most_bytes=most_bytes, most_rows=2 * asked + 1000)
    id_place, target_place = _places(prediction, table)
    sentences = _wrong_ids(prediction.labels, [(canonical(row.fields[id_place]), row) for row in table.rows])
    found, problems = _values(prediction, table, target_place)
    sentences += problems
    if sentences:
        raise InvalidPredictions(INVALID, *sentences)
    values = {canonical(row.fields[id_place]): value for row, value in zip(table.rows, found, strict=True)}
    uses_commas = table.has_decimal_commas and prediction.metric.needs is not Needs.LABELS
    mended = uses_commas and any("," in row.fields[target_place] for row in table.rows)
    return Predictions(values=values, notes=(_COMMA,) if mended else ())


def canonical(text: str) -> str:
    """Ids and labels as they are compared: pandas writes 7 as 7.0 where a column had a gap."""
    text = text.strip()
    whole = _WHOLE.fullmatch(text)
    return whole[1] if whole else text


def number(text: str, *, has_decimal_commas: bool) -> float | None:
    """The number that a field holds, None where it holds none. Never a formula, never inf or nan, no `1_000`."""
    if has_decimal_commas and text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    return float(text) if _NUMBER.fullmatch(text) and text.isascii() else None


def _places(prediction: Prediction, table: Table) -> tuple[int, int]:
    """Where the id and the target stand. Names are compared without regard to case."""
    wanted = (prediction.id, prediction.target)
    names = [name.casefold() for name in table.header]
    missing = [name for name in wanted if names.count(name.casefold()) != 1]
    extra = [name for name in table.header if name.casefold() not in {one.casefold() for one in wanted}]
    if not missing and not extra:
        return names.index(wanted[0].casefold()), names.index(wanted[1].casefold())
    raise InvalidPredictions(INVALID, *_wrong_columns(prediction, table, missing, extra))


def _wrong_columns(prediction: Prediction, table: Table, missing: list[str], extra: list[str]) -> list[str]:
    asked = f"The first line must be `{prediction.id},{prediction.target}`"
    if canonical(table.header[0] if table.header else "") in prediction.labels.truth:
        return [f"The file has no header. {asked}."]
    sentences = []
    for name in missing:
        times = sum(one.casefold() == name.casefold() for one in table.header)
        close = difflib.get_close_matches(name.casefold(), [one.casefold() for one in extra], n=1, cutoff=0.5)
        meant = next((one for one in extra if close and one.casefold() == close[0]), "")
        if times:
            sentences.append(f"The column `{name}` is there {times} times.")
        elif meant:
            sentences.append(f"There is no column `{name}`; is {cut(meant)} meant? Rename it.")
        else:
            sentences.append(f"There is no column `{name}`.")
    if not missing:
        sentences.append(
            f"{_counted(len(extra), 'column')} too many: {_some([cut(name) for name in extra])}."
        )
    return [*sentences, f"{asked}, and nothing else stands in the file."]


def _wrong_ids(labels: Labels, rows: Sequence[tuple[str, Row]]) -> list[str]:
    counts = Counter(name for name, _ in rows)
    missing = [name for name in labels.truth if name not in counts]
    unknown = [name for name in counts if name not in labels.truth]
    twice = [name for name, count in counts.items() if count > 1]
    sentences = []
    if len(rows) != len(labels.truth):
        sentences.append(
            f"The file has {_counted(len(rows), 'row')}, and {len(labels.truth):,} are asked for."
        )
    if len(unknown) == len(counts) and counts:
        some = _some([cut(name) for name in unknown])
        sentence = f"Not one id of this exercise is in it, but {some}: are these rows of other data?"
        return [*sentences, sentence]
    if missing:
        sentences.append(f"{_counted(len(missing), 'id')} missing: {_some([cut(name) for name in missing])}.")
    if unknown:
        sentences.append(f"{_counted(len(unknown), 'unknown id')}: {_some([cut(name) for name in unknown])}.")
    if twice:
        some = _some([cut(name) for name in twice])
        sentences.append(f"{_counted(len(twice), 'id')} in more than one row: {some}.")
    return sentences


def _values(prediction: Prediction, table: Table, place: int) -> tuple[list[Value], list[str]]:
    """The value of each row; where some are wrong, a sentence for each kind of fault."""
    faults: dict[str, list[str]] = {}
    values: list[Value] = []
    for row in table.rows:
        text = row.fields[place]
        value = _value(prediction, text, commas=table.has_decimal_commas)
        if isinstance(value, _Fault):
            faults.setdefault(value.kind, []).append(
                f"{cut(text)} in line {row.line}" if text else f"line {row.line}"
            )
        else:
            values.append(value)
    sentences = [f"{_counted(len(where), 'row')} {kind}: {_some(where)}." for kind, where in faults.items()]
    return values, sentences + _advice(prediction, table, place, faults)


@dataclass(frozen=True)
class _Fault:
    kind: str


def _value(prediction: Prediction, text: str, *, commas: bool) -> Value | _Fault:
    needs = prediction.metric.needs
    if needs is Needs.LABELS and canonical(text) in prediction.labels.classes:
        return canonical(text)
    if text.casefold() in _MISSING:
        return _Fault("without a value")
    if needs is Needs.LABELS:
        return _Fault("with a label that does not exist")
    if _INFINITE.fullmatch(text):
        return _Fault("with an infinite value")
    found = number(text, has_decimal_commas=commas)
    if found is None:
        return _Fault("with text where a number is asked")
    if math.isinf(found) or abs(found) > LARGEST:
        return _Fault("with a number that is too large")
    if needs is Needs.PROBABILITIES and not 0 <= found <= 1:
        return _Fault("with a probability that is not between 0 and 1")
    return found


def _advice(
    prediction: Prediction, table: Table, place: int, faults: Mapping[str, Sequence[str]]
) -> list[str]:
    """What was probably meant, in a sentence."""
    texts = [row.fields[place] for row in table.rows]
    if "with a label that does not exist" in faults:
        classes = prediction.labels.classes
        known = f"The labels are {_some([cut(label) for label in classes])}"
        if len(faults["with a label that does not exist"]) == len(texts) and all(map(_is_share, texts)):
            return [f"{known}; these look like probabilities: decide first, from which one on it is yes."]
        return [f"{known}, spelt like this."]
    if "with a probability that is not between 0 and 1" in faults:
        found = [number(text, has_decimal_commas=table.has_decimal_commas) for text in texts]
        if all(value is not None and 0 <= value <= 100 for value in found):
            return ["Are these percents? Divide by 100."]
        return ["`predict_proba(X)[:, 1]` gives probabilities of the second class."]
    return []


def _is_share(text: str) -> bool:
    value = number(text, has_decimal_commas=True)
    return value is not None and 0 <= value <= 1


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _some(names: Sequence[str]) -> str:
    """The first five."""
    return ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")

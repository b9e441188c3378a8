"""Gradescope's `results.json` (its autograder specification, "Output format")."""

from __future__ import annotations

import json
import math
from typing import Any

from graders.report import PredictionReport, QuestionReport, Report, TestReport, Verdict, Visibility

HIDDEN = ("after_published", "after_due_date", "hidden", "visible")
LARGEST_BYTES = 1 << 20
_LENGTHS = (8000, 2000, 500, 100, 0)  # of one text, as much as the whole leaves room for
_CUT = "\n… (cut)"


def results(report: Report, *, hidden: str = HIDDEN[0]) -> bytes:
    """The file for one submission, UTF-8 JSON of at most `LARGEST_BYTES` for up to a thousand tests.

    `hidden` is when hidden tests are shown, one of `HIDDEN`; as long as one is not, Gradescope keeps the total back as
    well. `score` is the report's own sum, so that what rounding does to single tests does not add up. Texts are shown
    as text, never as HTML. A question that a person marks has no score here: it is marked in Gradescope.
    """
    for length in _LENGTHS:
        content = _encoded(_document(report, hidden, length))
        if len(content) <= LARGEST_BYTES:
            break
    return content


def _document(report: Report, hidden: str, length: int) -> dict[str, Any]:
    document: dict[str, Any] = {
        "score": report.points,
        "execution_time": round(report.wall_seconds, 2),
        "output": _text([report.message, *report.notes], length),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [
            _test(question, test, f"{number}.{part}", hidden, length)
            for number, question in enumerate(report.questions, 1)
            for part, test in enumerate(question.tests, 1)
        ],
        "extra_data": {
            "exercise": report.exercise.id,
            "version": report.exercise.version,
            "possible": report.possible,
            "ending": str(report.ending),
        },
    }
    if report.prediction is not None and math.isfinite(report.prediction.public):
        document["leaderboard"] = [_metric(report.prediction)]
    return document


def _test(
    question: QuestionReport, test: TestReport, number: str, hidden: str, length: int
) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "name": _text([f"{question.title or question.name}: {test.title}"], max(length, 100)),
        "name_format": "text",
        "number": number,
        "output": _text(_said(test), length),
        "output_format": "text",
        "tags": [test.category],
        "visibility": hidden if test.visibility is Visibility.HIDDEN else "visible",
        "extra_data": {"question": question.name, "verdict": str(test.verdict)},
    }
    if test.verdict is not Verdict.AWAITING_MARKS:
        status = "passed" if test.verdict is Verdict.PASSED else "failed"
        entry |= {"score": test.points, "max_score": test.possible, "status": status}
    return entry


def _said(test: TestReport) -> list[str]:
    if test.verdict is Verdict.AWAITING_MARKS:
        return ["A person marks this answer."]
    values = [("Expected", test.expected), ("Got", test.got)]
    told = [test.message, *(f"{name}: {value}" for name, value in values if value), test.traceback]
    return [*told, f"Hint: {test.hint}" if test.hint else ""]


def _metric(prediction: PredictionReport) -> dict[str, Any]:
    """The public part alone: the private one is nobody's before it is revealed."""
    order = "desc" if prediction.greater_is_better else "asc"
    return {"name": prediction.metric, "value": prediction.public, "order": order}


def _text(parts: list[str], length: int) -> str:
    text = "\n".join(part for part in parts if part)
    looked_at = text[: 2 * length]
    shown = "".join(character for character in looked_at if character in "\n\t" or character.isprintable())
    is_whole = len(shown) <= length and len(looked_at) == len(text)
    return shown if is_whole else f"{shown[:length]}{_CUT if length else ''}"


def _encoded(document: dict[str, Any]) -> bytes:
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1)
    return (text + "\n").encode("utf-8", "replace")

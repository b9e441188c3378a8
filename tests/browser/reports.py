"""Reports as a sandbox would give them for the questions of a real exercise."""

from __future__ import annotations

import base64
from typing import Any

from assay.catalog.models import Exercise
from graders.report import (
    Ending,
    EnvironmentRef,
    ExerciseRef,
    QuestionReport,
    Report,
    SubmissionRef,
    TestReport,
    Verdict,
    Visibility,
)

_TRACEBACK = """Traceback (most recent call last):
  Cell 12, line 4, in scores
    precision = tp / (tp + fp)
                ~~~^~~~~~~~~~~
ZeroDivisionError: division by zero"""
_PIXEL = base64.b64encode(
    b'<svg xmlns="http://www.w3.org/2000/svg" width="420" height="160"><path d="M10 150 120 90 240 70 400 20"'
    b' fill="none" stroke="#2a7f82" stroke-width="3"/></svg>'
).decode()


def report(
    *, exercise: Exercise, share: float, ending: str = "completed", same: bool = True, hostile: bool = False
) -> Report:
    """The first `share` of the tests passes. Not `same`: one of those that passed before fails now.

    `hostile`: its notebook holds things that must not survive the rendering.
    """
    outline = exercise.current.outline
    count = sum(len(question["tests"]) for question in outline)
    passing = set(range(round(share * count))) - (set() if same else {1})
    questions, position = [], 0
    for question in outline:
        places = range(position, position + len(question["tests"]))
        tests = [
            _test(test, place in passing, ended=ending)
            for test, place in zip(question["tests"], places, strict=True)
        ]
        questions.append(_question(question, tests))
        position += len(tests)
    points = sum(item.points for item in questions)
    return Report(
        submission=SubmissionRef(file="x.ipynb", sha256="0" * 64),
        exercise=ExerciseRef(id="x", version="0" * 64),
        environment=EnvironmentRef(name="ml-base", digest="e" * 64),
        engine_version="1",
        launcher="scripted",
        isolation="separate",
        ending=Ending(ending),
        message="The run was stopped after 30 s, in cell 14. Is there a loop that never ends?"
        if ending == "timed_out"
        else "",
        points=points,
        possible=sum(item.possible for item in questions),
        questions=tuple(questions),
        notes=("Two cells were added to the notebook; they ran, and were not graded.",),
        wall_seconds=0.84,
        notebook=executed(hostile=hostile),
    )


def _question(question: dict[str, Any], tests: list[TestReport]) -> QuestionReport:
    verdicts = {test.verdict for test in tests}
    common = next(iter(verdicts)) if len(verdicts) == 1 else Verdict.PARTIAL
    return QuestionReport(
        name=question["name"],
        title=question["title"],
        points=sum(test.points for test in tests),
        possible=sum(test.possible for test in tests),
        verdict=Verdict.FAILED if common is Verdict.ERRORED else common,
        tests=tuple(tests),
    )


def _test(test: dict[str, Any], passes: bool, *, ended: str) -> TestReport:
    is_visible = test["visibility"] == "visible"
    verdict = Verdict.PASSED if passes else Verdict.FAILED if ended == "completed" else Verdict.NOT_REACHED
    shows = is_visible and verdict is Verdict.FAILED
    return TestReport(
        title=test["title"],
        visibility=Visibility(test["visibility"]),
        verdict=Verdict.ERRORED if shows and "Scores" in test["title"] else verdict,
        points=float(test["points"]) if passes else 0.0,
        possible=float(test["points"]),
        hint=test["hint"],
        message="Your function divides by zero when nobody is called." if shows else "",
        expected="(0.5, 0.3333333333333333, 0.4)" if shows else "",
        got="(0.5, 0.5, 0.5)" if shows else "",
        traceback=_TRACEBACK if shows else "",
    )


def executed(*, hostile: bool) -> dict[str, Any]:
    """A notebook with every kind of output."""
    table = "<table><tr><th></th><th>tenure</th><th>left</th></tr><tr><th>0</th><td>12</td><td>1</td></tr></table>"
    active = '<script>parent.document.title = "owned"</script><img src="https://example.org/x.png">'
    error = {
        "output_type": "error",
        "ename": "ValueError",
        "evalue": "no",
        "traceback": ["\x1b[0;31mValueError\x1b[0m: no"],
    }
    stream = {"output_type": "stream", "name": "stdout", "text": "1,200 customers, 118 left\n"}
    html = {
        "output_type": "display_data",
        "metadata": {},
        "data": {"text/html": table + (active if hostile else ""), "text/plain": ""},
    }
    picture = {
        "output_type": "display_data",
        "metadata": {},
        "data": {"text/html": f'<img alt="F1 by threshold" src="data:image/svg+xml;base64,{_PIXEL}">'},
    }
    cells = [
        _markdown("# Who is about to leave?\n\nOne customer in ten leaves. *Which?*"),
        _code(
            "import pandas as pd\n\ncustomers = pd.read_csv('data/customers.csv')\nprint(summary(customers))",
            [stream],
        ),
        _code("customers.head(1)  # the first one", [html]),
        _code("plot(thresholds, f1)", [picture]),
        _code("raise ValueError('no')", [error]),
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def _markdown(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": "intro", "metadata": {}, "source": source}


def _code(source: str, outputs: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": f"c{abs(hash(source)) % 9999}",
        "metadata": {},
        "execution_count": 1,
        "source": source,
        "outputs": outputs,
    }

"""Rules about code: a snippet is run behind the wall, and prints what the answer says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from graders.check.finding import Finding
from graders.check.quiz.trials import Tried
from graders.exercise import read
from graders.pool.interface import Grader
from graders.quiz.types import code_output
from graders.report import PlatformError

MAX_RUNS = 8
"""Variants of one snippet that are run."""


@dataclass(frozen=True, kw_only=True)
class Printed:
    """What one run printed. `error` is the exception's own line, or how the run ended; "" for a run that went well."""

    output: str
    error: str = ""


RunSnippet = Callable[[str], Printed]

_CELL = {"grade_id": "snippet", "grade": False, "solution": True, "locked": False, "schema_version": 3}
_TEST = {
    "grade_id": "ran",
    "grade": True,
    "solution": False,
    "locked": True,
    "schema_version": 3,
    "points": 1,
}


def prints(tried: Tried, run: RunSnippet) -> Iterator[Finding]:
    """The snippet of every variant (up to a few) prints the answer."""
    question = tried.question
    if not isinstance(question, code_output.Question):
        return
    for trial in list(tried.distinct())[:MAX_RUNS]:
        printed = run(trial.asked.code)
        expected = code_output.normalised(trial.variant.fill(question.answer))
        if printed.error:
            yield tried.unfair("snippet", f"The snippet{trial.drawn} fails: {printed.error}.")
            return
        if code_output.normalised(printed.output) != expected:
            yield tried.unfair(
                "snippet",
                f"The snippet{trial.drawn} prints {_quoted(printed.output)}, but the answer is {_quoted(expected)}.",
            )
            return


def _quoted(text: str) -> str:
    return json.dumps(code_output.normalised(text)[:200], ensure_ascii=False)


@contextmanager
def in_sandbox(client: Grader) -> Iterator[RunSnippet]:
    """A way to run snippets, each in a jail of its own; it raises PlatformError where the sandbox cannot."""
    with TemporaryDirectory() as folder:
        exercise = read(_exercise(Path(folder)))

        def run(code: str) -> Printed:
            content = json.dumps(_notebook(_code(code, _CELL))).encode()
            report = client.grade(exercise=exercise, file_name="snippet.ipynb", content=content)
            if report.ending.is_platform_fault:
                raise PlatformError(report.message)
            return _printed(report.notebook, report.message)

        yield run


def _printed(notebook: dict[str, Any] | None, message: str) -> Printed:
    if notebook is None:
        return Printed(output="", error=message.rstrip("."))
    outputs = notebook["cells"][0]["outputs"]
    text = "".join(
        "".join(output["text"])
        for output in outputs
        if output["output_type"] == "stream" and output["name"] == "stdout"
    )
    errors = [
        f"{output['ename']}: {output['evalue']}" for output in outputs if output["output_type"] == "error"
    ]
    return Printed(output=text, error=errors[0] if errors else message.rstrip("."))


def _exercise(folder: Path) -> Path:
    (folder / "exercise.toml").write_text(
        'title = "A snippet"\n[limits]\nrun_seconds = 20\ncell_seconds = 10\n'
    )
    source = _notebook(_code("pass", _CELL), _code("assert True", _TEST))
    (folder / "source.ipynb").write_text(json.dumps(source))
    return folder


def _code(source: str, nbgrader: dict[str, Any]) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "metadata": {"nbgrader": nbgrader},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def _notebook(*cells: dict[str, Any]) -> dict[str, Any]:
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 4}

"""Golden cases: folders with a submission and what grading it must give."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graders import exercise
from graders.exercise import CellKind, Exercise
from graders.notebook import from_percent
from graders.report import Report, Verdict

FOLDER = Path(__file__).parent
ANYTHING = "*"


@dataclass(frozen=True, kw_only=True)
class Case:
    """One folder. `expected` is its expected.toml; see README.md for the keys."""

    name: str
    file: Path
    expected: dict[str, Any]

    @property
    def exercise(self) -> Exercise:
        return exercise.read(FOLDER / "exercises" / self.expected["exercise"])

    @property
    def content(self) -> bytes:
        content = self.file.read_bytes()
        return from_percent(content) if self.file.suffix == ".py" else content


def all_cases() -> list[Case]:
    """Every case, by name."""
    return [_load(path.parent) for path in sorted(FOLDER.glob("*/expected.toml"))]


def load(name: str) -> Case:
    """One case."""
    return _load(FOLDER / name)


def _load(folder: Path) -> Case:
    [file] = folder.glob("submission.*")
    expected = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))
    return Case(name=folder.name, file=file, expected=expected)


def differences(case: Case, report: Report) -> list[str]:
    """Everything in which a report is not what the case expects; empty when it is."""
    expected = case.expected
    text = json.dumps(report.as_dict(), ensure_ascii=False)
    found = []
    allowed = expected["points"] if isinstance(expected["points"], list) else [expected["points"]]
    if report.points not in allowed:
        found.append(f"points {report.points:g}, expected {allowed}")
    if report.ending.is_platform_fault or expected["ending"] not in (ANYTHING, report.ending):
        found.append(f"ending {report.ending} ({report.message}), expected {expected['ending']}")
    if expected.get("message", "") not in report.message:
        found.append(f"message {report.message!r}")
    notes = "\n".join(report.notes)
    found += [
        f"no note has {note!r}: {report.notes}" for note in expected.get("notes", []) if note not in notes
    ]
    shown = json.dumps(report.notebook, ensure_ascii=False)
    found += [
        f"the notebook does not show {part!r}" for part in expected.get("shown", []) if part not in shown
    ]
    found += [f"the report holds {part!r}" for part in expected.get("absent", []) if part in text]
    return found + _wrong_verdicts(expected.get("verdicts", {}), report)


def _wrong_verdicts(expected: dict[str, str | list[str]], report: Report) -> list[str]:
    found = []
    for question in report.questions:
        wanted = expected.get(question.name, ANYTHING)
        got: str | list[str] = [str(test.verdict) for test in question.tests]
        if isinstance(wanted, str):
            got = str(question.verdict)
        if wanted not in (ANYTHING, got):
            found.append(f"{question.name}: {got}, expected {wanted}")
    unknown = expected.keys() - {question.name for question in report.questions}
    return found + [f"there is no question {name}" for name in unknown]


def tested_inside(original: Exercise) -> Exercise:
    """The exercise as other graders run it: full test cells and hidden data in the learner's own process."""
    cells = tuple(
        replace(cell, kind=CellKind.LOCKED, released=cell.source, parts=())
        if cell.kind is CellKind.TEST
        else cell
        for cell in original.cells
    )
    return replace(
        original,
        version="inside",
        cells=cells,
        questions=tuple(question for question in original.questions if question.manual),
        points=0.0,
        public_files=original.public_files + original.hidden_files,
        hidden_files=(),
    )


def passed_inside(report: Report) -> set[str]:
    """The test cells that raised nothing when they ran in the learner's process."""
    assert report.notebook is not None
    return {
        cell["metadata"]["assay"]["question"]
        for cell in report.notebook["cells"]
        if cell["cell_type"] == "code"
        and cell["metadata"].get("assay", {}).get("restored")
        and not any(output["output_type"] == "error" for output in cell["outputs"])
    }


def is_right(report: Report) -> bool:
    """Whether the report on `all-right` is the one that an honest learner deserves."""
    wrong = [question for question in report.questions if question.verdict is not Verdict.PASSED]
    return report.points == 9.0 and [question.name for question in wrong] == ["words"]

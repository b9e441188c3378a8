"""Golden cases: folders with a submission and what grading it must give."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graders import exercise
from graders.exercise import Exercise
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
        found = exercise.read(FOLDER / "exercises" / self.expected["exercise"])
        return replace(found, limits=replace(found.limits, **self.expected.get("limits", {})))

    @property
    def file_name(self) -> str:
        return str(self.expected.get("file_name", self.file.name))

    @property
    def content(self) -> bytes:
        content = self.file.read_bytes()
        if self.file.suffix == ".py" and not self.expected.get("as_it_is"):
            content = from_percent(content)
        if "plot_mib" in self.expected:
            content = _with_plot(content, self.expected["plot_mib"] << 20)
        return content.ljust(self.expected.get("padded_to_mib", 0) << 20)


def all_cases() -> list[Case]:
    """Every case, by name."""
    return [_load(path.parent) for path in sorted(FOLDER.glob("*/expected.toml"))]


def load(name: str) -> Case:
    """One case."""
    return _load(FOLDER / name)


def _with_plot(content: bytes, size_bytes: int) -> bytes:
    """The notebook with a saved plot of that size below its first code cell."""
    document = json.loads(content)
    cell = next(cell for cell in document["cells"] if cell["cell_type"] == "code")
    plot = {"output_type": "display_data", "data": {"image/png": "A" * size_bytes}, "metadata": {}}
    cell["outputs"] = [plot]
    return json.dumps(document).encode()


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
    warnings = "\n".join(report.warnings)
    found += [f"no warning has {part!r}" for part in expected.get("warnings", []) if part not in warnings]
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
    """The exercise as other graders run it: test cells and hidden data in the learner's own process."""
    return replace(original, version=f"{original.version} shared", isolation="shared")


def passed_inside(report: Report) -> set[str]:
    """The test cells whose points were all earned."""
    return {question.name for question in report.questions if question.verdict is Verdict.PASSED}


def is_right(report: Report) -> bool:
    """Whether the report on `all-right` is the one that an honest learner deserves."""
    wrong = [question for question in report.questions if question.verdict is not Verdict.PASSED]
    return report.points == 9.0 and [question.name for question in wrong] == ["words"]

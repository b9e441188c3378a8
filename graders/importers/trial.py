"""Does an imported exercise work where its tests are out of the learner's reach? Try it; share only where it must be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graders import release
from graders.exercise import Cell, Exercise, ExerciseError, read
from graders.exercise.settings import FILE
from graders.pool.interface import Grader
from graders.report import PlatformError, Report, Verdict, Visibility

_MAX_REASONS = 3
_MAX_CHARACTERS = 300


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What the reference solution earned, of what can be earned without a person's marks, in the mode that is now set.

    `reason` says why the tests have to share the learner's process, or else what kept the reference from full points.
    """

    needs_shared: bool
    reason: str
    points: float
    possible: float

    @property
    def is_full(self) -> bool:
        """The reference earns everything."""
        return self.points >= self.possible


def try_isolation(folder: Path, grader: Grader) -> Trial:
    """Run the reference with its tests apart; only where that fails and sharing helps, write that into exercise.toml.

    Raises PlatformError where the sandbox cannot grade, ExerciseError for a folder that is not sound in either mode.
    """
    try:
        apart = _tried(read(folder), grader)
    except ExerciseError as error:
        return _shared(folder, grader, error)
    if apart.is_full:
        return apart
    together = _tried(replace(read(folder), isolation="shared"), grader)
    if together.points <= apart.points:
        return apart
    _set_shared(folder, apart.reason)
    return replace(together, needs_shared=True, reason=apart.reason)


def _shared(folder: Path, grader: Grader, error: ExerciseError) -> Trial:
    """A test cell that is not plain Python is refused beside separate tests, before anything runs."""
    before = (folder / FILE).read_text(encoding="utf-8")
    reason = "; ".join(str(problem) for problem in error.problems[:_MAX_REASONS])
    _set_shared(folder, reason)
    try:
        tried = _tried(read(folder), grader)
    except ExerciseError:
        (folder / FILE).write_text(before, encoding="utf-8")
        raise error from None
    return replace(tried, needs_shared=True, reason=reason)


def _tried(exercise: Exercise, grader: Grader) -> Trial:
    open_book = replace(
        exercise,
        cells=tuple(map(_all_visible, exercise.cells)),
        version=f"{exercise.version} trial {exercise.isolation}",
    )
    content = release.answered_bytes(open_book)
    report = grader.grade(exercise=open_book, file_name="reference.ipynb", content=content)
    if report.ending.is_platform_fault:
        raise PlatformError(report.message)
    possible = sum(question.points for question in exercise.questions if not question.manual)
    return Trial(
        needs_shared=False, reason=_reason(report), points=report.points, possible=round(possible, 2)
    )


def _all_visible(cell: Cell) -> Cell:
    """Of a hidden test the report would not say why it failed."""
    parts = tuple(
        replace(part, checks=tuple(replace(check, visibility=Visibility.VISIBLE) for check in part.checks))
        for part in cell.parts
    )
    return replace(cell, parts=parts)


def _reason(report: Report) -> str:
    failed = [
        f"{question.name}: {test.message or test.verdict}"
        for question in report.questions
        for test in question.tests
        if test.verdict not in (Verdict.PASSED, Verdict.AWAITING_MARKS)
    ]
    reasons = ([report.message] if report.message else []) + _first_error(report.notebook) + failed
    return _short("; ".join(dict.fromkeys(reasons[:_MAX_REASONS])))


def _first_error(notebook: dict[str, Any] | None) -> list[str]:
    """What the notebook's own cells raised first: often all the tests fail for that alone."""
    errors = [
        f"a cell raises {output['ename']}: {output['evalue']}"
        for cell in (notebook or {}).get("cells", ())
        for output in cell.get("outputs", ())
        if output["output_type"] == "error"
    ]
    return errors[:1]


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _MAX_CHARACTERS else f"{flat[:_MAX_CHARACTERS]}…"


def _set_shared(folder: Path, reason: str) -> None:
    """Put the setting above the first table, with the reason as a comment."""
    settings = folder / FILE
    comment = _short(reason).encode("ascii", "replace").decode()
    lines = settings.read_text(encoding="utf-8").splitlines()
    place = next((index for index, line in enumerate(lines) if line.startswith("[")), len(lines))
    while place and not lines[place - 1].strip():
        place -= 1
    lines[place:place] = [
        f"# Tests apart from the learner's process did not do for the reference: {comment}",
        'isolation = "shared"',
    ]
    settings.write_text("\n".join(lines) + "\n", encoding="utf-8")

"""The corpus of answers: per question a reference, a test, and answers that are right or wrong in their own ways.

A file of `answers/` is one exercise. Its cells: `# %% name` (the reference solution of a question), then
`# %% test`, and any number of `# %% right` and `# %% wrong`, each with words of its own behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from graders import exercise
from graders.exercise import Exercise

FOLDER = Path(__file__).parent / "answers"
_CELL = re.compile(r"^# %% (?P<head>.+)\n(?P<source>(?:(?!# %% ).*\n)*)", re.MULTILINE)
_META = '# %% nbgrader={{"grade": {grade}, "grade_id": "{name}", "locked": {grade}, {points}"schema_version": 3, "solution": {solution}}}\n'
_TOML = 'title = "{title}"\n\n[limits]\nrun_seconds = 60\nmemory_mib = 1536\n'


@dataclass
class Question:
    """`right` and `wrong`: the words behind the mark, and the source of the answer."""

    name: str
    reference: str
    test: str = ""
    right: list[tuple[str, str]] = field(default_factory=list)
    wrong: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Batch:
    """One submission: an answer to every question, of which those in `judged` are looked at."""

    judged: dict[str, str]
    content: bytes


def topics() -> list[str]:
    """The names of the files."""
    return sorted(path.stem for path in FOLDER.glob("*.py"))


def questions(topic: str) -> list[Question]:
    """All questions of one file."""
    found: list[Question] = []
    for cell in _CELL.finditer((FOLDER / f"{topic}.py").read_text(encoding="utf-8")):
        kind, _, words = cell["head"].partition(" ")
        source = cell["source"].strip("\n") + "\n"
        if kind == "test":
            found[-1].test = source
        elif kind in ("right", "wrong"):
            getattr(found[-1], kind).append((words, source))
        else:
            found.append(Question(kind, source))
    return found


def as_exercise(topic: str, folder: Path) -> Exercise:
    """The file as an exercise, written into `folder`."""
    (folder / "exercise.toml").write_text(_TOML.format(title=topic))
    (folder / "source.py").write_text("\n".join(map(_source_of, questions(topic))), encoding="utf-8")
    return exercise.read(folder)


def _source_of(question: Question) -> str:
    answer = _META.format(grade="false", name=question.name, points="", solution="true")
    test = _META.format(grade="true", name=f"{question.name}-tests", points='"points": 1, ', solution="false")
    solution = f"### BEGIN SOLUTION\n{question.reference}### END SOLUTION\n"
    return f"{answer}{solution}\n{test}{question.test}"


def batches(topic: str, kind: str) -> list[Batch]:
    """The answers of one kind, in as few submissions as hold them: the reference stands where there is none left."""
    asked = questions(topic)
    count = max(len(getattr(question, kind)) for question in asked)
    return [_batch(asked, kind, number) for number in range(count)]


def _batch(asked: list[Question], kind: str, number: int) -> Batch:
    judged, cells = {}, []
    for question in asked:
        answers = getattr(question, kind)
        words, source = answers[number] if number < len(answers) else ("", question.reference)
        if number < len(answers):
            judged[f"{question.name}-tests"] = words or kind
        meta = _META.format(grade="false", name=question.name, points="", solution="true")
        cells.append(meta + source)
    return Batch(judged, "\n".join(cells).encode())

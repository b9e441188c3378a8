"""All rules over one quiz."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from graders.check.finding import Finding, Severity
from graders.check.quiz import answers, wording
from graders.check.quiz.snippets import RunSnippet, prints
from graders.check.quiz.trials import Tried, try_out
from graders.quiz.quiz import Quiz
from graders.quiz.types import code_output

SEEDS = range(50)

OnProgress = Callable[[str, int, int], None]
"""Called with a question's id, how many are done, and of how many."""

_RULES: tuple[Callable[[Tried], Iterator[Finding]], ...] = (
    answers.right_answers,
    answers.tolerances,
    answers.hidden_variables,
    answers.choosing_everything,
    wording.leaks,
    wording.names,
    wording.markdown,
    wording.explained,
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One question; `variants` counts the different draws that were met."""

    id: str
    place: str
    type: str
    points: float
    variants: int


@dataclass(frozen=True, kw_only=True)
class CheckedQuiz:
    """What was found. `snippets_run` says whether code was run to prove its output."""

    name: str
    quiz: Quiz
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    snippets_run: bool

    @property
    def is_fair(self) -> bool:
        """Whether nothing found would wrong a learner."""
        return not any(finding.severity is Severity.UNFAIR for finding in self.findings)

    def to_json(self) -> dict[str, Any]:
        """JSON values only."""
        return {
            "kind": "quiz",
            "name": self.name,
            "title": self.quiz.title,
            "digest": self.quiz.digest,
            "questions": len(self.quiz.questions),
            "points": float(self.quiz.points),
            "is_fair": self.is_fair,
            "snippets_run": self.snippets_run,
            "rows": [asdict(row) for row in self.rows],
            "findings": [asdict(finding) for finding in self.findings],
        }


def _ignore(_: str, __: int, ___: int) -> None:
    """For callers that do not watch."""


def needs_sandbox(quiz: Quiz) -> bool:
    """Whether a snippet's output is to be proved."""
    return any(isinstance(question, code_output.Question) for question in quiz.questions)


def check(
    quiz: Quiz, *, name: str, run: RunSnippet | None = None, on_progress: OnProgress = _ignore
) -> CheckedQuiz:
    """Everything that would be unfair or could be better. Without `run` no snippet is run, and the result says so."""
    findings: list[Finding] = []
    rows = []
    for done, question in enumerate(quiz.questions):
        on_progress(question.id, done, len(quiz.questions))
        tried = try_out(question, seeds=SEEDS, shuffle=quiz.shuffle, place=f"{name}, question {question.id}")
        rows.append(_row(tried))
        for rule in _RULES:
            findings += rule(tried)
        if run:
            findings += prints(tried, run)
    on_progress("done", len(quiz.questions), len(quiz.questions))
    return CheckedQuiz(
        name=name,
        quiz=quiz,
        rows=tuple(rows),
        findings=tuple(findings),
        snippets_run=run is not None and needs_sandbox(quiz),
    )


def _row(tried: Tried) -> Row:
    question = tried.question
    return Row(
        id=question.id,
        place=tried.place,
        type=question.type,
        points=float(question.points),
        variants=len(list(tried.distinct())),
    )

"""What changed between two attempts, question by question and test by test. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assay.submissions.queries import QuestionView

_ORDER = ("not_reached", "errored", "failed", "awaiting_marks", "partial", "passed")


@dataclass(frozen=True, kw_only=True)
class Change:
    """One test whose verdict is another than before."""

    question: str
    title: str
    before: str
    after: str

    @property
    def is_better(self) -> bool:
        return _ORDER.index(self.after) > _ORDER.index(self.before)


def changes(*, before: Sequence[QuestionView], after: Sequence[QuestionView]) -> list[Change]:
    """The tests that both attempts know and that ended differently, in the order of the exercise.

    A title that appears twice in a question (hidden ones may) is told apart by its place.
    """
    known = {key: verdict for key, verdict, _ in _verdicts(before)}
    return [
        Change(question=title, title=key[1], before=known[key], after=verdict)
        for key, verdict, title in _verdicts(after)
        if key in known and known[key] != verdict
    ]


def _verdicts(questions: Sequence[QuestionView]) -> list[tuple[tuple[str, str, int], str, str]]:
    found = []
    for question in questions:
        seen: dict[str, int] = {}
        for test in question.tests:
            seen[test.title] = seen.get(test.title, 0) + 1
            found.append(((question.name, test.title, seen[test.title]), test.verdict, question.title))
    return found

"""What a submission counts: what its tests found, what people gave instead, and what they may still give. Pure.

Every reader of points comes here, so that pages, boards, the gradebook, exports and the API say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from assay.cohorts.policies import Deadline, Policy, adjusted
from assay.submissions.models import ManualMark, Score, Submission
from graders.report import Verdict

_WHOLE = ""


@dataclass(frozen=True, kw_only=True)
class Total:
    """`points` before lateness, of `possible`; at most `waiting` more when a person has read what awaits her.

    `questions` have name, title, points, possible and verdict; `marks` are those that count, by question. Where there
    is an `override`, it alone decides: nothing waits, and lateness takes nothing off.
    """

    points: Decimal
    possible: Decimal
    waiting: Decimal
    questions: list[dict[str, Any]]
    marks: Mapping[str, ManualMark]
    override: ManualMark | None

    def counted(self, policy: Policy, deadline: Deadline, accepted_at: datetime) -> Decimal:
        """The points after lateness."""
        return self._late(policy, deadline, self.points, accepted_at)

    def at_most(self, policy: Policy, deadline: Deadline, accepted_at: datetime) -> Decimal:
        """The same if all that waits is given."""
        return self._late(policy, deadline, self.points + self.waiting, accepted_at)

    def awaits_marks(self, *, is_released: bool) -> bool:
        """Whether only a person's marks are missing; without released points nothing is said of other gaps."""
        return self.waiting > 0 and (not is_released or self.points + self.waiting >= self.possible)

    def _late(self, policy: Policy, deadline: Deadline, points: Decimal, accepted_at: datetime) -> Decimal:
        return points if self.override else adjusted(policy, deadline, points, accepted_at)


def total_of(submission: Submission) -> Total | None:
    """None until there is a score. Costs no query where the score was fetched along and `given_marks` was set."""
    pointer = getattr(submission, "current_score", None)
    if pointer is None:
        return None
    given = submission.given_marks
    return total(pointer.score, submission.marks.all() if given is None else given)


def total(score: Score, marks: Iterable[ManualMark]) -> Total:
    """`marks` by ascending number. A mark of a question that the score does not know changes nothing."""
    latest = {mark.question: mark for mark in marks}
    held = {name: mark for name, mark in latest.items() if mark.points is not None}
    override = held.pop(_WHOLE, None)
    questions = [_marked(question, held.get(question["name"])) for question in score.questions]
    changed = sum(
        (after["points"] - _decimal(before["points"]) for before, after in _pairs(score, questions))
    )
    points = min(max(score.points + changed, Decimal(0)), score.possible)
    return Total(
        points=min(override.points, score.possible) if override and override.points is not None else points,
        possible=score.possible,
        waiting=Decimal(0) if override else _waiting(questions),
        questions=questions,
        marks=held,
        override=override,
    )


def _pairs(score: Score, questions: list[dict[str, Any]]) -> Iterable[tuple[dict[str, Any], dict[str, Any]]]:
    return zip(score.questions, questions, strict=True)


def _marked(question: dict[str, Any], mark: ManualMark | None) -> dict[str, Any]:
    points, possible = _decimal(question["points"]), _decimal(question["possible"])
    if mark is None or mark.points is None:
        return question | {"points": points, "possible": possible}
    given = min(mark.points, possible)  # another version may be worth less
    return question | {"points": given, "possible": possible, "verdict": str(_verdict(given, possible))}


def _verdict(points: Decimal, possible: Decimal) -> Verdict:
    if points >= possible:
        return Verdict.PASSED
    return Verdict.PARTIAL if points else Verdict.FAILED


def _waiting(questions: list[dict[str, Any]]) -> Decimal:
    awaiting = (item for item in questions if item["verdict"] == Verdict.AWAITING_MARKS)
    return sum((item["possible"] - item["points"] for item in awaiting), Decimal(0))


def _decimal(points: float) -> Decimal:
    return Decimal(str(points))

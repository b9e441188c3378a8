"""From verdicts to points: exact inside, two places at the end, rounded half up once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from graders.report import Verdict

_PLACES = Decimal("0.01")
_WORST_FIRST = (
    Verdict.ERRORED,
    Verdict.FAILED,
    Verdict.NOT_REACHED,
)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the test process said of one test. `value` is what a partial one earned, of its part's points."""

    verdict: Verdict
    value: Decimal | None = None


def rounded(points: Decimal) -> float:
    """`points` as a JSON number with two places, halves rounded up (away from zero)."""
    return float(points.quantize(_PLACES, rounding=ROUND_HALF_UP))


def part_points(outcomes: Sequence[Outcome], possible: Decimal) -> Decimal:
    """The points of tests that are earned together: nothing unless each passed at least in part."""
    if not outcomes:
        return Decimal(0)
    return min(_earned(outcome, possible) for outcome in outcomes)


def _earned(outcome: Outcome, possible: Decimal) -> Decimal:
    if outcome.verdict is Verdict.PASSED:
        return possible
    if outcome.verdict is Verdict.PARTIAL and outcome.value is not None and outcome.value.is_finite():
        return min(max(outcome.value, Decimal(0)), possible)
    return Decimal(0)


def question_verdict(verdicts: Sequence[Verdict], points: Decimal, possible: Decimal) -> Verdict:
    """One word for a question: passed or partial by its points and tests, else the worst thing that happened."""
    if any(verdict is Verdict.AWAITING_MARKS for verdict in verdicts):
        return Verdict.AWAITING_MARKS
    if all(verdict is Verdict.PASSED for verdict in verdicts):
        return Verdict.PASSED
    if points > 0 or (possible == 0 and Verdict.PASSED in verdicts):
        return Verdict.PARTIAL
    if all(verdict is Verdict.NOT_REACHED for verdict in verdicts):
        return Verdict.NOT_REACHED
    return next((verdict for verdict in _WORST_FIRST if verdict in verdicts), Verdict.FAILED)

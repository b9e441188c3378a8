"""What marking says of one answer: points, verdict, and what to learn from it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

_PLACES = Decimal("0.01")


class Verdict(StrEnum):
    """How good an answer was."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    UNANSWERED = "unanswered"
    INVALID = "invalid"


@dataclass(frozen=True, kw_only=True)
class MarkedOption:
    """One option as it was shown, whether it was chosen and whether it is right.

    `id` is of one attempt; `key` is the author's, the same in all, and "" where this version has no such option.
    """

    id: str
    text: str
    chosen: bool
    right: bool
    key: str
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class MarkedPart:
    """One part: what was given and what would be right, as a person reads them (Markdown).

    `share` is what it earned of what it could, 0 to 1. `key` is the part's name in all attempts, as `id` may not be.
    """

    id: str
    key: str
    field: str
    verdict: Verdict
    share: float
    label: str = ""
    given: str = ""
    right: str = ""
    feedback: str = ""
    remarks: tuple[str, ...] = ()
    options: tuple[MarkedOption, ...] = ()

    def told_invalid(self, *, given: str | list[str], problem: str) -> MarkedPart:
        """The same part, its entry being no answer."""
        typed = given if isinstance(given, str) else ""
        return replace(self, verdict=Verdict.INVALID, share=0.0, given=typed, feedback="", remarks=(problem,))


@dataclass(frozen=True, kw_only=True)
class Marked:
    """The marking of one question; explanations and feedback are Markdown with the variables put in."""

    id: str
    points: Decimal
    possible: Decimal
    verdict: Verdict
    parts: tuple[MarkedPart, ...]
    feedback: str = ""
    explanation: str = ""
    remarks: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """JSON values only; points are numbers with two places."""
        return asdict(self) | {"points": float(self.points), "possible": float(self.possible)}


def share_of(points: Decimal, share: Fraction) -> Decimal:
    """`share` (0 to 1) of `points`, rounded half up to two places, never below 0 nor above `points`."""
    clipped = min(max(share, Fraction(0)), Fraction(1))
    exact = Fraction(points) * clipped
    earned = (Decimal(exact.numerator) / exact.denominator).quantize(_PLACES, rounding=ROUND_HALF_UP)
    return min(earned, points)


def verdict_of(share: Fraction) -> Verdict:
    """Right for everything, wrong for nothing, partly between."""
    if share >= 1:
        return Verdict.RIGHT
    return Verdict.PARTLY if share > 0 else Verdict.WRONG

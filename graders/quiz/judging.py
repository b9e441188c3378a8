"""What the answers to single parts share: how much is earned, and what is said about it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from graders.quiz.asked import Part
from graders.quiz.marked import MarkedOption, MarkedPart, Verdict, verdict_of


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One answer to one part: the share earned (0 to 1), feedback (Markdown) and remarks (sentences)."""

    share: Fraction
    feedback: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One answer to a whole question."""

    share: Fraction
    parts: tuple[MarkedPart, ...]
    remarks: tuple[str, ...] = ()


def marked_part(
    part: Part,
    judged: Judged | None,
    *,
    given: str,
    right: str,
    key: str = "",
    options: tuple[MarkedOption, ...] = (),
) -> MarkedPart:
    """A part's marking; `judged` is None where nothing, or nothing valid, was given."""
    if judged is None:
        verdict = Verdict.INVALID if given else Verdict.UNANSWERED
        judged = Judged(share=Fraction(0))
    else:
        verdict = verdict_of(judged.share)
    return MarkedPart(
        id=part.id,
        key=key or part.id,
        field=part.field,
        verdict=verdict,
        share=float(judged.share),
        label=part.label,
        given=given,
        right=right,
        feedback=judged.feedback,
        remarks=judged.remarks,
        options=options,
    )


def mean_outcome(parts: list[MarkedPart], judged: list[Judged | None]) -> Outcome:
    """Parts that count alike; one without an answer earns nothing."""
    earned = sum((one.share for one in judged if one), Fraction(0))
    return Outcome(share=earned / len(judged), parts=tuple(parts))


def given_text(answer: object) -> str:
    """A part's answer as one text; "" where there is none."""
    return answer if isinstance(answer, str) else ""

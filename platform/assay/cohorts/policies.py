"""Pure rules of a cohort: attempts, lateness and when a score is shown. Nothing here reads a clock or a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import ceil
from typing import Any

_PLACES = Decimal("0.01")
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What holds for one exercise in one cohort. 0 means no bound.

    `counts` is best or last; `reveal_score` at_once, after_due, after_close or by_hand; `late` none,
    percent_per_day (each day begun costs `late_percent_per_day` of the points earned) or closed.
    """

    attempts_allowed: int = 0
    cooldown_seconds: int = 0
    per_hour: int = 0
    per_day: int = 0
    counts: str = "best"
    reveal_score: str = "at_once"
    hidden_titles: bool = True
    hints: bool = True
    late: str = "none"
    late_percent_per_day: Decimal = Decimal(0)
    grace_hours: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """When an exercise is open to one person (UTC). `opens_at` None: it has no date in the cohort yet."""

    opens_at: datetime | None
    due_at: datetime | None
    closes_at: datetime | None
    extended: bool = False

    def has_opened(self, at: datetime) -> bool:
        return self.opens_at is not None and self.opens_at <= at

    def has_closed(self, at: datetime) -> bool:
        return self.closes_at is not None and at > self.closes_at

    def is_open(self, at: datetime) -> bool:
        return self.has_opened(at) and not self.has_closed(at)

    def is_overdue(self, at: datetime) -> bool:
        return self.due_at is not None and at > self.due_at


@dataclass(frozen=True, kw_only=True)
class Quota:
    """What is left to a learner. `refusal` is quota_used, cooling_down or empty; `left` None means no bound."""

    used: int
    left: int | None
    refusal: str = ""
    next_at: datetime | None = None


def merged(*layers: Mapping[str, Any]) -> Policy:
    """The policy of several JSON layers; a later one wins. Raises ValueError for an unknown key."""
    values: dict[str, Any] = {}
    for layer in layers:
        values |= layer
    known = {item.name for item in fields(Policy)}
    if unknown := sorted(values.keys() - known):
        raise ValueError(f"Unknown policy settings: {', '.join(unknown)}")
    for name in ("late_percent_per_day", "grace_hours"):
        if name in values:
            values[name] = Decimal(str(values[name]))
    return Policy(**values)


def kept_private(policy: Policy) -> Policy:
    """The same for a prediction exercise: while anybody may hand in, nothing is said of its private rows."""
    if policy.reveal_score in ("at_once", "after_due"):
        return replace(policy, reveal_score="after_close")
    return policy


def extended(deadline: Deadline, untils: Iterable[datetime]) -> Deadline:
    """The same dates, each moved to the latest of `untils` where that is later."""
    until = max(untils, default=None)
    if until is None:
        return deadline
    due_at = max(deadline.due_at, until) if deadline.due_at else None
    closes_at = max(deadline.closes_at, until) if deadline.closes_at else None
    if (due_at, closes_at) == (deadline.due_at, deadline.closes_at):
        return deadline
    return replace(deadline, due_at=due_at, closes_at=closes_at, extended=True)


def last_moment(policy: Policy, deadline: Deadline) -> datetime | None:
    """After this nothing is accepted any more; None: never."""
    moments = [deadline.closes_at]
    if policy.late == "closed" and deadline.due_at is not None:
        moments.append(deadline.due_at + _grace(policy))
    return min((moment for moment in moments if moment is not None), default=None)


def quota(policy: Policy, accepted: Sequence[datetime], at: datetime) -> Quota:
    """What the counted attempts at `accepted` leave at `at`; hours and days are rolling."""
    used = len(accepted)
    left = max(policy.attempts_allowed - used, 0) if policy.attempts_allowed else None
    if left == 0:
        return Quota(used=used, left=0, refusal="quota_used")
    waits = [
        ("quota_used", _full_until(accepted, policy.per_hour, _HOUR, at)),
        ("quota_used", _full_until(accepted, policy.per_day, _DAY, at)),
        ("cooling_down", _full_until(accepted, 1, timedelta(seconds=policy.cooldown_seconds), at)),
    ]
    refusal, next_at = max(waits, key=lambda wait: wait[1] or datetime.min.replace(tzinfo=at.tzinfo))
    return Quota(used=used, left=left, refusal=refusal if next_at else "", next_at=next_at)


def _full_until(accepted: Sequence[datetime], bound: int, window: timedelta, at: datetime) -> datetime | None:
    """When a window that holds `bound` attempts has room again; None where it has room now."""
    if not bound or not window:
        return None
    recent = sorted((moment for moment in accepted if moment > at - window), reverse=True)
    return recent[bound - 1] + window if len(recent) >= bound else None


def days_late(policy: Policy, deadline: Deadline, accepted_at: datetime) -> int:
    """Days begun after the due date; 0 within the grace."""
    if deadline.due_at is None or accepted_at <= deadline.due_at + _grace(policy):
        return 0
    return ceil((accepted_at - deadline.due_at) / _DAY)


def adjusted(policy: Policy, deadline: Deadline, points: Decimal, accepted_at: datetime) -> Decimal:
    """`points` less what lateness costs, never below 0, two places, halves up."""
    if policy.late != "percent_per_day":
        return points
    kept = max(1 - policy.late_percent_per_day * days_late(policy, deadline, accepted_at) / 100, Decimal(0))
    return (points * kept).quantize(_PLACES, rounding=ROUND_HALF_UP)


def is_released(policy: Policy, deadline: Deadline, released_at: datetime | None, at: datetime) -> bool:
    """Whether a learner sees points at `at`. `released_at`: when the instructor let them go by hand.

    Where there is no date to wait for, only the instructor's hand releases.
    """
    if released_at is not None and released_at <= at:
        return True
    if policy.reveal_score == "at_once":
        return True
    moment = {"after_due": deadline.due_at, "after_close": deadline.closes_at}.get(policy.reveal_score)
    return moment is not None and at > moment


def _grace(policy: Policy) -> timedelta:
    return timedelta(hours=float(policy.grace_hours))

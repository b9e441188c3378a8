"""The pure rules: attempts, lateness, release."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from assay.cohorts.policies import (
    Deadline,
    Policy,
    adjusted,
    days_late,
    extended,
    is_released,
    last_moment,
    merged,
    quota,
)
from tests.assay.factories import CLOSES, DUE, NOW, OPENS

DATES = Deadline(opens_at=OPENS, due_at=DUE, closes_at=CLOSES)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_a_later_layer_wins():
    policy = merged({"per_day": 5, "hints": True}, {"per_day": 3}, {"grace_hours": 1.5})
    assert (policy.per_day, policy.hints, policy.grace_hours) == (3, True, Decimal("1.5"))


def test_an_unknown_setting_is_refused():
    with pytest.raises(ValueError, match="per_week"):
        merged({"per_week": 1})


def test_without_bounds_nothing_is_used_up():
    left = quota(Policy(), [NOW] * 50, NOW)
    assert (left.used, left.left, left.refusal, left.next_at) == (50, None, "", None)


@pytest.mark.parametrize(
    ("policy", "ages_in_minutes", "refusal", "minutes_to_wait"),
    [
        (Policy(attempts_allowed=2), [5], "", None),
        (Policy(attempts_allowed=2), [5, 9], "quota_used", None),
        (Policy(per_hour=2), [10, 61], "", None),
        (Policy(per_hour=2), [10, 60], "", None),
        (Policy(per_hour=2), [10, 59], "quota_used", 1),
        (Policy(per_hour=1), [10, 20], "quota_used", 50),
        (Policy(per_day=1), [10], "quota_used", 24 * 60 - 10),
        (Policy(cooldown_seconds=600), [10], "", None),
        (Policy(cooldown_seconds=600), [9], "cooling_down", 1),
        (Policy(cooldown_seconds=600, per_hour=1), [9], "quota_used", 51),
    ],
)
def test_the_longest_wait_is_told(policy, ages_in_minutes, refusal, minutes_to_wait):
    left = quota(policy, [NOW - timedelta(minutes=age) for age in ages_in_minutes], NOW)
    assert left.refusal == refusal
    assert left.next_at == (None if minutes_to_wait is None else NOW + timedelta(minutes=minutes_to_wait))


def test_an_extension_moves_only_forward():
    assert extended(DATES, [OPENS]) == DATES
    assert extended(DATES, []) == DATES
    later = extended(DATES, [DUE + HOUR, DUE + DAY])
    assert (later.due_at, later.closes_at, later.extended) == (DUE + DAY, CLOSES, True)
    assert extended(DATES, [CLOSES + DAY]).closes_at == CLOSES + DAY


@pytest.mark.parametrize(
    ("policy", "end"),
    [
        (Policy(), CLOSES),
        (Policy(late="closed"), DUE),
        (Policy(late="closed", grace_hours=Decimal(2)), DUE + 2 * HOUR),
    ],
)
def test_the_last_moment(policy, end):
    assert last_moment(policy, DATES) == end
    assert last_moment(policy, Deadline(opens_at=OPENS, due_at=None, closes_at=None)) is None


@pytest.mark.parametrize(
    ("late_by", "days", "points"),
    [
        (-HOUR, 0, "10"),
        (timedelta(0), 0, "10"),
        (HOUR, 0, "10.00"),
        (2 * HOUR, 1, "9.00"),
        (DAY, 1, "9.00"),
        (DAY + timedelta(seconds=1), 2, "8.00"),
        (30 * DAY, 30, "0.00"),
    ],
)
def test_each_day_begun_after_the_grace_costs(late_by, days, points):
    policy = Policy(late="percent_per_day", late_percent_per_day=Decimal(10), grace_hours=Decimal(1))
    assert days_late(policy, DATES, DUE + late_by) == days
    assert adjusted(policy, DATES, Decimal(10), DUE + late_by) == Decimal(points)


def test_halves_are_rounded_up():
    policy = Policy(late="percent_per_day", late_percent_per_day=Decimal(50))
    assert adjusted(policy, DATES, Decimal("0.25"), DUE + HOUR) == Decimal("0.13")


@pytest.mark.parametrize(
    ("rule", "dates", "released_at", "at", "expected"),
    [
        ("at_once", DATES, None, NOW, True),
        ("after_due", DATES, None, DUE, False),
        ("after_due", DATES, None, DUE + HOUR, True),
        ("after_close", DATES, None, DUE + HOUR, False),
        ("after_close", DATES, None, CLOSES + HOUR, True),
        ("by_hand", DATES, None, CLOSES + DAY, False),
        ("by_hand", DATES, NOW, NOW, True),
        ("after_due", DATES, NOW, NOW, True),
        ("after_due", Deadline(opens_at=OPENS, due_at=None, closes_at=None), None, NOW, False),
    ],
)
def test_when_points_are_shown(rule, dates, released_at, at, expected):
    assert is_released(Policy(reveal_score=rule), dates, released_at, at) is expected

"""Times in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from assay.moments import countdown, in_zone

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def test_it_works():
    assert in_zone(when=NOW, zone=STOCKHOLM, now=NOW) == "Sat 21 Nov, 13:00 CET"


def test_another_year_is_said():
    assert in_zone(when=NOW + timedelta(days=60), zone=STOCKHOLM, now=NOW) == "Wed 20 Jan 2027, 13:00 CET"


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (timedelta(seconds=30), "now"),
        (timedelta(minutes=1), "in 1 min"),
        (timedelta(hours=5, minutes=20), "in 5 h 20 min"),
        (timedelta(hours=47, minutes=59), "in 47 h"),
        (timedelta(days=2), "in 2 days"),
        (-timedelta(days=9), "9 days ago"),
    ],
)
def test_a_countdown_is_never_rounded_up(until, words):
    assert countdown(when=NOW + until, now=NOW) == words

"""Times in words: a date in the reader's zone, and how long until or since."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def in_zone(*, when: datetime, zone: tzinfo, now: datetime) -> str:
    """`Sun 29 Nov, 23:59 CET`, in the reader's language; with the year where it is not this one."""
    local = when.astimezone(zone)
    days = "D j M" if local.year == now.astimezone(zone).year else "D j M Y"
    return f"{formats.date_format(local, f'{days}, H:i')} {local.tzname()}"


def countdown(*, when: datetime, now: datetime) -> str:
    """`in 3 days`, `in 5 h 20 min`, `2 days ago`: at most two units, never rounded up."""
    words = length(abs(when - now))
    if not words:
        return _("now")
    return _("in %(length)s") % {"length": words} if when > now else _("%(length)s ago") % {"length": words}


def length(span: timedelta) -> str:
    """`3 days`, `5 h 20 min`, `20 min`; empty below a minute."""
    days, hours = span // _DAY, span % _DAY // _HOUR
    minutes = span % _HOUR // _MINUTE
    if days >= 2:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    hours += 24 * days
    if hours >= 10:
        return _("%(n)d h") % {"n": hours}
    if hours:
        return _("%(h)d h %(m)d min") % {"h": hours, "m": minutes}
    return _("%(n)d min") % {"n": minutes} if minutes else ""

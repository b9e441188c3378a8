"""How Python's dates, times and time zones cross the bridge."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from graders.runner.bridge.codec import Decoder, Encoder, reads, writes
from graders.runner.bridge.wire import BadMessage

_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+\-]*(/[A-Za-z0-9_+\-]+)*")
_NAME_BYTES = 200


@writes(dt.date)
def _write_date(encoder: Encoder, value: dt.date) -> None:
    encoder.raw(b"y")
    encoder.value(value.toordinal())


@reads(b"y")
def _read_date(decoder: Decoder) -> dt.date:
    return dt.date.fromordinal(decoder.value_of(int))


@writes(dt.datetime)
def _write_datetime(encoder: Encoder, value: dt.datetime) -> None:
    encoder.raw(b"Y")
    encoder.value((*value.timetuple()[:6], value.microsecond, value.fold))
    write_zone(encoder, value.tzinfo)


@reads(b"Y")
def _read_datetime(decoder: Decoder) -> dt.datetime:
    year, month, day, hour, minute, second, microsecond, fold = decoder.value_of(tuple)
    zone = read_zone(decoder)
    return dt.datetime(year, month, day, hour, minute, second, microsecond, zone, fold=fold)


@writes(dt.time)
def _write_time(encoder: Encoder, value: dt.time) -> None:
    encoder.raw(b"h")
    encoder.value((value.hour, value.minute, value.second, value.microsecond, value.fold))
    write_zone(encoder, value.tzinfo)


@reads(b"h")
def _read_time(decoder: Decoder) -> dt.time:
    hour, minute, second, microsecond, fold = decoder.value_of(tuple)
    return dt.time(hour, minute, second, microsecond, read_zone(decoder), fold=fold)


@writes(dt.timedelta)
def _write_timedelta(encoder: Encoder, value: dt.timedelta) -> None:
    encoder.raw(b"u")
    encoder.value((value.days, value.seconds, value.microseconds))


@reads(b"u")
def _read_timedelta(decoder: Decoder) -> dt.timedelta:
    days, seconds, microseconds = decoder.value_of(tuple)
    return dt.timedelta(days, seconds, microseconds)


@writes(dt.tzinfo)
def _write_tzinfo(encoder: Encoder, value: dt.tzinfo) -> None:
    encoder.raw(b"z")
    write_zone(encoder, value)


@reads(b"z")
def _read_tzinfo(decoder: Decoder) -> dt.tzinfo | None:
    return read_zone(decoder)


def write_zone(encoder: Encoder, zone: dt.tzinfo | None) -> None:
    """A time zone: none, one with a name, or a fixed offset."""
    if zone is None:
        encoder.value(None)
    elif key := getattr(zone, "key", None) or getattr(zone, "zone", None):
        encoder.value(str(key))
    else:
        encoder.value(zone.utcoffset(None) or dt.timedelta(0))


def read_zone(decoder: Decoder) -> dt.tzinfo | None:
    zone = decoder.value_of(type(None), str, dt.timedelta)
    if zone is None:
        return None
    if isinstance(zone, dt.timedelta):
        return dt.timezone(zone)
    if len(zone) > _NAME_BYTES or not _ZONE.fullmatch(zone):
        raise BadMessage("no such time zone")
    return dt.UTC if zone == "UTC" else ZoneInfo(zone)

"""How pandas' values cross the bridge: indexes, Series, DataFrames, timestamps, and columns of pandas' own types."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from graders.runner.bridge.codec import Decoder, Encoder, reads, writes
from graders.runner.bridge.columns import UNITS, read_any_index, read_column, write_column
from graders.runner.bridge.times import read_zone, write_zone
from graders.runner.bridge.wire import BadMessage

# ---------------------------------------------------------------- single values


@writes(type(pd.NA))
def _write_na(encoder: Encoder, _: Any) -> None:
    encoder.raw(b"?")


@reads(b"?")
def _read_na(_: Decoder) -> Any:
    return pd.NA


@writes(type(pd.NaT))
def _write_nat(encoder: Encoder, _: Any) -> None:
    encoder.raw(b"!")


@reads(b"!")
def _read_nat(_: Decoder) -> Any:
    return pd.NaT


@writes(pd.Timestamp)
def _write_timestamp(encoder: Encoder, value: pd.Timestamp) -> None:
    encoder.raw(b"5")
    encoder.value((int(value.asm8.view("i8")), value.unit))
    write_zone(encoder, value.tzinfo)


@reads(b"5")
def _read_timestamp(decoder: Decoder) -> Any:
    count, unit = _counted(decoder)
    zone = read_zone(decoder)
    stamp = pd.Timestamp(np.array(count, f"M8[{unit}]")[()])
    return stamp if zone is None else stamp.tz_localize("UTC").tz_convert(zone)


@writes(pd.Timedelta)
def _write_timedelta(encoder: Encoder, value: pd.Timedelta) -> None:
    encoder.raw(b"6")
    encoder.value((int(value.asm8.view("i8")), value.unit))


@reads(b"6")
def _read_timedelta(decoder: Decoder) -> Any:
    count, unit = _counted(decoder)
    return pd.Timedelta(np.array(count, f"m8[{unit}]")[()])


def _counted(decoder: Decoder) -> tuple[int, str]:
    count, unit = decoder.value_of(tuple)
    if type(count) is not int or unit not in UNITS or not -(2**63) < count < 2**63:
        raise BadMessage("this is no time")
    return count, unit


@writes(pd.Period)
def _write_period(encoder: Encoder, value: pd.Period) -> None:
    encoder.raw(b"7")
    encoder.value((value.ordinal, value.freqstr))


@reads(b"7")
def _read_period(decoder: Decoder) -> Any:
    ordinal, frequency = decoder.value_of(tuple)
    return pd.Period(ordinal=_exactly(ordinal, int), freq=_exactly(frequency, str))


@writes(pd.Interval)
def _write_interval(encoder: Encoder, value: pd.Interval) -> None:
    encoder.raw(b"8")
    encoder.value((value.left, value.right, value.closed))


@reads(b"8")
def _read_interval(decoder: Decoder) -> Any:
    left, right, closed = decoder.value_of(tuple)
    return pd.Interval(left, right, closed=closed)


def _exactly(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise BadMessage("a value of the wrong kind")
    return value


# ---------------------------------------------------------------- indexes


@writes(pd.RangeIndex)
def _write_range_index(encoder: Encoder, value: pd.RangeIndex) -> None:
    encoder.raw(b"#")
    encoder.value((range(value.start, value.stop, value.step), value.name))


@reads(b"#")
def _read_range_index(decoder: Decoder) -> Any:
    steps, name = decoder.value_of(tuple)
    return pd.RangeIndex(_exactly(steps, range), name=name)


@writes(pd.MultiIndex)
def _write_multi_index(encoder: Encoder, value: pd.MultiIndex) -> None:
    encoder.raw(b"&")
    encoder.value(list(value.levels))
    encoder.value([np.asarray(codes) for codes in value.codes])
    encoder.value(list(value.names))


@reads(b"&")
def _read_multi_index(decoder: Decoder) -> Any:
    levels, codes, names = (decoder.value_of(list) for _ in range(3))
    if not all(isinstance(level, pd.Index) for level in levels):
        raise BadMessage("this is no index")
    return pd.MultiIndex(levels=levels, codes=codes, names=names, verify_integrity=True)


@writes(pd.Index)
def _write_index(encoder: Encoder, value: Any) -> None:
    encoder.raw(b"v")
    encoder.value((value.name, getattr(value, "freqstr", None)))
    write_column(encoder, value.array)


@reads(b"v")
def _read_index(decoder: Decoder) -> Any:
    name, frequency = decoder.value_of(tuple)
    column = read_column(decoder)
    index = pd.Index(column, name=name, dtype=getattr(column, "dtype", None))
    if isinstance(index, pd.DatetimeIndex | pd.TimedeltaIndex) and type(frequency) is str:
        index.freq = frequency
    return index


# ---------------------------------------------------------------- tables


@writes(pd.Series)
def _write_series(encoder: Encoder, value: Any) -> None:
    encoder.raw(b"e")
    encoder.value(value.name)
    encoder.value(value.index)
    write_column(encoder, value.array)


@reads(b"e")
def _read_series(decoder: Decoder) -> Any:
    name = decoder.value()
    index = read_any_index(decoder)
    return pd.Series(read_column(decoder), index=index, name=name)


@writes(pd.DataFrame)
def _write_frame(encoder: Encoder, value: Any) -> None:
    encoder.raw(b"p")
    encoder.value(value.index)
    encoder.value(value.columns)
    kinds = set(value.dtypes)
    if len(kinds) == 1 and isinstance(next(iter(kinds)), np.dtype) and value.shape[1] > 1:
        encoder.value(True)
        encoder.value(value.to_numpy())
    else:
        encoder.value(False)
        encoder.count(value.shape[1])
        for position in range(value.shape[1]):
            write_column(encoder, value.iloc[:, position].array)


@reads(b"p")
def _read_frame(decoder: Decoder) -> Any:
    index, columns = read_any_index(decoder), read_any_index(decoder)
    if decoder.value_of(bool):
        return pd.DataFrame(decoder.value_of(np.ndarray), index=index, columns=columns)
    parts = {number: read_column(decoder) for number in range(decoder.members())}
    frame = pd.DataFrame(parts, index=index)
    frame.columns = columns
    return frame

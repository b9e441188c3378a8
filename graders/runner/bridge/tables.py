"""How pandas' values cross the bridge: indexes, Series, DataFrames, timestamps, and columns of pandas' own types."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from graders.runner.bridge.builtin_values import read_zone, write_zone
from graders.runner.bridge.codec import Decoder, Encoder, reads, writes
from graders.runner.bridge.wire import BadMessage

_NAT = -(2**63)
_MASKED = {
    each.name: each
    for each in (
        *(pd.Int8Dtype(), pd.Int16Dtype(), pd.Int32Dtype(), pd.Int64Dtype()),
        *(pd.UInt8Dtype(), pd.UInt16Dtype(), pd.UInt32Dtype(), pd.UInt64Dtype()),
        *(pd.Float32Dtype(), pd.Float64Dtype(), pd.BooleanDtype()),
    )
}
_UNITS = ("s", "ms", "us", "ns")


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
    if type(count) is not int or unit not in _UNITS or not -(2**63) < count < 2**63:
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


# ---------------------------------------------------------------- columns


def _write_column(encoder: Encoder, column: Any) -> None:
    """One array, of numpy or of pandas, as a form and its parts."""
    form, *parts = _parts(column)
    encoder.value(form)
    for part in parts:
        encoder.value(part)


def _parts(column: Any) -> tuple[Any, ...]:
    kind = column.dtype
    if type(column) is pd.arrays.NumpyExtensionArray or isinstance(kind, np.dtype):
        return "numpy", np.asarray(column)
    if isinstance(kind, pd.StringDtype):
        texts = [text if isinstance(text, str) else None for text in column]
        return "text", "NA" if kind.na_value is pd.NA else "nan", texts
    if isinstance(kind, pd.CategoricalDtype):
        return "category", kind.categories, np.asarray(column.codes), bool(kind.ordered)
    if isinstance(kind, pd.DatetimeTZDtype):
        plain = column.tz_convert("UTC").tz_localize(None)
        return "zoned", np.asarray(plain).view("i8"), kind.unit, kind.tz
    if isinstance(kind, pd.PeriodDtype):
        return "period", column.asi8, column.freqstr
    if isinstance(kind, pd.IntervalDtype):
        return "interval", pd.Index(column.left), pd.Index(column.right), column.closed
    if kind.name in _MASKED:
        return "masked", kind.name, column._data, column._mask
    return "numpy", np.asarray(column)


def _read_column(decoder: Decoder) -> Any:
    form = decoder.value_of(str)
    if form not in _COLUMNS:
        raise BadMessage("unknown form of column")
    return _COLUMNS[form](decoder)


def _numpy_column(decoder: Decoder) -> Any:
    return decoder.value_of(np.ndarray)


def _text_column(decoder: Decoder) -> Any:
    missing = np.nan if decoder.value_of(str) == "nan" else pd.NA
    return pd.array(decoder.value_of(list), dtype=pd.StringDtype(na_value=missing))


def _category_column(decoder: Decoder) -> Any:
    categories = _read_any_index(decoder)
    codes = decoder.value_of(np.ndarray)
    return pd.Categorical.from_codes(codes, categories, ordered=decoder.value_of(bool))


def _zoned_column(decoder: Decoder) -> Any:
    counts = decoder.value_of(np.ndarray)
    unit = decoder.value_of(str)
    zone = decoder.value()
    if unit not in _UNITS or counts.dtype != np.int64 or counts.ndim != 1:
        raise BadMessage("these are no times")
    return pd.DatetimeIndex(counts.view(f"M8[{unit}]")).tz_localize("UTC").tz_convert(zone).array


def _period_column(decoder: Decoder) -> Any:
    ordinals = decoder.value_of(np.ndarray)
    frequency = decoder.value_of(str)
    if ordinals.dtype != np.int64 or ordinals.ndim != 1:
        raise BadMessage("these are no periods")
    return pd.PeriodIndex.from_ordinals(ordinals, freq=frequency).array


def _interval_column(decoder: Decoder) -> Any:
    left, right = _read_any_index(decoder), _read_any_index(decoder)
    return pd.arrays.IntervalArray.from_arrays(left, right, closed=decoder.value_of(str))


def _masked_column(decoder: Decoder) -> Any:
    kind = _MASKED.get(decoder.value_of(str))
    values, mask = decoder.value_of(np.ndarray), decoder.value_of(np.ndarray)
    if kind is None or mask.dtype != np.bool_ or values.dtype != kind.type or values.shape != mask.shape:
        raise BadMessage("this is no column")
    return kind.construct_array_type()(values, mask)


_COLUMNS = {
    "numpy": _numpy_column,
    "text": _text_column,
    "category": _category_column,
    "zoned": _zoned_column,
    "period": _period_column,
    "interval": _interval_column,
    "masked": _masked_column,
}


@writes(pd.api.extensions.ExtensionArray)
def _write_extension_array(encoder: Encoder, value: Any) -> None:
    encoder.raw(b"9")
    _write_column(encoder, value)


@reads(b"9")
def _read_extension_array(decoder: Decoder) -> Any:
    return _read_column(decoder)


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
    _write_column(encoder, value.array)


@reads(b"v")
def _read_index(decoder: Decoder) -> Any:
    name, frequency = decoder.value_of(tuple)
    column = _read_column(decoder)
    index = pd.Index(column, name=name, dtype=getattr(column, "dtype", None))
    if isinstance(index, pd.DatetimeIndex | pd.TimedeltaIndex) and type(frequency) is str:
        index.freq = frequency
    return index


# ---------------------------------------------------------------- tables


def _read_any_index(decoder: Decoder) -> Any:
    index = decoder.value()
    if not isinstance(index, pd.Index):
        raise BadMessage("this is no index")
    return index


@writes(pd.Series)
def _write_series(encoder: Encoder, value: Any) -> None:
    encoder.raw(b"e")
    encoder.value(value.name)
    encoder.value(value.index)
    _write_column(encoder, value.array)


@reads(b"e")
def _read_series(decoder: Decoder) -> Any:
    name = decoder.value()
    index = _read_any_index(decoder)
    return pd.Series(_read_column(decoder), index=index, name=name)


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
            _write_column(encoder, value.iloc[:, position].array)


@reads(b"p")
def _read_frame(decoder: Decoder) -> Any:
    index, columns = _read_any_index(decoder), _read_any_index(decoder)
    if decoder.value_of(bool):
        return pd.DataFrame(decoder.value_of(np.ndarray), index=index, columns=columns)
    parts = {number: _read_column(decoder) for number in range(decoder.members())}
    frame = pd.DataFrame(parts, index=index)
    frame.columns = columns
    return frame

"""How one column of a table crosses the bridge: numpy's arrays and pandas' own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from graders.runner.bridge.codec import Decoder, Encoder, reads, writes
from graders.runner.bridge.wire import BadMessage

UNITS = ("s", "ms", "us", "ns")
_MASKED = {
    each.name: each
    for each in (
        *(pd.Int8Dtype(), pd.Int16Dtype(), pd.Int32Dtype(), pd.Int64Dtype()),
        *(pd.UInt8Dtype(), pd.UInt16Dtype(), pd.UInt32Dtype(), pd.UInt64Dtype()),
        *(pd.Float32Dtype(), pd.Float64Dtype(), pd.BooleanDtype()),
    )
}


def write_column(encoder: Encoder, column: Any) -> None:
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


def read_column(decoder: Decoder) -> Any:
    """The array that `write_column` has written."""
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
    categories = read_any_index(decoder)
    codes = decoder.value_of(np.ndarray)
    return pd.Categorical.from_codes(codes, categories, ordered=decoder.value_of(bool))


def _zoned_column(decoder: Decoder) -> Any:
    counts = decoder.value_of(np.ndarray)
    unit = decoder.value_of(str)
    zone = decoder.value()
    if unit not in UNITS or counts.dtype != np.int64 or counts.ndim != 1:
        raise BadMessage("these are no times")
    return pd.DatetimeIndex(counts.view(f"M8[{unit}]")).tz_localize("UTC").tz_convert(zone).array


def _period_column(decoder: Decoder) -> Any:
    ordinals = decoder.value_of(np.ndarray)
    frequency = decoder.value_of(str)
    if ordinals.dtype != np.int64 or ordinals.ndim != 1:
        raise BadMessage("these are no periods")
    return pd.PeriodIndex.from_ordinals(ordinals, freq=frequency).array


def _interval_column(decoder: Decoder) -> Any:
    left, right = read_any_index(decoder), read_any_index(decoder)
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
    write_column(encoder, value)


@reads(b"9")
def _read_extension_array(decoder: Decoder) -> Any:
    return read_column(decoder)


def read_any_index(decoder: Decoder) -> Any:
    """A value that must be an index."""
    index = decoder.value()
    if not isinstance(index, pd.Index):
        raise BadMessage("this is no index")
    return index

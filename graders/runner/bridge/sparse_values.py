"""How scipy's sparse matrices and scikit-learn's Bunch cross the bridge, where those libraries are loaded."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from graders.runner.bridge import codec
from graders.runner.bridge.arrays import write_tensor
from graders.runner.bridge.codec import Decoder, Encoder, reads
from graders.runner.bridge.wire import BadMessage

_FORMATS = frozenset({"bsr", "coo", "csc", "csr", "dia", "dok", "lil"})


def late_writer(cls: type) -> codec.Write | None:
    """The writer for a class of a library that may not be loaded when this module is."""
    for base in cls.__mro__:
        home, _, _ = base.__module__.partition(".")
        if home == "scipy" and base.__module__.startswith("scipy.sparse") and hasattr(base, "tocoo"):
            return _write_matrix
        if home == "sklearn" and base.__name__ == "Bunch":
            return _write_bunch
        if home == "torch" and base.__name__ == "Tensor":
            return write_tensor
    return None


codec.late_writers.append(late_writer)


def _write_matrix(encoder: Encoder, value: Any) -> None:
    coordinates = value.tocoo()
    if coordinates.ndim != 2 or value.format not in _FORMATS:
        encoder.reference(value)
        return
    encoder.raw(b"w")
    encoder.value(value.format)
    encoder.value(isinstance(value, sys.modules["scipy.sparse"].sparray))
    encoder.value(tuple(int(size) for size in value.shape))
    for part in (coordinates.data, coordinates.row, coordinates.col):
        encoder.value(np.asarray(part))


@reads(b"w")
def _read_matrix(decoder: Decoder) -> Any:
    from scipy import sparse

    form = decoder.value_of(str)
    is_array = decoder.value_of(bool)
    rows, columns = decoder.value_of(tuple)
    values, row, column = (decoder.value_of(np.ndarray) for _ in range(3))
    if form not in _FORMATS or values.dtype.kind not in "biufc":
        raise BadMessage("this is no sparse matrix")
    _check_indexes(row, rows, len(values))
    _check_indexes(column, columns, len(values))
    if max(rows, columns) > 2**31:
        raise BadMessage("a sparse matrix is too large")
    make = sparse.coo_array if is_array else sparse.coo_matrix
    return make((values, (row, column)), shape=(rows, columns)).asformat(form)


def _check_indexes(indexes: np.ndarray[Any, Any], size: Any, count: int) -> None:
    """scipy's own code in C believes the indexes."""
    if type(size) is not int or size < 0 or indexes.shape != (count,) or indexes.dtype.kind != "i":
        raise BadMessage("this is no sparse matrix")
    if count and (indexes.min() < 0 or indexes.max() >= size):
        raise BadMessage("a sparse matrix with members outside it")


def _write_bunch(encoder: Encoder, value: Any) -> None:
    encoder.raw(b"4")
    encoder.value(dict(value))


@reads(b"4")
def _read_bunch(decoder: Decoder) -> Any:
    members = decoder.value_of(dict)
    utils = sys.modules.get("sklearn.utils")
    return members if utils is None else utils.Bunch(**members)

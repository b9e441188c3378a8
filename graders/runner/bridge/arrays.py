"""How numpy's scalars, arrays and types cross the bridge; torch's tensors as arrays."""

from __future__ import annotations

import re
import sys
from math import prod
from typing import Any

import numpy as np

from graders.runner.bridge.codec import Decoder, Encoder, reads, writes
from graders.runner.bridge.wire import BadMessage

_SIMPLE_TYPE = re.compile(r"[<>|=]?(?:[biufcSU]\d{1,10}|[mM]8(?:\[(?:\d{1,6})?[a-zA-Zμ]{1,2}\])?)|\|O")
_DIMENSIONS = 32
_EMPTY_ITEMS = 1_000_000
_LARGEST_CODE_POINT = 0x10FFFF
_SHARED_BYTES = 256 * 1024  # from here on an array stays where it lies in its message


# ---------------------------------------------------------------- types


@writes(np.dtype)
def _write_type(encoder: Encoder, value: np.dtype[Any]) -> None:
    if value.fields is None and value.subdtype is None and _SIMPLE_TYPE.fullmatch(value.str):
        encoder.raw(b"k")
        encoder.value(value.str)
    elif value.fields is not None and not value.hasobject:
        encoder.raw(b"k")
        encoder.value([_described(name, value) for name in value.names or ()])
    else:
        encoder.reference(value)


def _described(name: str, record: np.dtype[Any]) -> tuple[str, np.dtype[Any], tuple[int, ...]]:
    field = record[name]
    return name, field.base, field.shape


@reads(b"k")
def _read_type(decoder: Decoder) -> np.dtype[Any]:
    description = decoder.value_of(str, list)
    if isinstance(description, str):
        if not _SIMPLE_TYPE.fullmatch(description):
            raise BadMessage("unknown type of array")
        return np.dtype(description)
    return np.dtype([_field(entry) for entry in description])


def _field(entry: Any) -> Any:
    name, kind, shape = entry
    if type(name) is not str or not isinstance(kind, np.dtype) or kind.hasobject or not _is_shape(shape):
        raise BadMessage("unknown type of record")
    return name, kind, shape


def _is_shape(shape: Any) -> bool:
    return (
        type(shape) is tuple
        and len(shape) <= _DIMENSIONS
        and all(type(size) is int and 0 <= size < 2**40 for size in shape)
    )


# ---------------------------------------------------------------- arrays and scalars


@writes(np.ndarray)
def _write_array(encoder: Encoder, value: np.ndarray[Any, Any]) -> None:
    plain = np.asarray(value)
    if type(plain) is not np.ndarray:
        plain = plain.view(np.ndarray)
    if plain.dtype.kind == "O":
        encoder.raw(b"o")
        encoder.value(plain.shape)
        encoder.value(list(plain.flat))
    elif plain.dtype.hasobject:
        encoder.reference(value)
    else:
        encoder.require(plain.nbytes)
        if plain.flags.f_contiguous and not plain.flags.c_contiguous:
            _write_items(encoder, b"j", plain.T)
        else:
            _write_items(encoder, b"a", plain)


def _write_items(encoder: Encoder, tag: bytes, plain: np.ndarray[Any, Any]) -> None:
    kind = plain.dtype if plain.dtype.fields is None else _packed(plain.dtype)
    encoder.raw(tag)
    encoder.value(kind)
    encoder.value(plain.shape)
    encoder.aligned_block(_bytes_of(plain.astype(kind, copy=False)))


def _packed(record: np.dtype[Any]) -> np.dtype[Any]:
    return np.dtype([_described(name, record) for name in record.names or ()])


def _bytes_of(plain: np.ndarray[Any, Any]) -> memoryview | bytes:
    """What lies in the array, without a copy of a large one."""
    if not plain.flags.c_contiguous or plain.nbytes < _SHARED_BYTES or not plain.itemsize:
        return plain.tobytes()
    return plain.reshape(-1).view(np.uint8).data


@writes(np.generic, np.str_, np.bytes_)
def _write_scalar(encoder: Encoder, value: np.generic) -> None:
    if value.dtype.hasobject:
        encoder.reference(value)
    else:
        _write_items(encoder, b"g", np.asarray(value))


@reads(b"a")
def _read_array(decoder: Decoder) -> np.ndarray[Any, Any]:
    kind = decoder.value()
    shape = decoder.value_of(tuple)
    block = decoder.aligned_block()
    if not isinstance(kind, np.dtype) or kind.hasobject or not _is_shape(shape):
        raise BadMessage("this is no array")
    if prod(shape) * kind.itemsize != len(block) or (kind.itemsize == 0 and prod(shape) > _EMPTY_ITEMS):
        raise BadMessage("an array of another size than it says")
    if kind.kind == "b":
        return np.asarray(np.frombuffer(block, np.uint8) != 0).reshape(shape)
    array: np.ndarray[Any, Any] = (
        np.empty(shape, kind) if not len(block) else np.frombuffer(block, kind).reshape(shape)
    )
    _check_texts(array)
    is_shared = len(block) >= _SHARED_BYTES and array.flags.writeable and array.flags.aligned
    return array if is_shared else array.copy()


@reads(b"j")
def _read_fortran_array(decoder: Decoder) -> np.ndarray[Any, Any]:
    return _read_array(decoder).T


def _check_texts(array: np.ndarray[Any, Any]) -> None:
    """numpy takes what lies in an array of texts for valid code points."""
    if array.dtype.fields is not None:
        for name in array.dtype.names or ():
            _check_texts(array[name])
    elif array.dtype.kind == "U" and array.size and array.dtype.itemsize:
        points = np.frombuffer(array.tobytes(), np.dtype(np.uint32).newbyteorder(array.dtype.byteorder))
        if points.max() > _LARGEST_CODE_POINT:
            raise BadMessage("a text that is none")


@reads(b"g")
def _read_scalar(decoder: Decoder) -> Any:
    array = _read_array(decoder)
    if array.shape != ():
        raise BadMessage("this is no single value")
    return array[()]


@reads(b"o")
def _read_objects(decoder: Decoder) -> np.ndarray[Any, Any]:
    shape = decoder.value_of(tuple)
    members = decoder.value_of(list)
    if not _is_shape(shape) or prod(shape) != len(members):
        raise BadMessage("an array of another size than it says")
    array = np.empty(len(members), object)
    for index, member in enumerate(members):
        array[index] = member
    return array.reshape(shape)


# ---------------------------------------------------------------- torch


def write_tensor(encoder: Encoder, value: Any) -> None:
    """A torch tensor, as an array with a mark that it was one."""
    encoder.raw(b"@")
    encoder.value(value.detach().cpu().numpy())


@reads(b"@")
def _read_tensor(decoder: Decoder) -> Any:
    array = decoder.value_of(np.ndarray)
    torch = sys.modules.get("torch")
    return array if torch is None or array.dtype.kind not in "biufc" else torch.from_numpy(array)

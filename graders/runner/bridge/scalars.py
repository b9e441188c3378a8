"""How Python's single values cross the bridge: numbers, texts, ranges, paths."""

from __future__ import annotations

import struct
from decimal import Decimal
from fractions import Fraction
from pathlib import PosixPath
from typing import Any

from graders.runner.bridge.codec import Decoder, Encoder, reads, writes
from graders.runner.bridge.errors import TooLarge
from graders.runner.bridge.wire import BadMessage

_INT = struct.Struct("<q")
_FLOAT = struct.Struct("<d")
_COMPLEX = struct.Struct("<dd")
_SMALL = range(-(2**63), 2**63)
_INTEGER_BYTES = 32 * 1024  # about 79,000 digits; more would let one multiplication run for minutes
_EXPONENT = 20_000
_PATH_BYTES = 4096

_CONSTANTS = {b"N": None, b"T": True, b"F": False, b"E": Ellipsis}
_TAG_OF_CONSTANT = {id(value): tag for tag, value in _CONSTANTS.items()}


@writes(type(None), bool, type(Ellipsis))
def _write_constant(encoder: Encoder, value: Any) -> None:
    encoder.raw(_TAG_OF_CONSTANT[id(value)])


def _constant(tag: bytes) -> None:
    value = _CONSTANTS[tag]

    @reads(tag)
    def _read(_: Decoder) -> Any:
        return value


for _tag in _CONSTANTS:
    _constant(_tag)


@writes(int)
def _write_int(encoder: Encoder, value: int) -> None:
    value = int.__int__(value)
    if value in _SMALL:
        encoder.raw(b"i" + _INT.pack(value))
        return
    size = (value.bit_length() + 8) // 8
    if size > _INTEGER_BYTES:
        raise TooLarge(f"the value holds an integer of more than {_INTEGER_BYTES * 8 * 3 // 10:,} digits")
    encoder.raw(b"I")
    encoder.block(value.to_bytes(size, "little", signed=True))


@reads(b"i")
def _read_int(decoder: Decoder) -> int:
    return int(_INT.unpack(decoder.raw(8))[0])


@reads(b"I")
def _read_long_int(decoder: Decoder) -> int:
    digits = decoder.block()
    if len(digits) > _INTEGER_BYTES:
        raise BadMessage("an integer is too long")
    return int.from_bytes(digits, "little", signed=True)


@writes(float)
def _write_float(encoder: Encoder, value: float) -> None:
    encoder.raw(b"f" + _FLOAT.pack(value))


@reads(b"f")
def _read_float(decoder: Decoder) -> float:
    return float(_FLOAT.unpack(decoder.raw(8))[0])


@writes(complex)
def _write_complex(encoder: Encoder, value: complex) -> None:
    encoder.raw(b"c" + _COMPLEX.pack(value.real, value.imag))


@reads(b"c")
def _read_complex(decoder: Decoder) -> complex:
    return complex(*_COMPLEX.unpack(decoder.raw(16)))


@writes(str)
def _write_str(encoder: Encoder, value: str) -> None:
    encoder.raw(b"s")
    encoder.text(value)


@reads(b"s")
def _read_str(decoder: Decoder) -> str:
    return decoder.text()


@writes(bytes)
def _write_bytes(encoder: Encoder, value: bytes) -> None:
    encoder.raw(b"b")
    encoder.block(bytes(value))


@reads(b"b")
def _read_bytes(decoder: Decoder) -> bytes:
    return bytes(decoder.block())


@writes(bytearray)
def _write_bytearray(encoder: Encoder, value: bytearray) -> None:
    encoder.raw(b"B")
    encoder.block(bytes(value))


@reads(b"B")
def _read_bytearray(decoder: Decoder) -> bytearray:
    return bytearray(decoder.block())


@writes(range)
def _write_range(encoder: Encoder, value: range) -> None:
    encoder.raw(b"r")
    for edge in (value.start, value.stop, value.step):
        encoder.value(edge)


@reads(b"r")
def _read_range(decoder: Decoder) -> range:
    return range(*(decoder.value_of(int) for _ in range(3)))


@writes(slice)
def _write_slice(encoder: Encoder, value: slice) -> None:
    encoder.raw(b"x")
    for edge in (value.start, value.stop, value.step):
        encoder.value(edge)


@reads(b"x")
def _read_slice(decoder: Decoder) -> slice:
    return slice(*(decoder.value() for _ in range(3)))


@writes(Decimal)
def _write_decimal(encoder: Encoder, value: Decimal) -> None:
    if not _is_of_use(value):
        encoder.reference(value)
        return
    encoder.raw(b"m")
    encoder.text(Decimal.__str__(value))


def _is_of_use(value: Decimal) -> bool:
    """`int(Decimal("1E+999999999"))` would fill the memory."""
    return not value.is_finite() or (
        abs(value.adjusted()) <= _EXPONENT and len(value.as_tuple().digits) <= _EXPONENT
    )


@reads(b"m")
def _read_decimal(decoder: Decoder) -> Decimal:
    value = Decimal(decoder.text(limit=_INTEGER_BYTES))
    if not _is_of_use(value):
        raise BadMessage("a number is too large")
    return value


@writes(Fraction)
def _write_fraction(encoder: Encoder, value: Fraction) -> None:
    encoder.raw(b"q")
    encoder.value(value.numerator)
    encoder.value(value.denominator)


@reads(b"q")
def _read_fraction(decoder: Decoder) -> Fraction:
    return Fraction(decoder.value_of(int), decoder.value_of(int))


@writes(PosixPath)
def _write_path(encoder: Encoder, value: PosixPath) -> None:
    encoder.raw(b"/")
    encoder.text(PosixPath.__str__(value))


@reads(b"/")
def _read_path(decoder: Decoder) -> PosixPath:
    return PosixPath(decoder.text(limit=_PATH_BYTES))

"""How Python's own values cross the bridge: numbers, texts, times, containers."""

from __future__ import annotations

import array
import datetime as dt
import re
import struct
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import PosixPath
from typing import Any
from zoneinfo import ZoneInfo

from graders.runner.bridge.codec import Decoder, Encoder, reads, writes
from graders.runner.bridge.wire import BadMessage

_INT = struct.Struct("<q")
_FLOAT = struct.Struct("<d")
_COMPLEX = struct.Struct("<dd")
_SMALL = range(-(2**63), 2**63)
_INTEGER_BYTES = 32 * 1024  # about 79,000 digits; more would let one multiplication run for minutes
_PACKED_FROM = 8
_NAME_BYTES = 200
_FIELDS = 200
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+\-]*(/[A-Za-z0-9_+\-]+)*")


# ---------------------------------------------------------------- single values

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
    encoder.raw(b"m")
    encoder.text(Decimal.__str__(value))


@reads(b"m")
def _read_decimal(decoder: Decoder) -> Decimal:
    return Decimal(decoder.text(limit=_INTEGER_BYTES))


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
    return PosixPath(decoder.text(limit=4096))


# ---------------------------------------------------------------- times


@writes(dt.date)
def _write_date(encoder: Encoder, value: dt.date) -> None:
    encoder.raw(b"y" + _INT.pack(value.toordinal()))


@reads(b"y")
def _read_date(decoder: Decoder) -> dt.date:
    return dt.date.fromordinal(_read_int(decoder))


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


# ---------------------------------------------------------------- sequences


@writes(list)
def _write_list(encoder: Encoder, value: list[Any]) -> None:
    _write_sequence(encoder, b"l", list(value))


@writes(tuple)
def _write_tuple(encoder: Encoder, value: tuple[Any, ...]) -> None:
    fields = getattr(type(value), "_fields", None) if type(value) is not tuple else None
    if isinstance(fields, tuple) and len(fields) == len(value):
        encoder.raw(b"t")
        encoder.text(type(value).__name__[:50])
        encoder.value(fields)
        encoder.value(tuple(value))
    else:
        _write_sequence(encoder, b"(", list(value))


def _write_sequence(encoder: Encoder, tag: bytes, members: list[Any]) -> None:
    encoder.raw(tag)
    if len(members) >= _PACKED_FROM and _write_packed(encoder, members):
        return
    encoder.raw(b"*")
    _write_members(encoder, members)


def _write_members(encoder: Encoder, members: Sequence[Any]) -> None:
    encoder.require(len(members))
    encoder.count(len(members))
    for member in members:
        encoder.value(member)


def _write_packed(encoder: Encoder, members: list[Any]) -> bool:
    """Members of one simple type in one block; False where they are not."""
    (kind, *others) = set(map(type, members))
    if others:
        return False
    if kind is str:
        _write_texts(encoder, members)
        return True
    typecode = {int: "q", float: "d"}.get(kind)
    if typecode is None:
        return False
    try:
        packed = array.array(typecode, members)
    except OverflowError:
        return False
    encoder.raw(typecode.encode())
    encoder.block(packed.tobytes())
    return True


def _write_texts(encoder: Encoder, members: list[str]) -> None:
    pieces = [member.encode("utf-8", "surrogatepass") for member in members]
    encoder.raw(b"s")
    encoder.block(array.array("I", map(len, pieces)).tobytes())
    encoder.block(b"".join(pieces))


def _read_members(decoder: Decoder) -> list[Any]:
    return [decoder.value() for _ in range(decoder.members())]


def _read_numbers(typecode: str) -> Callable[[Decoder], list[Any]]:
    def read(decoder: Decoder) -> list[Any]:
        return array.array(typecode, bytes(decoder.block())).tolist()

    return read


def _read_texts(decoder: Decoder) -> list[str]:
    lengths = array.array("I", bytes(decoder.block()))
    block = decoder.block()
    decoder.weigh(len(lengths))
    edges = list(accumulate(lengths, initial=0))
    if edges[-1] != len(block):
        raise BadMessage("the lengths of texts do not add up")
    return [str(block[start:end], "utf-8", "surrogatepass") for start, end in pairwise(edges)]


_LAYOUTS: dict[bytes, Callable[[Decoder], list[Any]]] = {
    b"*": _read_members,
    b"q": _read_numbers("q"),
    b"d": _read_numbers("d"),
    b"s": _read_texts,
}


@reads(b"l")
def _read_list(decoder: Decoder) -> list[Any]:
    layout = bytes(decoder.raw(1))
    if layout not in _LAYOUTS:
        raise BadMessage(f"unknown layout {layout!r}")
    return _LAYOUTS[layout](decoder)


@reads(b"(")
def _read_tuple(decoder: Decoder) -> tuple[Any, ...]:
    return tuple(_read_list(decoder))


@reads(b"t")
def _read_named_tuple(decoder: Decoder) -> tuple[Any, ...]:
    name = decoder.text(limit=_NAME_BYTES)
    fields = decoder.value_of(tuple)
    members = decoder.value_of(tuple)
    if len(fields) > _FIELDS or any(type(field) is not str or len(field) > _NAME_BYTES for field in fields):
        raise BadMessage("these are no names of fields")
    return _named_tuple(name, fields)(*members)  # type: ignore[no-any-return]


@lru_cache(maxsize=256)
def _named_tuple(name: str, fields: tuple[str, ...]) -> Any:
    return namedtuple(name if name.isidentifier() else "Record", fields, rename=True, module="__main__")


@writes(deque)
def _write_deque(encoder: Encoder, value: deque[Any]) -> None:
    encoder.raw(b"Q")
    encoder.value(value.maxlen)
    _write_members(encoder, list(value))


@reads(b"Q")
def _read_deque(decoder: Decoder) -> deque[Any]:
    longest = decoder.value_of(type(None), int)
    return deque(_read_members(decoder), maxlen=longest)


@writes(array.array)
def _write_array(encoder: Encoder, value: array.array[Any]) -> None:
    encoder.raw(b"A")
    encoder.text(value.typecode)
    encoder.block(value.tobytes())


@reads(b"A")
def _read_array(decoder: Decoder) -> array.array[Any]:
    typecode = decoder.text(limit=1)
    if typecode not in set("bBhHiIlLqQfd"):
        raise BadMessage("unknown kind of array")
    return array.array(typecode, bytes(decoder.block()))


# ---------------------------------------------------------------- sets and dictionaries


@writes(set)
def _write_set(encoder: Encoder, value: set[Any]) -> None:
    encoder.raw(b"S")
    _write_members(encoder, list(value))


@reads(b"S")
def _read_set(decoder: Decoder) -> set[Any]:
    return set(_read_members(decoder))


@writes(frozenset)
def _write_frozenset(encoder: Encoder, value: frozenset[Any]) -> None:
    encoder.raw(b"Z")
    _write_members(encoder, list(value))


@reads(b"Z")
def _read_frozenset(decoder: Decoder) -> frozenset[Any]:
    return frozenset(_read_members(decoder))


@writes(dict)
def _write_dict(encoder: Encoder, value: dict[Any, Any]) -> None:
    encoder.raw(b"d")
    _write_items(encoder, value)


def _write_items(encoder: Encoder, value: dict[Any, Any]) -> None:
    encoder.require(2 * len(value))
    encoder.count(len(value))
    for key, member in dict.items(value):
        encoder.value(key)
        encoder.value(member)


@reads(b"d")
def _read_dict(decoder: Decoder) -> dict[Any, Any]:
    return {decoder.value(): decoder.value() for _ in range(decoder.members(least_bytes=2))}


@writes(OrderedDict)
def _write_ordered(encoder: Encoder, value: OrderedDict[Any, Any]) -> None:
    encoder.raw(b"O")
    _write_items(encoder, dict(value))


@reads(b"O")
def _read_ordered(decoder: Decoder) -> OrderedDict[Any, Any]:
    return OrderedDict(_read_dict(decoder))


@writes(Counter)
def _write_counter(encoder: Encoder, value: Counter[Any]) -> None:
    encoder.raw(b"C")
    _write_items(encoder, value)


@reads(b"C")
def _read_counter(decoder: Decoder) -> Counter[Any]:
    return Counter(_read_dict(decoder))


_FACTORIES: dict[str, type] = {
    each.__name__: each for each in (int, float, str, list, tuple, dict, set, bool)
}


@writes(defaultdict)
def _write_defaultdict(encoder: Encoder, value: defaultdict[Any, Any]) -> None:
    encoder.raw(b"D")
    name = getattr(value.default_factory, "__name__", "")
    encoder.text(name if _FACTORIES.get(name) is value.default_factory else "")
    _write_items(encoder, value)


@reads(b"D")
def _read_defaultdict(decoder: Decoder) -> defaultdict[Any, Any]:
    factory = _FACTORIES.get(decoder.text(limit=_NAME_BYTES))
    return defaultdict(factory, _read_dict(decoder))


@writes(type({}.keys()))
def _write_keys(encoder: Encoder, value: Any) -> None:
    encoder.raw(b"1")
    _write_items(encoder, dict.fromkeys(value))


@reads(b"1")
def _read_keys(decoder: Decoder) -> Any:
    return _read_dict(decoder).keys()


@writes(type({}.values()))
def _write_values(encoder: Encoder, value: Any) -> None:
    encoder.raw(b"2")
    _write_items(encoder, dict(enumerate(value)))


@reads(b"2")
def _read_values(decoder: Decoder) -> Any:
    return _read_dict(decoder).values()


@writes(type({}.items()))
def _write_pairs(encoder: Encoder, value: Any) -> None:
    encoder.raw(b"3")
    _write_items(encoder, dict(value))


@reads(b"3")
def _read_pairs(decoder: Decoder) -> Any:
    return _read_dict(decoder).items()

"""How Python's lists, tuples, sets and dictionaries cross the bridge."""

from __future__ import annotations

import array
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any

from graders.runner.bridge.codec import Decoder, Encoder, reads, writes
from graders.runner.bridge.opaque import is_proxy
from graders.runner.bridge.wire import BadMessage

_PACKED_FROM = 8
_NAME_BYTES = 200
_FIELDS = 200
_METHODS = frozenset({"count", "index"})

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
    members: tuple[Any, ...] = decoder.value_of(tuple)
    if len(fields) > _FIELDS or any(type(field) is not str or len(field) > _NAME_BYTES for field in fields):
        raise BadMessage("these are no names of fields")
    if any(is_proxy(member) and field in _METHODS for field, member in zip(fields, members, strict=True)):
        return members  # with a function of the learner's where a tuple has a method
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

"""Containers within containers that a call has changed: each member stays the object that it was for the test."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from graders.runner.bridge.codec import Decoder, Encoder, reads, writes

_PLAIN = frozenset({type(None), bool, int, float, complex, str, bytes, range, slice, np.float64, np.int64})
_CONTAINERS = (list, tuple, dict, deque)
_LEAVES = (set, bytearray, np.ndarray, pd.DataFrame, pd.Series)

Content = list[tuple[int, Any]]


@dataclass(frozen=True)
class Place:
    """Stands in a new content for the member of this number of the old one."""

    number: int


@writes(Place)
def _write_place(encoder: Encoder, value: Place) -> None:
    encoder.raw(b"=")
    encoder.count(value.number)


@reads(b"=")
def _read_place(decoder: Decoder) -> Place:
    return Place(decoder.count())


def members_of(value: Any) -> list[Any]:
    """Everything in `value`, itself included, that can be changed in place, each once, always in the same order."""
    found: list[Any] = []
    seen: set[int] = set()
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if type(each) not in (*_CONTAINERS, *_LEAVES) or id(each) in seen:
            continue
        seen.add(id(each))
        if type(each) is not tuple:
            found.append(each)
        if type(each) in _CONTAINERS:
            inner = list(each.values() if type(each) is dict else each)
            if not set(map(type, inner)) <= _PLAIN:
                waiting.extend(inner)
    return found


def contents_of(members: Sequence[Any]) -> Content:
    """What each of `members` holds now, in which `members` themselves are only named."""
    places = {id(member): Place(number) for number, member in enumerate(members)}

    def described(value: Any) -> Any:
        return places.get(id(value)) or _rebuilt(value, described)

    return [(number, _rebuilt(member, described)) for number, member in enumerate(members)]


def resolved(content: Any, members: Sequence[Any]) -> Any:
    """`content` with the test's own objects in the places of members."""

    def described(value: Any) -> Any:
        if type(value) is Place:
            return members[value.number] if value.number < len(members) else None
        return _rebuilt(value, described)

    return described(content)


def _rebuilt(value: Any, described: Callable[[Any], Any]) -> Any:
    cls = type(value)
    if cls is dict:
        return {key: described(member) for key, member in value.items()}
    if cls in (list, tuple):
        return cls(map(described, value))
    return deque(map(described, value), value.maxlen) if cls is deque else value

"""What is kept of an object to tell later whether it has changed; runs in the learner's process."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

Fingerprint = Callable[[Any], Any]


def fingerprint_of(pieces: Iterable[bytes | memoryview]) -> int:
    """A number for what an encoder has written, without a copy of what lies in large arrays."""
    small, large = [], []
    for piece in pieces:
        if type(piece) is memoryview:
            large.append(piece.toreadonly())
        else:
            small.append(piece)
    return hash((b"".join(small), *large))


def remember(value: Any, fingerprint: Fingerprint) -> Callable[[], bool]:
    """A function that says whether `value` still is what it is now. Raises what `fingerprint` raises.

    pandas copies what is written to while a copy shares it: a table that still has its arrays is unchanged.
    """
    arrays = _arrays_of(value)
    if arrays is None:
        before = fingerprint(value)
        return lambda: bool(fingerprint(value) == before)
    copy, labels = value.copy(deep=False), _labels_of(value)

    def is_unchanged() -> bool:
        if _is_one_by_one(_arrays_of(value), arrays) and _is_one_by_one(_labels_of(value), labels):
            return True
        return bool(_labels_of(value)[2:] == labels[2:] and fingerprint(value) == fingerprint(copy))

    return is_unchanged


def _arrays_of(value: Any) -> list[Any] | None:
    """The arrays of a table; None for other things, and where the members of an array can change themselves."""
    if type(value) not in (pd.DataFrame, pd.Series):
        return None
    try:
        arrays = [block.values for block in value._mgr.blocks]
    except AttributeError:  # another version of pandas
        return None
    return None if any(array.dtype == object for array in arrays) else arrays


def _labels_of(value: Any) -> list[Any]:
    """Index and columns, and their names, which can be set in place."""
    columns = value.columns if isinstance(value, pd.DataFrame) else value.index
    name = value.name if isinstance(value, pd.Series) else None
    return [value.index, columns, tuple(value.index.names), tuple(columns.names), name]


def _is_one_by_one(now: list[Any] | None, before: list[Any]) -> bool:
    if now is None or len(now) != len(before):
        return False
    return all(
        new is old or (isinstance(new, tuple) and new == old) for new, old in zip(now, before, strict=True)
    )

"""Changed arguments: noticed in the learner's process, copied back in the test process where that is allowed."""

from __future__ import annotations

import pickle
import random
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from graders.runner.bridge import libraries
from graders.runner.bridge.codec import is_value_type

Key = int | str
VALUE, ATTRIBUTES, RANDOM = "value", "attributes", "random"

_UNCHANGEABLE = frozenset({type(None), bool, int, float, complex, str, bytes, range, slice})
_GENERATORS = (random.Random, np.random.RandomState, np.random.Generator)

Fingerprint = Callable[[Any], bytes]


def named_arguments(arguments: tuple[Any, ...], named: Mapping[str, Any]) -> dict[Key, Any]:
    """Arguments by position and by name."""
    by_key: dict[Key, Any] = dict(enumerate(arguments))
    by_key.update(named)
    return by_key


# ---------------------------------------------------------------- in the learner's process


class Watch:
    """Remembers the arguments of one call, to say afterwards which of them the call has changed."""

    def __init__(self, arguments: Mapping[Key, Any], fingerprint: Fingerprint) -> None:
        self._arguments = arguments
        self._fingerprint = fingerprint
        self._before = {
            key: mark for key, value in arguments.items() if (mark := self._mark(value)) is not None
        }

    def changes(self) -> list[tuple[Key, str, Any]]:
        """What to send back: (argument, form, new content)."""
        return [
            (key, *_content(self._arguments[key]))
            for key, mark in self._before.items()
            if self._mark(self._arguments[key]) != mark
        ]

    def _mark(self, value: Any) -> Any:
        """Something that differs after a change; None for what cannot change."""
        cls = type(value)
        if cls in _UNCHANGEABLE:
            return None
        try:
            if is_value_type(cls):
                return self._fingerprint(value)
            if isinstance(value, _GENERATORS):
                return repr(_random_state(value))
            return pickle.dumps(value) if libraries.path_of(cls) and not callable(value) else None
        except Exception:  # noqa: BLE001 - what cannot be looked at is taken as unchanged
            return None


def may_change(value: Any) -> bool:
    """False for values that nothing can change in place."""
    return type(value) not in _UNCHANGEABLE


def _content(value: Any) -> tuple[str, Any]:
    if is_value_type(type(value)):
        return VALUE, value
    if isinstance(value, _GENERATORS):
        return RANDOM, _random_state(value)
    return ATTRIBUTES, dict(vars(value))


def _random_state(generator: Any) -> Any:
    if isinstance(generator, random.Random):
        return generator.getstate()
    if isinstance(generator, np.random.RandomState):
        return generator.get_state(legacy=False)
    return generator.bit_generator.state


# ---------------------------------------------------------------- in the test process


def write_back(target: Any, form: str, content: Any) -> None:
    """Make `target`, an object of the test, look like `content`. Raises ValueError where that cannot be."""
    if form == VALUE and type(target) is type(content) and type(target) in _WRITERS:
        _WRITERS[type(target)](target, content)
    elif form == ATTRIBUTES and type(content) is dict and hasattr(target, "__dict__"):
        target.__dict__.clear()
        target.__dict__.update(content)
    elif form == RANDOM and isinstance(target, _GENERATORS):
        _set_random_state(target, content)
    else:
        raise ValueError(f"a {type(target).__name__} cannot take over the change")


def _set_random_state(generator: Any, state: Any) -> None:
    try:
        if isinstance(generator, random.Random):
            generator.setstate(state)
        elif isinstance(generator, np.random.RandomState):
            generator.set_state(state)
        else:
            generator.bit_generator.state = state
    except (TypeError, LookupError, OverflowError) as error:
        raise ValueError("this is no state of a random generator") from error


def _write_list(target: Any, content: Any) -> None:
    if len(target) == len(content):
        content = [_merged(old, new) for old, new in zip(target, content, strict=True)]
    target[:] = content


def _write_dict(target: Any, content: Any) -> None:
    merged = {key: _merged(target[key], new) if key in target else new for key, new in content.items()}
    target.clear()
    target.update(merged)


def _merged(old: Any, new: Any) -> Any:
    """The old member where it can take over the change (others may hold it too), otherwise the new one."""
    try:
        write_back(old, VALUE, new)
    except ValueError:
        return new
    return old


def _write_set(target: Any, content: Any) -> None:
    target.clear()
    target.update(content)


def _write_sequence(target: Any, content: Any) -> None:
    target.clear()
    target.extend(content)


def _write_array(target: Any, content: Any) -> None:
    if target.shape != content.shape or target.dtype != content.dtype:
        raise ValueError("an array keeps its shape and type")
    target[...] = content


def _write_frame(target: Any, content: Any) -> None:
    target._update_inplace(content)


_WRITERS: dict[type, Callable[[Any, Any], None]] = {
    list: _write_list,
    dict: _write_dict,
    set: _write_set,
    bytearray: _write_sequence,
    deque: _write_sequence,
    np.ndarray: _write_array,
    pd.DataFrame: _write_frame,
    pd.Series: _write_frame,
}

"""Changed arguments: noticed in the learner's process, copied back in the test process where that is allowed."""

from __future__ import annotations

import copy
import pickle
import random
from collections import deque
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd

from graders.runner.bridge import libraries
from graders.runner.bridge.codec import is_value_type
from graders.runner.bridge.marks import Fingerprint, remember
from graders.runner.bridge.members import contents_of, members_of, resolved
from graders.runner.bridge.opaque import is_proxy

Key = int | str
VALUE, ATTRIBUTES, RANDOM, MEMBERS = "value", "attributes", "random", "members"

_UNCHANGEABLE = frozenset({type(None), bool, int, float, complex, str, bytes, range, slice})
_GENERATORS = (random.Random, np.random.RandomState, np.random.Generator)


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
        self._members = {key: members_of(value) for key, value in arguments.items()}
        self._fingerprint = fingerprint
        self._is_unchanged = {
            key: check for key, value in arguments.items() if (check := self._remember(value)) is not None
        }

    def changes(self) -> list[tuple[Key, str, Any]]:
        """What to send back: (argument, form, new content)."""
        return [
            (key, *_content(self._arguments[key], self._members[key]))
            for key, is_unchanged in self._is_unchanged.items()
            if not _safely(is_unchanged)
        ]

    def _remember(self, value: Any) -> Callable[[], bool] | None:
        """A function that says whether `value` is as it was; None for what cannot change or be looked at."""
        cls = type(value)
        if cls in _UNCHANGEABLE:
            return None
        try:
            if is_value_type(cls):
                return remember(value, self._fingerprint)
            if isinstance(value, _GENERATORS):
                return remember(value, lambda generator: repr(_random_state(generator)))
            return remember(value, pickle.dumps) if libraries.path_of(cls) and not callable(value) else None
        except Exception:  # noqa: BLE001 - a class of the learner may raise anything
            return None


def _safely(is_unchanged: Callable[[], bool]) -> bool:
    """What cannot be looked at is taken as unchanged."""
    try:
        return is_unchanged()
    except Exception:  # noqa: BLE001 - a class of the learner may raise anything
        return True


def may_change(value: Any) -> bool:
    """False for values that nothing can change in place."""
    return type(value) not in _UNCHANGEABLE


def _content(value: Any, members: list[Any]) -> tuple[str, Any]:
    if any(member is not value for member in members):
        return MEMBERS, contents_of(members)
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
    elif (
        form == ATTRIBUTES and type(content) is dict and _is_instance(target) and not _hides(target, content)
    ):
        target.__dict__.clear()
        target.__dict__.update(content)
    elif form == RANDOM and isinstance(target, _GENERATORS):
        _set_random_state(target, content)
    elif form == MEMBERS:
        _write_members(members_of(target), content)
    else:
        raise ValueError(f"a {type(target).__name__} cannot take over the change")


def _write_members(members: list[Any], content: Any) -> None:
    match content:
        case list() if all(_is_content(each, members) for each in content):
            news = [(members[number], resolved(new, members)) for number, new in content]
        case _:
            raise ValueError("these are no members")
    for member, new in news:
        if new is not member:
            _WRITERS[type(member)](member, new)


def _is_content(entry: Any, members: list[Any]) -> bool:
    match entry:
        case (int(number), new) if 0 <= number < len(members):
            return type(new) is type(members[number])
    return False


def _is_instance(target: Any) -> bool:
    return hasattr(target, "__dict__") and not callable(target) and not isinstance(target, ModuleType)


def _hides(target: Any, content: Mapping[str, Any]) -> bool:
    """True where something of the learner's would stand before a method of the test's own, `score` for example."""
    new = {str(name): value for name, value in content.items() if name not in vars(target)}
    return any(
        is_proxy(value) or callable(value) for name, value in new.items() if hasattr(type(target), name)
    )


def memento(target: Any, form: str) -> Callable[[], None]:
    """What makes `target` again what it is now."""
    if form == ATTRIBUTES:
        kept: Any = dict(vars(target)) if _is_instance(target) else None
    elif form == MEMBERS:
        kept = [(number, copy.copy(new)) for number, new in contents_of(members_of(target))]
    elif form == RANDOM:
        kept = _random_state(target) if isinstance(target, _GENERATORS) else None
    else:
        kept = copy.deepcopy(target) if type(target) in _WRITERS else None
    return lambda: write_back(target, form, kept) if kept is not None else None


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
    target[:] = content


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
    dict: _write_set,
    set: _write_set,
    bytearray: _write_sequence,
    deque: _write_sequence,
    np.ndarray: _write_array,
    pd.DataFrame: _write_frame,
    pd.Series: _write_frame,
}

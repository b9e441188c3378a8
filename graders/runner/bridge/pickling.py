"""The way towards the learner: pickles, because that side may not harm itself more than it can anyway.

Objects that must stay in the test process (functions, generators, objects of the test's own classes) are lent:
the pickle holds only their number and what they can do.
"""

from __future__ import annotations

import inspect
import io
import pickle
import types
from collections.abc import Callable, Mapping
from typing import Any

from graders.runner.bridge import learner_objects as there
from graders.runner.bridge.codec import is_plain_type
from graders.runner.bridge.libraries import path_of
from graders.runner.bridge.opaque import is_proxy
from graders.runner.bridge.references import FUNCTIONS, Can, abilities

# Unpicklable, or different after a copy: these are lent.
_LENT: tuple[type, ...] = (
    *FUNCTIONS,
    types.GeneratorType,
    types.CoroutineType,
    types.AsyncGeneratorType,
    io.IOBase,
    type(iter([])),
    type(iter(())),
    type(iter({})),
    type(iter(set())),
    type(iter("")),
    type(iter(range(0))),
    zip,
    map,
    filter,
    enumerate,
    reversed,
)


_SET_ASIDE_BYTES = 64 * 1024
_METHODS = (types.MethodType, types.BuiltinMethodType)

# Through these the learner's code would see the tests.
_SECRET = (types.FrameType, types.TracebackType, types.CodeType)


class LendingDesk:
    """Everything the test process has lent, by number."""

    def __init__(self, allow: Callable[[str], bool]) -> None:
        self.allow = allow
        self._lent: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}

    def lend(self, thing: Any) -> int:
        number = self._numbers.get(id(thing))
        if number is None:
            number = len(self._lent) + 1
            self._lent[number] = thing
            self._numbers[id(thing)] = number
        return number

    def find(self, number: int) -> Any:
        """Raises KeyError for a number that was never given out."""
        return self._lent[number]


class LendingPickler(pickle.Pickler):
    """Pickles a message for the learner's process."""

    def __init__(
        self,
        target: io.BytesIO,
        desk: LendingDesk,
        learner_class: Callable[[type], int | None],
        set_aside: Callable[[pickle.PickleBuffer], bool],
    ) -> None:
        super().__init__(target, protocol=5, buffer_callback=set_aside)
        self._desk = desk
        self._learner_class = learner_class

    def reducer_override(self, thing: Any) -> Any:
        if is_proxy(thing):
            return there.given_back, (thing._assay_reference.number,)
        if isinstance(thing, type):
            return self._reduce_class(thing)
        if isinstance(thing, _SECRET) or type(thing).__module__.startswith("graders."):
            raise TypeError(f"a {type(thing).__name__} stays in the test process")
        if isinstance(thing, types.ModuleType):
            return there.module_named, (thing.__name__,)
        if type(thing) is property:
            return property, (thing.fget, thing.fset, thing.fdel, thing.__doc__)
        if type(thing) in (staticmethod, classmethod):
            return type(thing), (thing.__func__,)
        if isinstance(thing, _METHODS) and isinstance(thing.__self__, type) and path_of(thing.__self__):
            return getattr, (
                thing.__self__,
                thing.__name__,
            )  # what a library pickles its objects with, for one
        if (callable(thing) and path_of(thing)) or _is_ours(thing):
            return NotImplemented  # pickled by its name
        if isinstance(thing, _LENT) or not self._is_picklable(thing):
            return self._lend(thing)
        return NotImplemented

    def _reduce_class(self, cls: type) -> Any:
        number = self._learner_class(cls)
        if number is not None:
            return there.given_back, (number,)
        return NotImplemented if path_of(cls) else self._lend(cls)

    def _lend(self, thing: Any) -> Any:
        name = getattr(thing, "__name__", None) or type(thing).__name__
        can = int(abilities(type(thing)))
        if isinstance(thing, FUNCTIONS):
            can |= int(Can.IS_FUNCTION)
        about = _about(thing) if type(thing) is types.FunctionType else ()
        return there.lent, (self._desk.lend(thing), can, str(name), about)

    def _is_picklable(self, thing: Any) -> bool:
        cls = type(thing)
        if is_plain_type(cls):
            return True
        if not path_of(cls):
            return False
        try:
            thing.__reduce_ex__(5)
        except Exception:  # noqa: BLE001 - a class refuses in its own way
            return False
        return True


def _about(function: types.FunctionType) -> tuple[Any, ...]:
    """What a decorator may want to know: docstring, parameters without their defaults, annotations that are types."""
    parameters = [
        (name, int(each.kind), each.default is not each.empty)
        for name, each in _parameters_of(function).items()
    ]
    annotations = {
        name: kind
        for name, kind in function.__annotations__.items()
        if isinstance(kind, type) and path_of(kind)
    }
    return function.__doc__, parameters, annotations


def _parameters_of(function: types.FunctionType) -> Mapping[str, inspect.Parameter]:
    try:
        return inspect.signature(function).parameters
    except (TypeError, ValueError):
        return {}


def _is_ours(thing: Any) -> bool:
    return thing is there.given_back or thing is there.lent or thing is there.module_named


def dumps(
    message: Any, desk: LendingDesk, learner_class: Callable[[type], int | None]
) -> list[bytes | memoryview]:
    """The pieces of a message. What cannot be pickled is lent; what lies in large arrays is not copied."""
    target = io.BytesIO()
    buffers: list[memoryview] = []

    def set_aside(buffer: pickle.PickleBuffer) -> bool:
        """False where the buffer goes beside the pickle."""
        view = buffer.raw()
        if view.nbytes < _SET_ASIDE_BYTES:
            return True
        buffers.append(view)
        return False

    LendingPickler(target, desk, learner_class, set_aside).dump(message)
    return there.in_pieces(target.getbuffer(), buffers)

"""What the test's pickles turn into in the learner's process: its own objects again, and stand-ins for lent ones.

The functions here are named in pickles; `current` is set by the learner's side before the first one is read.
"""

from __future__ import annotations

import importlib
import inspect
import pickle
import struct
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from graders.runner.bridge.references import Can
from graders.runner.bridge.wire import ALIGNMENT

_HEADER = struct.Struct("<II")
_SIZES = struct.Struct("<Q")


def in_pieces(pickled: memoryview, buffers: Sequence[memoryview]) -> list[bytes | memoryview]:
    """The pieces of a message: a pickle and the buffers that it leaves out, each where an array may lie."""
    header = _HEADER.pack(len(pickled), len(buffers))
    pieces: list[bytes | memoryview] = [header, *(_SIZES.pack(buffer.nbytes) for buffer in buffers), pickled]
    length = sum(map(len, pieces))
    for buffer in buffers:
        pieces += [bytes(-length % ALIGNMENT), buffer]
        length += -length % ALIGNMENT + buffer.nbytes
    return pieces


def loads(message: bytearray) -> Any:
    """What such a message says: it comes from the trusted side. Arrays stay where they lie in it."""
    size, count = _HEADER.unpack_from(message)
    start = _HEADER.size + _SIZES.size * count
    sizes = [_SIZES.unpack_from(message, _HEADER.size + _SIZES.size * index)[0] for index in range(count)]
    whole, end = memoryview(message), start + size
    buffers = []
    for length in sizes:
        begin = end + -end % ALIGNMENT
        end = begin + length
        buffers.append(whole[begin:end])
    return pickle.loads(whole[start : start + size], buffers=buffers)  # noqa: S301 - from the trusted side


class Owner(Protocol):
    """The learner's side of the conversation."""

    def own(self, number: int) -> Any:
        """The object that was sent over under this number."""

    def borrow(self, number: int, make: Callable[[], Any]) -> Any:
        """The stand-in for what the test has lent under this number, made once."""

    def ask_test(self, number: int, operation: str, *operands: Any) -> Any:
        """Have the test process do something with what it has lent."""


current: Owner | None = None


def given_back(number: int) -> Any:
    """An object of the learner comes home."""
    assert current is not None
    return current.own(number)


def module_named(name: str) -> Any:
    return importlib.import_module(name)


def lent(number: int, can: int, name: str, about: tuple[Any, ...]) -> Any:
    """A stand-in for an object of the test: a function where it is one, so that everything accepts it."""
    assert current is not None
    owner = current

    def make() -> Any:
        if can & Can.IS_FUNCTION:
            return _described(_function(owner, number, name), about)
        mixins = tuple(mixin for ability, mixin in _ABILITIES.items() if can & ability)
        return type(name, (*mixins, Borrowed), {})(owner, number)

    return owner.borrow(number, make)


def _function(owner: Owner, number: int, name: str) -> Callable[..., Any]:
    def function(*arguments: Any, **named: Any) -> Any:
        return owner.ask_test(number, "call", arguments, named)

    function.__name__ = function.__qualname__ = name
    return function


def _described(function: Any, about: tuple[Any, ...]) -> Any:
    """`function` with what a decorator may want to know of it; what a default is stays with the tests."""
    if not about:
        return function
    function.__doc__, parameters, function.__annotations__ = about
    function.__signature__ = inspect.Signature(
        [
            inspect.Parameter(
                name,
                inspect._ParameterKind(kind),
                default=... if has_default else inspect.Parameter.empty,
                annotation=function.__annotations__.get(name, inspect.Parameter.empty),
            )
            for name, kind, has_default in parameters
        ]
    )
    return function


class Borrowed:
    """Shows the public attributes of an object that stays in the test process."""

    def __init__(self, owner: Owner, number: int) -> None:
        self.__dict__["_assay_ask"] = lambda *order: owner.ask_test(number, *order)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._assay_ask("getattr", name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._assay_ask("setattr", name, value)

    def __str__(self) -> str:
        return str(self._assay_ask("str"))


class _Callable:
    def __call__(self: Any, *arguments: Any, **named: Any) -> Any:
        return self._assay_ask("call", arguments, named)


class _Iterable:
    def __iter__(self: Any) -> Any:
        return iter(self._assay_ask("iter"))


class _Iterator:
    def __iter__(self: Any) -> Any:
        return self

    def __next__(self: Any) -> Any:
        return self._assay_ask("next")


class _Sized:
    def __len__(self: Any) -> int:
        return self._assay_ask("len")  # type: ignore[no-any-return]


class _Indexed:
    def __getitem__(self: Any, key: Any) -> Any:
        return self._assay_ask("getitem", key)

    def __setitem__(self: Any, key: Any, value: Any) -> None:
        self._assay_ask("setitem", key, value)


class _Context:
    def __enter__(self: Any) -> Any:
        return self._assay_ask("enter")

    def __exit__(self: Any, *_: Any) -> Any:
        return self._assay_ask("exit")


class _Awaitable:
    def __await__(self: Any) -> Any:
        yield from ()
        return self._assay_ask("await")


_ABILITIES: dict[Can, type] = {
    Can.CALL: _Callable,
    Can.NEXT: _Iterator,
    Can.ITERATE: _Iterable,
    Can.LENGTH: _Sized,
    Can.ITEM: _Indexed,
    Can.CONTEXT: _Context,
    Can.AWAIT: _Awaitable,
}

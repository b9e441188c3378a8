"""What stand-ins can do, one class per ability: to Python, only a callable one is callable."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Iterator
from typing import Any, NoReturn

from graders.runner.bridge.claims import claimed_classes
from graders.runner.bridge.errors import OpaqueValue
from graders.runner.bridge.opaque import describe, is_proxy, opaque, operators_allowed
from graders.runner.bridge.references import Can


class _Callable:
    __slots__ = ()

    def __call__(self: Any, *arguments: Any, **named: Any) -> Any:
        if arguments or named:
            _refuse_to_judge(self)
        return self._assay_remote.ask("call", self, arguments, named)

    @property
    def __signature__(self: Any) -> inspect.Signature:
        return _as_signature(self._assay_remote.ask("signature", self))


class _Iterable:
    __slots__ = ()

    def __iter__(self: Any) -> Iterator[Any]:
        iterator = self._assay_remote.ask("iter", self)
        return iter(iterator) if isinstance(iterator, list | tuple | set | dict) else iterator


class _Container:
    __slots__ = ()

    def __contains__(self: Any, wanted: object) -> bool:
        if operators_allowed(self, "contains", wanted):
            return self._assay_remote.ask("contains", self, wanted) is True
        if not self._assay_reference.can & (Can.ITERATE | Can.NEXT):
            opaque(self, "something to iterate over")
        return any(member is wanted or member == wanted for member in self)


class _Reversible:
    __slots__ = ()

    def __reversed__(self: Any) -> Iterator[Any]:
        return self._assay_remote.ask("reversed", self)  # type: ignore[no-any-return]


class _Iterator(_Iterable):
    __slots__ = ()

    def __iter__(self: Any) -> Any:
        return self

    def __next__(self: Any) -> Any:
        return self._assay_remote.ask("next", self)


class _Sized:
    __slots__ = ()

    def __len__(self: Any) -> int:
        size = self._assay_remote.ask("len", self)
        if type(size) is not int or size < 0:
            opaque(self, "something with a length")
        return size


class _Indexed:
    __slots__ = ()

    def __getitem__(self: Any, key: Any) -> Any:
        return self._assay_remote.ask("getitem", self, key)

    def __setitem__(self: Any, key: Any, value: Any) -> None:
        self._assay_remote.ask("setitem", self, key, value)

    def __delitem__(self: Any, key: Any) -> None:
        self._assay_remote.ask("delitem", self, key)


class _Context:
    __slots__ = ()

    def __enter__(self: Any) -> Any:
        return self._assay_remote.ask("enter", self)

    def __exit__(self: Any, kind: Any, error: Any, traceback: Any) -> bool:
        return _swallows(self, kind, self._assay_remote.ask("exit", self, error))


def _swallows(manager: Any, kind: type | None, answer: Any) -> bool:
    """Whether the learner's context manager swallows an exception of this kind, as the reference's did."""
    if kind is None or answer is not True:
        return False
    if not manager._assay_remote.allow(f"swallows {kind.__name__}"):
        raise OpaqueValue(f"{describe(manager)} swallows the {kind.__name__} that is raised within it")
    return True


class _Awaitable:
    __slots__ = ()

    def __await__(self: Any) -> Any:
        yield from ()
        return self._assay_remote.ask("await", self)


class _Coroutine:
    """What an event loop does with a coroutine: it is run to its end over there at the first step."""

    __slots__ = ()
    cr_code = cr_frame = cr_await = None
    cr_running = False

    def send(self: Any, _: Any) -> NoReturn:
        raise StopIteration(self._assay_remote.ask("await", self))

    def throw(self: Any, *_: Any) -> NoReturn:
        self.close()
        raise asyncio.CancelledError

    def close(self: Any) -> None:
        self._assay_remote.ask("close", self)


class _AsyncIterable:
    __slots__ = ()

    def __aiter__(self: Any) -> Any:
        return self._assay_remote.ask("aiter", self)

    async def __anext__(self: Any) -> Any:
        return self._assay_remote.ask("anext", self)


class _AsyncContext:
    __slots__ = ()

    async def __aenter__(self: Any) -> Any:
        return self._assay_remote.ask("aenter", self)

    async def __aexit__(self: Any, kind: Any, error: Any, traceback: Any) -> bool:
        return _swallows(self, kind, self._assay_remote.ask("aexit", self, error))


class _Class:
    __slots__ = ()

    def __instancecheck__(self: Any, instance: object) -> bool:
        return is_proxy(instance) and self._assay_remote.ask("isinstance", instance, self) is True

    def __subclasscheck__(self: Any, other: object) -> bool:
        return other is self or (
            is_proxy(other) and self._assay_remote.ask("issubclass", other, self) is True
        )

    @property
    def __bases__(self: Any) -> tuple[type, ...]:
        return claimed_classes(self._assay_reference.claims) or (object,)

    @property
    def __mro__(self: Any) -> tuple[Any, ...]:
        return (self, *self.__bases__, object)

    def __mro_entries__(self: Any, _: Any) -> NoReturn:
        raise OpaqueValue(
            f"a class cannot be derived from {describe(self)} here: write `class` in the test itself"
        )

    def __or__(self: Any, other: Any) -> NoReturn:
        raise TypeError("use a tuple of classes with isinstance")


ABILITIES: dict[Can, type] = {
    Can.IS_CLASS: _Class,
    Can.CALL: _Callable,
    Can.NEXT: _Iterator,
    Can.ITERATE: _Iterable,
    Can.LENGTH: _Sized,
    Can.ITEM: _Indexed,
    Can.CONTEXT: _Context,
    Can.AWAIT: _Awaitable,
    Can.CONTAIN: _Container,
    Can.REVERSE: _Reversible,
    Can.IS_COROUTINE: _Coroutine,
    Can.ITERATE_ASYNC: _AsyncIterable,
    Can.CONTEXT_ASYNC: _AsyncContext,
}


# Methods that every model and mapping may be asked for, whichever the reference chose.
_COMMON = frozenset(
    "fit predict predict_proba predict_log_proba decision_function transform fit_transform fit_predict partial_fit "
    "inverse_transform get_params set_params get send".split()
)


def _refuse_to_judge(method: Any) -> None:
    """Where the reference gave a plain value, `answer.equals(expected)` would let a learner's object do the marking."""
    for way in method._assay_label:
        name = way.removeprefix(".")
        if way != name and name not in _COMMON and not method._assay_remote.allow(f"calls {way}"):
            raise OpaqueValue(f"an object with a method {name} of its own where a plain value was expected")


def _as_signature(answer: Any) -> inspect.Signature:
    """Built from (name, kind, has a default, default) of each parameter."""
    if type(answer) is not list:
        raise ValueError("no signature found")
    parameters = []
    for name, kind, has_default, default in answer:
        shown = default if has_default is True else inspect.Parameter.empty
        parameters.append(inspect.Parameter(name, inspect._ParameterKind(kind), default=shown))
    return inspect.Signature(parameters)

"""What stand-ins can do, one class per ability: to Python, only a callable one is callable."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any, NoReturn

from graders.runner.bridge.claims import claimed_classes
from graders.runner.bridge.opaque import describe, is_proxy, opaque
from graders.runner.bridge.references import Can


class _Callable:
    __slots__ = ()

    def __call__(self: Any, *arguments: Any, **named: Any) -> Any:
        return self._assay_remote.ask("call", self, arguments, named)

    @property
    def __signature__(self: Any) -> inspect.Signature:
        return _as_signature(self._assay_remote.ask("signature", self))


class _Iterable:
    __slots__ = ()

    def __iter__(self: Any) -> Iterator[Any]:
        iterator = self._assay_remote.ask("iter", self)
        return iter(iterator) if isinstance(iterator, list | tuple | set | dict) else iterator

    def __contains__(self: Any, wanted: object) -> bool:
        return any(member is wanted or member == wanted for member in self)


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
        return self._assay_remote.ask("exit", self, error) is True


class _Awaitable:
    __slots__ = ()

    def __await__(self: Any) -> Any:
        yield from ()
        return self._assay_remote.ask("await", self)


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
        raise TypeError(f"a test cannot derive a class from {describe(self)}")

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
}


def _as_signature(answer: Any) -> inspect.Signature:
    """Built from (name, kind, has a default, default) of each parameter."""
    if type(answer) is not list:
        raise ValueError("no signature found")
    parameters = []
    for name, kind, has_default, default in answer:
        shown = default if has_default is True else inspect.Parameter.empty
        parameters.append(inspect.Parameter(name, inspect._ParameterKind(kind), default=shown))
    return inspect.Signature(parameters)

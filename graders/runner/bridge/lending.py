"""Serves the learner's code what the test process has lent: functions, generators, objects of the test's classes."""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any, Protocol

from graders.runner.bridge.errors import Fault
from graders.runner.bridge.operations import wait_for
from graders.runner.bridge.references import FUNCTIONS


class Desk(Protocol):
    """Where the lent objects are kept."""

    def find(self, number: int) -> Any:
        """Raises KeyError for a number that was never given out."""

    def allow(self, need: str) -> bool:
        """Whether the running test left this to the reference as well. See `policy.Precedents`."""


def serve(desk: Desk, number: int, operation: str, operands: tuple[Any, ...]) -> tuple[str, Any]:
    """Do what the learner's code asks of a lent object; the answer to send. A Fault goes through."""
    try:
        thing = desk.find(number)
        if operation in _CHANGES and not desk.allow(_change(operation, thing, *operands)):
            raise AttributeError("your code cannot change this object of the tests")
        return "returned", _OPERATIONS[operation](thing, *operands)
    except Fault:
        raise
    except BaseException as error:  # noqa: BLE001 - the test's own function may raise anything, for the learner to catch
        return "failed", _without_traces(error)


def _without_traces(error: BaseException) -> BaseException:
    """Type and message only: no frame, no cause, nothing attached."""
    simple = tuple(value for value in error.args if type(value) in (str, int, float, bool))
    cls = next(base for base in type(error).__mro__ if base.__module__ != "__main__" and not _is_ours(base))
    try:
        return cls(*simple)  # type: ignore[no-any-return]
    except Exception:  # noqa: BLE001 - a constructor that wants something else
        return RuntimeError(str(error)[:1000])


def _is_ours(cls: type) -> bool:
    return cls.__module__.startswith("graders.")


_WITH_FRAMES = (types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType, *FUNCTIONS)


_CHANGES = frozenset({"setattr", "setitem"})


def _change(operation: str, thing: Any, key: Any, _: Any) -> str:
    """An object of the tests that changes under its name would be what the test compares with."""
    owner = type(thing).__name__
    return f"sets {owner}.{key}" if operation == "setattr" else f"fills {owner}"


def _call(thing: Any, arguments: Any, named: Any) -> Any:
    return thing(*arguments, **named)


def _getattr(thing: Any, name: Any) -> Any:
    if type(name) is not str or name.startswith("_"):
        raise AttributeError(name)
    if isinstance(thing, _WITH_FRAMES) and name not in ("send", "throw", "close"):
        raise AttributeError(name)  # gi_frame would show every name of the tests
    return getattr(thing, name)


def _setattr(thing: Any, name: Any, value: Any) -> None:
    if type(name) is not str or name.startswith("_"):
        raise AttributeError(name)
    setattr(thing, name, value)


def _setitem(thing: Any, key: Any, value: Any) -> None:
    thing[key] = value


def _exit(thing: Any) -> Any:
    return thing.__exit__(None, None, None)


_OPERATIONS: dict[str, Callable[..., Any]] = {
    "call": _call,
    "getattr": _getattr,
    "setattr": _setattr,
    "getitem": lambda thing, key: thing[key],
    "setitem": _setitem,
    "iter": iter,
    "next": next,
    "len": len,
    "str": str,
    "await": wait_for,
    "enter": lambda thing: thing.__enter__(),
    "exit": _exit,
}

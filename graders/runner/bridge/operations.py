"""What the test process may ask of a learner's object; runs in the learner's process."""

from __future__ import annotations

import asyncio
import copy
import inspect
import operator
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

_TEXT = 4000


def signature_of(thing: Any) -> list[tuple[str, int, bool, Any]]:
    """Name, kind, whether there is a default, and the default of each parameter."""
    parameters = inspect.signature(thing).parameters.values()
    return [_parameter(each) for each in parameters]


def _parameter(parameter: inspect.Parameter) -> tuple[str, int, bool, Any]:
    has_default = parameter.default is not inspect.Parameter.empty
    return parameter.name, int(parameter.kind), has_default, parameter.default if has_default else None


def wait_for(thing: Any) -> Any:
    """The result of an awaitable. The notebook's own event loop stands still meanwhile, so in another thread."""

    async def result() -> Any:
        return await thing

    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, result()).result()


def _leave(thing: Any, error: BaseException | None) -> Any:
    return thing.__exit__(type(error) if error else None, error, None)


def _operate(name: str, left: Any, right: Any = None) -> Any:
    if name == "divmod":
        return divmod(left, right)
    function = getattr(operator, f"__{name}__")
    return function(left) if name in ("neg", "pos", "abs", "invert") else function(left, right)


def _special(name: str, thing: Any, *operands: Any) -> Any:
    return getattr(type(thing), name)(thing, *operands)


def _setitem(thing: Any, key: Any, value: Any) -> None:
    thing[key] = value


def _delitem(thing: Any, key: Any) -> None:
    del thing[key]


OPERATIONS: dict[str, Callable[..., Any]] = {
    "await": wait_for,
    "bool": bool,
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "delattr": delattr,
    "delitem": _delitem,
    "dir": dir,
    "enter": lambda thing: thing.__enter__(),
    "exit": _leave,
    "getattr": getattr,
    "getitem": lambda thing, key: thing[key],
    "isinstance": isinstance,
    "issubclass": issubclass,
    "iter": iter,
    "len": len,
    "next": next,
    "operator": _operate,
    "repr": lambda thing: repr(thing)[:_TEXT],
    "setattr": setattr,
    "setitem": _setitem,
    "signature": signature_of,
    "special": _special,
    "str": lambda thing: str(thing)[:_TEXT],
    "type": type,
    "vars": lambda thing: dict(vars(thing)),
}

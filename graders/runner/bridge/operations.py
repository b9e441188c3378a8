"""What the test process may ask of a learner's object; runs in the learner's process."""

from __future__ import annotations

import asyncio
import copy
import dataclasses
import inspect
import operator
import types
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

from graders.runner.bridge import files

_TEXT = 4000


def signature_of(thing: Any) -> list[tuple[str, int, bool, Any]]:
    """Name, kind, whether there is a default, and the default of each parameter."""
    parameters = inspect.signature(thing).parameters.values()
    return [_parameter(each) for each in parameters]


def _parameter(parameter: inspect.Parameter) -> tuple[str, int, bool, Any]:
    has_default = parameter.default is not inspect.Parameter.empty
    return parameter.name, int(parameter.kind), has_default, parameter.default if has_default else None


def wait_for(thing: Any) -> Any:
    """The result of an awaitable. Where the notebook's event loop is in the middle of something, in another thread."""

    async def result() -> Any:
        return await thing

    if asyncio._get_running_loop() is None:
        return _event_loop().run_until_complete(result())
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, result()).result()


@lru_cache(maxsize=1)
def _event_loop() -> asyncio.AbstractEventLoop:
    """One for all: what was made in one call, an asynchronous generator for example, goes on in the next."""
    return asyncio.new_event_loop()


def fields_of(thing: Any) -> list[tuple[Any, ...]]:
    """Of each field of a dataclass: name, type, default, factory of defaults, init, repr, compare, kw_only.

    An empty tuple stands for no default, otherwise a tuple of one.
    """
    return [
        (
            *(each.name, each.type, _given(each.default), _given(each.default_factory)),
            *(each.init, each.repr, each.compare, each.kw_only),
        )
        for each in dataclasses.fields(thing)
    ]


def _given(value: Any) -> tuple[Any, ...]:
    return () if value is dataclasses.MISSING else (value,)


def derive(name: str, bases: tuple[type, ...], members: dict[str, Any], named: dict[str, Any]) -> type:
    """A class that a test derives from a learner's: its functions are the test's own."""
    return types.new_class(
        name, bases, named, lambda space: space.update({**members, "__module__": "__main__"})
    )


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
    "aenter": lambda thing: wait_for(type(thing).__aenter__(thing)),
    "aexit": lambda thing, error: wait_for(
        type(thing).__aexit__(thing, type(error) if error else None, error, None)
    ),
    "aiter": aiter,
    "anext": lambda thing: wait_for(anext(thing)),
    "asdict": dataclasses.asdict,
    "astuple": dataclasses.astuple,
    "await": wait_for,
    "bool": bool,
    "close": lambda thing: thing.close(),
    "contains": operator.contains,
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "derive": derive,
    "delattr": delattr,
    "delitem": _delitem,
    "dir": dir,
    "enter": lambda thing: thing.__enter__(),
    "exit": _leave,
    "fields": fields_of,
    "file": files.read_file,
    "folder": files.make_folder,
    "getattr": getattr,
    "getitem": lambda thing, key: thing[key],
    "isinstance": isinstance,
    "issubclass": issubclass,
    "iter": iter,
    "len": len,
    "load": files.load_file,
    "next": next,
    "operator": _operate,
    "replace": lambda thing, changes: dataclasses.replace(thing, **changes),
    "put": files.put_file,
    "repr": lambda thing: repr(thing)[:_TEXT],
    "reversed": reversed,
    "setattr": setattr,
    "setitem": _setitem,
    "signature": signature_of,
    "special": _special,
    "super": lambda cls, thing, name: getattr(super(cls, thing), name),
    "str": lambda thing: str(thing)[:_TEXT],
    "type": type,
    "vars": lambda thing: dict(vars(thing)),
}

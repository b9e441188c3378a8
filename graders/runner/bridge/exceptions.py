"""Exceptions both ways: described in the learner's process, raised as the same or a similar one in the test process."""

from __future__ import annotations

import asyncio
from typing import Any

from graders.runner.bridge import libraries
from graders.runner.bridge.errors import Fault
from graders.runner.bridge.opaque import is_proxy
from graders.runner.bridge.references import Reference
from graders.runner.bridge.wire import BadMessage

_TEXT = 4000
_TRACEBACK = 20_000
_SIMPLE = (str, int, float, bool, bytes, complex, type(None))


def describe(error: BaseException, traceback: str) -> tuple[Any, ...]:
    """What crosses: class, arguments as far as they are simple, text, simple attributes, the learner's traceback."""
    arguments = tuple(value if _is_simple(value) else _text_of(value) for value in error.args)
    attributes = {
        name: value
        for name, value in getattr(error, "__dict__", {}).items()
        if type(name) is str and not name.startswith("_") and _is_simple(value)
    }
    return type(error), arguments, _text_of(error), attributes, traceback[-_TRACEBACK:]


def _is_simple(value: Any) -> bool:
    if type(value) in (tuple, list):
        return len(value) <= 20 and all(_is_simple(each) for each in value)
    return type(value) in _SIMPLE


def _text_of(value: Any) -> str:
    try:
        return str(value)[:_TEXT]
    except Exception:  # noqa: BLE001 - the learner's own __str__ may raise anything
        return f"<{type(value).__name__}>"


def rebuild(description: Any) -> BaseException:
    """The exception to raise in the test process. Raises BadMessage where the description is none."""
    if type(description) is not tuple or len(description) != 5:
        raise BadMessage("this describes no exception")
    cls, arguments, text, attributes, traceback = description
    if not is_exception_class(cls) or issubclass(cls, Fault):
        cls = Exception
    if (type(arguments), type(text), type(attributes), type(traceback)) != (tuple, str, dict, str):
        raise BadMessage("this describes no exception")
    error = _make(cls, arguments)
    for name, value in attributes.items():
        if type(name) is str and name.isidentifier() and not name.startswith("_"):
            error.__dict__[name] = value
    error.__dict__[_TEXT_KEY] = text[:_TEXT]
    error.__dict__[_TRACEBACK_KEY] = traceback[:_TRACEBACK]
    return error


_TRACEBACK_KEY = "_assay_traceback"
_TEXT_KEY = "_assay_text"


def learner_traceback(error: BaseException) -> str:
    """The learner's own frames of an exception that crossed the bridge; empty for others."""
    text = error.__dict__.get(_TRACEBACK_KEY, "")
    return text if isinstance(text, str) else ""


ENDS = (StopIteration, StopAsyncIteration, GeneratorExit, asyncio.CancelledError)


def not_an_end(error: BaseException) -> RuntimeError:
    """What a call raises instead of `error`: a loop or a group of tasks of the test would take that for its end."""
    replacement = RuntimeError(f"your code raised {type(error).__name__}")
    replacement.__dict__.update(error.__dict__)
    replacement.__dict__[_TEXT_KEY] = str(replacement)
    return replacement


def _make(cls: type[BaseException], arguments: tuple[Any, ...]) -> BaseException:
    try:
        error = cls(*arguments)
    except Exception:  # noqa: BLE001 - the constructor wants something else than `args`
        error = None
    if type(error) is cls:
        return error
    bare = BaseException.__new__(cls)
    bare.args = arguments
    return bare


class StandIns:
    """Exception classes of the learner, each with one class of ours derived from its nearest known bases."""

    def __init__(self) -> None:
        self._classes: dict[int, type[BaseException]] = {}
        self._numbers: dict[type, int] = {}

    def number_of(self, cls: type) -> int | None:
        """The learner's number of the class that `cls` stands for."""
        return self._numbers.get(cls)

    def stand_in(self, reference: Reference) -> type[BaseException]:
        """The class for `reference`, made once."""
        known = self._classes.get(reference.number)
        if known is None:
            known = _derive(reference)
            self._classes[reference.number] = known
            self._numbers[known] = reference.number
        return known


def is_exception_class(thing: object) -> bool:
    """True for real exception classes; a proxy that says it is one is none."""
    return isinstance(thing, type) and not is_proxy(thing) and issubclass(thing, BaseException)


def _derive(reference: Reference) -> type[BaseException]:
    """A class of the learner's name, from its bases as far as they are known here."""
    direct = tuple(
        base for base in reference.bases if is_exception_class(base) and not issubclass(base, Fault)
    )
    claimed = [libraries.find_class(claim) for claim in reference.claims]
    singles = [
        (each,) for each in (*direct, *claimed, Exception) if each is not None and is_exception_class(each)
    ]
    name = reference.name if reference.name.isidentifier() else "LearnerError"
    for bases in (direct, *singles):
        if not bases:
            continue
        try:
            return type(name, bases, {"__str__": _said, "__module__": "__main__"})
        except TypeError:
            continue  # bases that do not go together, or cannot be derived from
    raise AssertionError("Exception can be derived from")


def _said(error: BaseException) -> str:
    text = error.__dict__.get(_TEXT_KEY)
    return text if isinstance(text, str) else BaseException.__str__(error)

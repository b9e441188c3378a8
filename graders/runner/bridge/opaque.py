"""Telling stand-ins from values, and refusing what only a plain value allows."""

from __future__ import annotations

import numbers
from typing import Any, NoReturn

import numpy as np

from graders.runner.bridge.errors import OpaqueValue
from graders.runner.bridge.references import Can, Reference


class StandIn:
    """The mark of all stand-ins, which may claim to be of any other class."""

    __slots__ = ()


def is_proxy(thing: object) -> bool:
    """True for stand-ins, whatever they claim to be."""
    return issubclass(type(thing), StandIn)


def opaque(proxy: Any, wanted: str) -> NoReturn:
    """Refuse: the test needed a plain value."""
    raise OpaqueValue(f"{describe(proxy)} where {wanted} was expected")


def describe(proxy: Any) -> str:
    """The object in a learner's words."""
    reference: Reference = proxy._assay_reference
    if reference.can & Can.IS_FUNCTION:
        return f"your function {reference.name}"
    if reference.can & Can.IS_CLASS:
        return f"your class {reference.name}"
    if reference.can & Can.IS_MODULE:
        return f"the module {reference.name}"
    if reference.can & Can.OF_LIBRARY_CLASS:
        return f"an object of the class {reference.name}"
    return f"an object of your class {reference.name}"


_WORDS = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    complex: "a number",
    str: "a text",
    list: "a list",
    tuple: "a tuple",
    dict: "a dictionary",
    set: "a set",
}


def value_word(value: object) -> str:
    """What kind of thing the other operand of an operator was, in a learner's words."""
    if is_proxy(value):
        return "a plain value"
    return _WORDS.get(type(value), f"a {type(value).__name__}")


def operators_allowed(proxy: Any, operation: str, *others: object) -> bool:
    """True where the operators of the reference's class of this name are part of the task.

    That is, where the test used `operation` on the reference's own object, with the same kind of other operand.
    """
    reference: Reference = proxy._assay_reference
    if reference.can & (Can.IS_FUNCTION | Can.IS_CLASS | Can.IS_MODULE):
        return False
    remote = proxy._assay_remote
    if not remote.is_class_of_reference(reference.name):
        return False
    return bool(remote.allow(" ".join([reference.name, operation, *map(_kind, others)])))


def _kind(operand: object) -> str:
    """What two runs of one test have in common: the class of an object, one word for all numbers."""
    if is_proxy(operand):
        return str(operand._assay_reference.name)  # type: ignore[attr-defined]
    if isinstance(operand, numbers.Number | np.generic):
        return "number"
    return type(operand).__name__

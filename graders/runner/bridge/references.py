"""What is said of an object that stays where it is: its number, what it can do, what it claims to be."""

from __future__ import annotations

import enum
import struct
import types
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from graders.runner.bridge import libraries
from graders.runner.bridge.codec import Decoder, Encoder
from graders.runner.bridge.wire import BadMessage

NAME_BYTES = 400
CLAIMS = 40


class Can(enum.IntFlag):
    """What kind of object it is and which operations it has."""

    CALL = 1
    ITERATE = 2
    NEXT = 4
    LENGTH = 8
    ITEM = 16
    CONTEXT = 32
    AWAIT = 64
    IS_FUNCTION = 128
    IS_CLASS = 256
    IS_EXCEPTION_CLASS = 512
    IS_MODULE = 1024
    IS_LIBRARY_OBJECT = 2048
    IS_BORROWED = 4096
    EQUALS_ITSELF_ONLY = 8192
    OF_LIBRARY_CLASS = 16384
    REVERSE = 32768
    CONTAIN = 65536
    IS_COROUTINE = 131072
    HASH = 262144
    ITERATE_ASYNC = 524288
    CONTEXT_ASYNC = 1048576


@dataclass(frozen=True)
class Reference:
    """`claims` are names of library classes (of the object itself where it belongs to a library), nearest first."""

    number: int
    can: Can
    name: str
    claims: tuple[str, ...]
    bases: tuple[Any, ...] = ()
    hash: int | None = None


_PLAIN_EQUALITY: Any = object.__eq__
_PLAIN_HASH: Any = object.__hash__
_METHODS = {
    "__call__": Can.CALL,
    "__iter__": Can.ITERATE,
    "__next__": Can.NEXT,
    "__len__": Can.LENGTH,
    "__getitem__": Can.ITEM,
    "__enter__": Can.CONTEXT,
    "__await__": Can.AWAIT,
    "__reversed__": Can.REVERSE,
    "__contains__": Can.CONTAIN,
    "__aiter__": Can.ITERATE_ASYNC,
    "__aenter__": Can.CONTEXT_ASYNC,
}
FUNCTIONS = (
    *(types.FunctionType, types.BuiltinFunctionType, types.MethodType),
    *(types.MethodWrapperType, types.MethodDescriptorType, types.WrapperDescriptorType),
)
_HASH = struct.Struct("<q")


def describe(number: int, thing: Any) -> Reference:
    """The reference to a learner's object, made in the learner's process."""
    path = libraries.path_of(thing)
    if isinstance(thing, type):
        return _describe_class(number, thing, path)
    cls = type(thing)
    can = abilities(cls)
    if isinstance(thing, FUNCTIONS):
        can |= Can.IS_FUNCTION | Can.EQUALS_ITSELF_ONLY
    if isinstance(thing, types.ModuleType):
        can |= Can.IS_MODULE
    if isinstance(thing, types.CoroutineType):
        can |= Can.IS_COROUTINE
    if getattr(cls, "__eq__", None) is _PLAIN_EQUALITY:
        can |= Can.EQUALS_ITSELF_ONLY
    name = getattr(thing, "__name__", "") if can & (Can.IS_FUNCTION | Can.IS_MODULE) else cls.__name__
    if path:
        return Reference(number, can | Can.IS_LIBRARY_OBJECT, str(name), (path,))
    if libraries.path_of(cls):
        can |= Can.OF_LIBRARY_CLASS
    return Reference(number, can, str(name), _claims(cls))


def with_hash(reference: Reference, thing: Any) -> Reference:
    """The reference that also says how the object hashes, where its class has an opinion of its own."""
    if getattr(type(thing), "__hash__", None) in (None, _PLAIN_HASH):
        return reference
    try:
        return replace(reference, can=reference.can | Can.HASH, hash=hash(thing))
    except Exception:  # noqa: BLE001 - it cannot be hashed now
        return reference


def _describe_class(number: int, cls: type, path: str) -> Reference:
    can = Can.CALL | Can.IS_CLASS | abilities(type(cls))  # the members of an enumeration
    bases: tuple[Any, ...] = ()
    if issubclass(cls, BaseException):
        can |= Can.IS_EXCEPTION_CLASS
        bases = tuple(base for base in cls.__bases__ if issubclass(base, BaseException))
    if path:
        return Reference(number, can | Can.IS_LIBRARY_OBJECT, cls.__name__, (path,), bases)
    return Reference(number, can, cls.__name__, _claims(cls), bases)


def abilities(cls: type) -> Can:
    """The operations that instances of `cls` have."""
    can = Can(0)
    for name, ability in _METHODS.items():
        if _has(cls, name):
            can |= ability
    return can


def _has(cls: type, name: str) -> bool:
    """As the interpreter looks for it: not on the class of the class, which has `__call__` for one."""
    found = next((vars(base)[name] for base in cls.__mro__ if name in vars(base)), None)
    return found is not None


def _claims(cls: type) -> tuple[str, ...]:
    paths = (libraries.path_of(base) for base in cls.__mro__ if base is not object)
    return tuple(path for path in paths if path)[:CLAIMS]


def write(encoder: Encoder, reference: Reference) -> None:
    """Write what `read` reads."""
    encoder.count(reference.number)
    encoder.count(int(reference.can))
    encoder.text(reference.name[:80])
    encoder.count(len(reference.claims))
    for claim in reference.claims:
        encoder.text(claim)
    if reference.can & Can.IS_EXCEPTION_CLASS:
        encoder.value(reference.bases)
    if reference.hash is not None:
        encoder.raw(_HASH.pack(reference.hash))


def read(decoder: Decoder) -> Reference:
    """Read one reference of an untrusted writer. Raises BadMessage."""
    number = decoder.count()
    can = Can(decoder.count() & _ALL)
    name = decoder.text(limit=NAME_BYTES)
    count = decoder.count()
    if count > CLAIMS:
        raise BadMessage("an object claims to be too many things")
    claims = tuple(decoder.text(limit=NAME_BYTES) for _ in range(count))
    bases = decoder.value_of(tuple) if can & Can.IS_EXCEPTION_CLASS else ()
    hashed = int(_HASH.unpack(decoder.raw(_HASH.size))[0]) if can & Can.HASH else None
    return Reference(number, can, name, claims, bases, hashed)


_ALL = sum(Can)
Refer = Callable[[Encoder, Any], None]

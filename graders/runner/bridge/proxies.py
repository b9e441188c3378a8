"""Stand-ins in the test process for objects that stay with the learner.

A proxy forwards calls, public attributes, items, iteration, length and context managers. It never hands an
operand of the test to the learner's object to believe the answer: those operations raise OpaqueValue, unless the
reference solution itself defines the class. Of the double-underscore names only a short list is forwarded;
`__array_interface__`, for one, would let numpy read any address of this process.
"""

from __future__ import annotations

import inspect
import operator
import types
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NoReturn, Protocol

from graders.runner.bridge import libraries
from graders.runner.bridge.codec import is_value_type
from graders.runner.bridge.errors import OpaqueValue
from graders.runner.bridge.references import Can, Reference

FORWARDED = frozenset(
    "__name__ __qualname__ __code__ __wrapped__ __self__ __func__ __doc__ __module__ __annotations__ __defaults__ __kwdefaults__ __sklearn_tags__ "
    "__sklearn_is_fitted__ __sklearn_clone__ __version__ __all__ __match_args__ __dataclass_fields__ __members__ "
    "__abstractmethods__ __isabstractmethod__ __total__".split()
)
# pandas and IPython take an object with such an attribute for one of their own.
_REFUSED = ("_typ", "_repr_", "_ipython_", "_mgr")


class Remote(Protocol):
    """What a proxy needs of the conversation."""

    def ask(self, operation: str, *operands: Any) -> Any:
        """Have the learner's process do one thing and return what comes of it."""

    def operators_allowed(self, class_name: str) -> bool:
        """True where the reference solution itself defines a class of this name."""

    def let_go(self, number: int) -> None:
        """The last stand-in for this object is gone. Must not wait."""


class Proxy:
    """Base of all stand-ins. Its state lies in slots, so that `vars` shows the learner's object."""

    __slots__ = ("__weakref__", "_assay_label", "_assay_reference", "_assay_remote")

    _assay_remote: Remote
    _assay_reference: Reference
    _assay_label: str

    def __init__(self, remote: Remote, reference: Reference) -> None:
        for name, value in (("remote", remote), ("reference", reference), ("label", "")):
            object.__setattr__(self, f"_assay_{name}", value)

    def __del__(self) -> None:
        self._assay_remote.let_go(self._assay_reference.number)

    # ------------------------------------------------------------ what it is

    @property
    def __class__(self) -> Any:
        return _claimed_class(self)

    @__class__.setter
    def __class__(self, _: Any) -> NoReturn:
        raise TypeError("the class of a learner's object cannot be changed from a test")

    @property
    def __dict__(self) -> Any:  # type: ignore[override]
        answer = self._assay_remote.ask("vars", self)
        if type(answer) is not dict:
            raise OpaqueValue("the object has no readable attributes")
        return answer

    def __dir__(self) -> Any:
        return self._assay_remote.ask("dir", self)

    def __repr__(self) -> str:
        return _as_text(self._assay_remote.ask("repr", self))

    def __str__(self) -> str:
        return _as_text(self._assay_remote.ask("str", self))

    def __format__(self, specification: str) -> str:
        if specification:
            opaque(self, "a number or a text")
        return str(self)

    # ------------------------------------------------------------ attributes

    def __getattr__(self, name: str) -> Any:
        if (name.startswith("__") and name not in FORWARDED) or name.startswith(_REFUSED):
            raise AttributeError(f"{describe(self)} has no attribute {name!r} that a test can read")
        return self._assay_remote.ask("getattr", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._assay_remote.ask("setattr", self, name, value)

    def __delattr__(self, name: str) -> None:
        self._assay_remote.ask("delattr", self, name)

    # ------------------------------------------------------------ copies

    def __copy__(self) -> Any:
        return self._assay_remote.ask("copy", self)

    def __deepcopy__(self, _: Any) -> Any:
        return self._assay_remote.ask("deepcopy", self)

    def __reduce_ex__(self, _: Any) -> NoReturn:
        raise TypeError(f"{describe(self)} cannot be pickled in a test")

    # ------------------------------------------------------------ comparison

    def __hash__(self) -> int:
        return object.__hash__(self)

    def __eq__(self, other: object) -> Any:
        return _compare(self, other, operator.eq, same=True)

    def __ne__(self, other: object) -> Any:
        return _compare(self, other, operator.ne, same=False)

    def __bool__(self) -> bool:
        reference = self._assay_reference
        if reference.can & (Can.IS_FUNCTION | Can.IS_CLASS | Can.IS_MODULE):
            return True
        if operators_allowed(self):
            return bool(self._assay_remote.ask("bool", self))
        opaque(self, "true or false")

    # ------------------------------------------------------------ numpy

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        opaque(self, "an array")

    def __array_ufunc__(self, *_: Any, **__: Any) -> NoReturn:
        opaque(self, "a number or an array")

    def __array_function__(self, *_: Any, **__: Any) -> NoReturn:
        opaque(self, "an array")


# ---------------------------------------------------------------- operators


def _compare(proxy: Proxy, other: object, compare: Callable[[Any, Any], Any], *, same: bool) -> Any:
    """Equality as far as it can be decided here: by identity. The learner's `__eq__` is asked only where allowed."""
    if other is proxy:
        return same
    if operators_allowed(proxy):
        return proxy._assay_remote.ask("operator", compare.__name__, proxy, other)
    if _equals_itself_only(proxy) or (is_proxy(other) and _equals_itself_only(other)):
        return not same
    if other is None or not (is_proxy(other) or is_value_type(type(other))):
        return not same
    opaque(proxy, value_word(other))


def _equals_itself_only(proxy: Any) -> bool:
    return bool(proxy._assay_reference.can & Can.EQUALS_ITSELF_ONLY)


_BINARY = "lt le gt ge add sub mul matmul truediv floordiv mod divmod pow lshift rshift and or xor".split()
_UNARY = "neg pos abs invert".split()
_CONVERSIONS = {
    "int": ("a whole number", int),
    "float": ("a number", float),
    "complex": ("a number", complex),
    "index": ("a whole number", int),
    "round": ("a number", None),
    "trunc": ("a number", None),
    "floor": ("a number", None),
    "ceil": ("a number", None),
    "bytes": ("bytes", bytes),
}


def _binary(name: str, *, reflected: bool) -> Callable[[Any, Any], Any]:
    def operate(self: Proxy, other: Any, *_: Any) -> Any:
        if not operators_allowed(self):
            opaque(self, value_word(other))
        left, right = (other, self) if reflected else (self, other)
        return self._assay_remote.ask("operator", name, left, right)

    return operate


def _in_place(name: str) -> Callable[[Any, Any], Any]:
    def operate(self: Proxy, other: Any) -> Any:
        if not operators_allowed(self):
            opaque(self, value_word(other))
        return self._assay_remote.ask("operator", name, self, other)

    return operate


def _unary(name: str) -> Callable[[Any], Any]:
    def operate(self: Proxy) -> Any:
        if not operators_allowed(self):
            opaque(self, "a number")
        return self._assay_remote.ask("operator", name, self)

    return operate


def _conversion(name: str) -> Callable[..., Any]:
    wanted, kind = _CONVERSIONS[name]

    def convert(self: Proxy, *operands: Any) -> Any:
        if not operators_allowed(self):
            opaque(self, wanted)
        answer = self._assay_remote.ask("special", f"__{name}__", self, *operands)
        if kind is not None and type(answer) is not kind:
            opaque(self, wanted)
        return answer

    return convert


def _add_operators() -> None:
    for name in _BINARY:
        setattr(Proxy, f"__{name}__", _binary(name, reflected=False))
        if name not in ("lt", "le", "gt", "ge"):
            setattr(Proxy, f"__r{name}__", _binary(name, reflected=True))
            if name != "divmod":
                setattr(Proxy, f"__i{name}__", _in_place(f"i{name}"))
    for name in _UNARY:
        setattr(Proxy, f"__{name}__", _unary(name))
    for name in _CONVERSIONS:
        setattr(Proxy, f"__{name}__", _conversion(name))


_add_operators()


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


def operators_allowed(proxy: Any) -> bool:
    """True where the reference solution defines a class of this name: its operators are part of the task."""
    reference: Reference = proxy._assay_reference
    if reference.can & (Can.IS_FUNCTION | Can.IS_CLASS | Can.IS_MODULE):
        return False
    return bool(proxy._assay_remote.operators_allowed(reference.name))


# ---------------------------------------------------------------- abilities


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
        return _claimed_classes(self._assay_reference.claims) or (object,)

    @property
    def __mro__(self: Any) -> tuple[Any, ...]:
        return (self, *self.__bases__, object)

    def __mro_entries__(self: Any, _: Any) -> NoReturn:
        raise TypeError(f"a test cannot derive a class from {describe(self)}")

    def __or__(self: Any, other: Any) -> NoReturn:
        raise TypeError("use a tuple of classes with isinstance")


_ABILITIES: dict[Can, type] = {
    Can.IS_CLASS: _Class,
    Can.CALL: _Callable,
    Can.NEXT: _Iterator,
    Can.ITERATE: _Iterable,
    Can.LENGTH: _Sized,
    Can.ITEM: _Indexed,
    Can.CONTEXT: _Context,
    Can.AWAIT: _Awaitable,
}


def make_proxy(remote: Remote, reference: Reference) -> Proxy:
    """A stand-in with exactly the abilities of the object: to Python, only a callable one is callable."""
    return _proxy_class(reference.can)(remote, reference)  # type: ignore[no-any-return]


@lru_cache(maxsize=1024)
def _proxy_class(can: Can) -> Any:
    if can & Can.NEXT:
        can &= ~Can.ITERATE
    abilities = [mixin for ability, mixin in _ABILITIES.items() if can & ability]
    # every class has these two itself, so an instance would show the proxy's own
    shadowed = {name: property(_forwarding(name)) for name in ("__doc__", "__module__")}
    return type("Proxy", (*abilities, Proxy), {"__slots__": (), **shadowed})


def _forwarding(name: str) -> Callable[[Any], Any]:
    return lambda proxy: proxy.__getattr__(name)


def is_proxy(thing: object) -> bool:
    """True for stand-ins, whatever they claim to be."""
    return issubclass(type(thing), Proxy)


def label(proxy: Any, text: str) -> None:
    """Remember under which name a test knows the object."""
    object.__setattr__(proxy, "_assay_label", text)


def label_of(proxy: Any) -> str:
    """The name under which a test knows the object, or the class and attribute through which it came."""
    return proxy._assay_label or proxy._assay_reference.name  # type: ignore[no-any-return]


# ---------------------------------------------------------------- claims


def library_class(proxy: Any) -> Any:
    """The library class that the object says it is of; None for other objects. A claim, never a proof."""
    reference: Reference = proxy._assay_reference
    if not reference.can & Can.OF_LIBRARY_CLASS or not reference.claims:
        return None
    return libraries.find_class(reference.claims[0])


def _claimed_class(proxy: Any) -> Any:
    reference: Reference = proxy._assay_reference
    if reference.can & Can.IS_CLASS:
        return type
    if reference.can & Can.IS_FUNCTION:
        return types.FunctionType
    if reference.can & Can.IS_MODULE:
        return types.ModuleType
    return library_class(proxy) or _stand_in_class(reference.name, reference.claims)


@lru_cache(maxsize=1024)
def _claimed_classes(claims: tuple[str, ...]) -> tuple[type, ...]:
    found = (libraries.find_class(claim) for claim in claims)
    return tuple(each for each in found if each is not None)


@lru_cache(maxsize=1024)
def _stand_in_class(name: str, claims: tuple[str, ...]) -> Any:
    """A class of the learner's name, derived from all the library classes that it claims as its bases."""
    classes = _claimed_classes(claims)
    roots = [
        each
        for each in classes
        if not any(other is not each and issubclass(other, each) for other in classes)
    ]
    for bases in (tuple(roots), *((root,) for root in roots), ()):
        try:
            return type(name, bases, {"__module__": "__main__"})
        except Exception:  # noqa: BLE001, S112 - a library's metaclass may raise anything
            continue
    return object


_TEXT = 2000


def _as_text(answer: Any) -> str:
    if type(answer) is not str:
        raise OpaqueValue("a text was expected")
    return answer if len(answer) <= _TEXT else answer[:_TEXT] + "…"


def _as_signature(answer: Any) -> inspect.Signature:
    """Built from (name, kind, has a default, default) of each parameter."""
    if type(answer) is not list:
        raise ValueError("no signature found")
    parameters = []
    for name, kind, has_default, default in answer:
        shown = default if has_default is True else inspect.Parameter.empty
        parameters.append(inspect.Parameter(name, inspect._ParameterKind(kind), default=shown))
    return inspect.Signature(parameters)

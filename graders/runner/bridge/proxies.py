"""Stand-ins in the test process for objects that stay with the learner.

A proxy forwards calls, public attributes, items, iteration, length and context managers. It never hands an
operand of the test to the learner's object to believe the answer: those operations raise OpaqueValue, unless the
reference solution itself defines the class. Of the double-underscore names only a short list is forwarded;
`__array_interface__`, for one, would let numpy read any address of this process.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NoReturn, Protocol

from graders.runner.bridge.abilities import ABILITIES
from graders.runner.bridge.claims import claimed_class
from graders.runner.bridge.errors import OpaqueValue
from graders.runner.bridge.opaque import StandIn, describe, is_proxy, opaque, operators_allowed
from graders.runner.bridge.operators import compare, operator_methods
from graders.runner.bridge.references import Can, Reference

FORWARDED = frozenset(
    "__name__ __qualname__ __code__ __wrapped__ __self__ __func__ __doc__ __module__ __annotations__ __defaults__ __kwdefaults__ __sklearn_tags__ "
    "__sklearn_is_fitted__ __sklearn_clone__ __version__ __all__ __match_args__ __dataclass_fields__ __members__ "
    "__abstractmethods__ __isabstractmethod__ __total__ __flags__".split()
)
# pandas and IPython take an object with such an attribute for one of their own.
_REFUSED = ("_typ", "_repr_", "_ipython_", "_mgr")


class Remote(Protocol):
    """What a proxy needs of the conversation."""

    def ask(self, operation: str, *operands: Any) -> Any:
        """Have the learner's process do one thing and return what comes of it."""

    is_decoding: bool  # while it is, nothing can be asked

    def is_class_of_reference(self, name: str) -> bool:
        """True where the reference solution itself defines a class of this name."""

    def allow(self, need: str) -> bool:
        """Whether the running test left this to the reference's own objects as well. See `policy.Precedents`."""

    def let_go(self, number: int) -> None:
        """The last stand-in for this object is gone. Must not wait."""


class Proxy(StandIn):
    """Base of all stand-ins. Its state lies in slots, so that `vars` shows the learner's object."""

    __slots__ = ("__weakref__", "_assay_label", "_assay_reference", "_assay_remote")

    _assay_remote: Remote
    _assay_reference: Reference
    _assay_label: tuple[str, ...]

    def __init__(self, remote: Remote, reference: Reference) -> None:
        for name, value in (("remote", remote), ("reference", reference), ("label", ())):
            object.__setattr__(self, f"_assay_{name}", value)

    def __del__(self) -> None:
        self._assay_remote.let_go(self._assay_reference.number)

    # ------------------------------------------------------------ what it is

    @property
    def __class__(self) -> Any:
        return claimed_class(self)

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
        return labelled(self._assay_remote.ask("getattr", self, name), f".{name}")

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
        reference = self._assay_reference
        if reference.hash is None or not self._assay_remote.is_class_of_reference(reference.name):
            return object.__hash__(self)
        return reference.hash

    def __eq__(self, other: object) -> Any:
        return compare(self, other, "eq", same=True)

    def __ne__(self, other: object) -> Any:
        return compare(self, other, "ne", same=False)

    def __bool__(self) -> bool:
        reference = self._assay_reference
        if reference.can & (Can.IS_FUNCTION | Can.IS_CLASS | Can.IS_MODULE):
            return True
        if operators_allowed(self, "bool"):
            return bool(self._assay_remote.ask("bool", self))
        opaque(self, "true or false")

    # ------------------------------------------------------------ numpy

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        opaque(self, "an array")

    def __array_ufunc__(self, *_: Any, **__: Any) -> NoReturn:
        opaque(self, "a number or an array")

    def __array_function__(self, *_: Any, **__: Any) -> NoReturn:
        opaque(self, "an array")


for _name, _method in operator_methods().items():
    setattr(Proxy, _name, _method)


def make_proxy(remote: Remote, reference: Reference) -> Proxy:
    """A stand-in with exactly the abilities of the object: to Python, only a callable one is callable."""
    return _proxy_class(reference.can)(remote, reference)  # type: ignore[no-any-return]


@lru_cache(maxsize=1024)
def _proxy_class(can: Can) -> Any:
    if can & Can.NEXT:
        can &= ~Can.ITERATE
    abilities = [mixin for ability, mixin in ABILITIES.items() if can & ability]
    # every class has these itself, so an instance would show the proxy's own
    shadowed = {name: property(_forwarding(name)) for name in ("__doc__", "__module__", "__annotations__")}
    return type("Proxy", (*abilities, Proxy), {"__slots__": (), **shadowed})


def _forwarding(name: str) -> Callable[[Any], Any]:
    return lambda proxy: proxy.__getattr__(name)


def labelled(thing: Any, way: str) -> Any:
    """`thing`; where it is a stand-in, note by which way a test came to it: a name, or an attribute as ".name".

    What a learner says the name of a function is decides nothing.
    """
    if is_proxy(thing) and way not in thing._assay_label:
        object.__setattr__(thing, "_assay_label", (*thing._assay_label, way))
    return thing


def ways_to(proxy: Any) -> tuple[str, ...]:
    """All the ways by which a test came to the object."""
    return proxy._assay_label or ("?",)


_TEXT = 2000


def _as_text(answer: Any) -> str:
    if type(answer) is not str:
        raise OpaqueValue("a text was expected")
    return answer if len(answer) <= _TEXT else answer[:_TEXT] + "…"

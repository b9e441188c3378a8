"""Operators on stand-ins: refused, or decided here, or asked where the reference defines the class."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graders.runner.bridge.codec import is_value_type
from graders.runner.bridge.opaque import is_proxy, opaque, operators_allowed, value_word
from graders.runner.bridge.references import Can


def compare(proxy: Any, other: object, operation: str, *, same: bool) -> Any:
    """Equality as far as it can be decided here: by identity. The learner's `__eq__` is asked only where allowed."""
    if other is proxy:
        return same
    if proxy._assay_remote.is_decoding:
        return not same  # members of one set or keys of one dictionary
    if operators_allowed(proxy, operation, other):
        return proxy._assay_remote.ask("operator", operation, proxy, other)
    if _equals_itself_only(proxy) or (is_proxy(other) and _equals_itself_only(other)):
        return not same
    if other is None or not (is_proxy(other) or is_value_type(type(other))):
        return not same
    opaque(proxy, value_word(other))


def _equals_itself_only(proxy: Any) -> bool:
    return bool(proxy._assay_reference.can & Can.EQUALS_ITSELF_ONLY)


_BINARY = "lt le gt ge add sub mul matmul truediv floordiv mod divmod pow lshift rshift and or xor".split()
_ORDER = frozenset({"lt", "le", "gt", "ge"})
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
    def operate(self: Any, other: Any, *_: Any) -> Any:
        if not operators_allowed(self, name, other):
            opaque(self, value_word(other))
        left, right = (other, self) if reflected else (self, other)
        return self._assay_remote.ask("operator", name, left, right)

    return operate


def _in_place(name: str) -> Callable[[Any, Any], Any]:
    def operate(self: Any, other: Any) -> Any:
        if not operators_allowed(self, f"i{name}", other):
            opaque(self, value_word(other))
        return self._assay_remote.ask("operator", f"i{name}", self, other)

    return operate


def _unary(name: str) -> Callable[[Any], Any]:
    def operate(self: Any) -> Any:
        if not operators_allowed(self, name):
            opaque(self, "a number")
        return self._assay_remote.ask("operator", name, self)

    return operate


def _conversion(name: str) -> Callable[..., Any]:
    wanted, kind = _CONVERSIONS[name]

    def convert(self: Any, *operands: Any) -> Any:
        if not operators_allowed(self, name):
            opaque(self, wanted)
        answer = self._assay_remote.ask("special", f"__{name}__", self, *operands)
        if kind is not None and type(answer) is not kind:
            opaque(self, wanted)
        return answer

    return convert


def operator_methods() -> dict[str, Callable[..., Any]]:
    """The double-underscore methods of all operators and conversions, by name."""
    methods: dict[str, Callable[..., Any]] = {f"__{name}__": _conversion(name) for name in _CONVERSIONS}
    methods |= {f"__{name}__": _unary(name) for name in _UNARY}
    for name in _BINARY:
        methods[f"__{name}__"] = _binary(name, reflected=False)
        if name not in _ORDER:
            methods[f"__r{name}__"] = _binary(name, reflected=True)
            methods[f"__i{name}__"] = _in_place(name)
    del methods["__idivmod__"]
    return methods

"""What holds only because there is nothing to compare: believed where the reference's own answer is like that too.

`np.allclose(np.empty((0, 3)), [1, 2, 3])`, `all([])`, a loop over an empty answer and a `zip` with one are all content,
and no number is further than the tolerance from `nan`.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Iterable, Iterator, Sized
from functools import wraps
from typing import Any

import numpy as np
import pandas as pd

from graders.runner.bridge.opaque import is_proxy
from graders.runner.bridge.policy import Precedents
from graders.runner.testing.comparisons import OPERATORS, compared

WEIGH, SUBTRACT, EACH = "@weigh", "@subtract", "@each"  # no identifier of a test can look like these
_IDENTITY = (ast.Is, ast.IsNot)
_ARRAYS = (np.ndarray, pd.Series, pd.DataFrame, pd.Index)
_ORDER, _DIFFERENT = frozenset({"<", "<=", ">", ">="}), frozenset({"!=", "not in"})
_SAYS_WHETHER = {"allclose": False, "array_equiv": False, "isclose": np.False_}
_ASSERTS = (
    "assert_allclose assert_almost_equal assert_array_almost_equal assert_array_equal assert_array_less assert_equal"
).split()
_NOTHING, _NO_MEMBER, _SHORT = "compares nothing", "all of nothing", "zip stops early"
_NO_ROUND, _NAN = "loops over nothing", "compares nan"


class Emptiness:
    """Comparisons of the tests, which ask `precedents` where one side is empty and the other is not."""

    def __init__(self, precedents: Precedents) -> None:
        self._precedents = precedents

    def names(self) -> dict[str, Callable[..., Any]]:
        """What the namespace of the tests must hold for `rewrite`."""
        return {WEIGH: self.weigh, SUBTRACT: self.subtract, EACH: self.each}

    def builtins(self) -> dict[str, Callable[..., Any]]:
        """What the tests have in place of Python's own."""
        extremes = {each.__name__: self._of_numbers(each) for each in (max, min)}
        return {"all": self.all, "zip": self.zip, **extremes}

    def watch_numpy(self) -> None:
        """From here on numpy's own comparisons ask as well."""
        for name, answer in _SAYS_WHETHER.items():
            setattr(np, name, self._answering(getattr(np, name), answer))
        for name in _ASSERTS:
            setattr(np.testing, name, self._raising(getattr(np.testing, name)))

    def weigh(self, sign: str, left: Any, right: Any) -> Any:
        """`left` and `right` compared."""
        result = compared(sign, left, right)
        if _says_nothing(sign, left, right, result) and not self._precedents.allow(_NOTHING):
            return np.bool_(sign in _DIFFERENT)
        if sign in _ORDER and (_has_nan(left) or _has_nan(right)):
            self._refuse_nan()
        return result

    def subtract(self, left: Any, right: Any) -> Any:
        """Their difference, from which a sum or a norm of nothing, or of what is no number, would be 0."""
        result = left - right
        if isinstance(result, _ARRAYS):
            if _is_empty(left) != _is_empty(right) and not self._precedents.allow(_NOTHING):
                raise AssertionError("an empty array, where values were expected, or the other way round")
            if _has_nan(result):
                self._refuse_nan()
        return result

    def each(self, iterable: Iterable[Any]) -> Iterator[Any]:
        """The members of an answer, of which there must be one where the reference's has one."""
        anything = False
        for member in iterable:
            anything = True
            yield member
        if not anything and not self._precedents.allow(_NO_ROUND) and not self._precedents.gives_points:
            raise AssertionError("the answer holds nothing to look at")

    def all(self, members: Iterable[Any], /) -> bool:
        """As Python's, but of nothing only where the reference has nothing."""
        anything = False
        for member in members:
            anything = True
            if not member:
                return False
        return anything or self._precedents.allow(_NO_MEMBER)

    def zip(self, *iterables: Any, strict: bool = False) -> Iterator[tuple[Any, ...]]:
        """As Python's, but all of one length where the reference's are, unless each member is worth points."""
        together = builtins.zip(*iterables, strict=strict)
        lengths = [len(each) for each in iterables if isinstance(each, Sized) and not is_proxy(each)]
        return self._counted(together, max(lengths)) if lengths and len(iterables) > 1 else together

    def _counted(self, together: Iterator[tuple[Any, ...]], longest: int) -> Iterator[tuple[Any, ...]]:
        number = 0
        for members in together:
            number += 1
            yield members
        if number < longest and not self._precedents.allow(_SHORT) and not self._precedents.gives_points:
            raise AssertionError(f"only {number} of {longest} values can be compared")

    def _is_vacuous(self, left: Any, right: Any) -> bool:
        return _is_empty(left) != _is_empty(right) and not self._precedents.allow(_NOTHING)

    def _refuse_nan(self) -> None:
        if not self._precedents.allow(_NAN):
            raise AssertionError("nan, where a number was expected")

    def _of_numbers(self, extreme: Callable[..., Any]) -> Callable[..., Any]:
        """`max` or `min`, which would pass over a `nan` that is not the first."""

        @wraps(extreme)
        def of(*operands: Any, **named: Any) -> Any:
            members = list(operands[0]) if len(operands) == 1 else operands
            if "key" not in named and any(map(_is_nan, members)):
                self._refuse_nan()
            return extreme(members, **named)

        return of

    def _answering(self, function: Callable[..., Any], answer: Any) -> Callable[..., Any]:
        @wraps(function)
        def compare(*operands: Any, **named: Any) -> Any:
            result = function(*operands, **named)
            return answer if self._is_vacuous(*_two(operands, named)) else result

        return compare

    def _raising(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def compare(*operands: Any, **named: Any) -> None:
            function(*operands, **named)
            if self._is_vacuous(*_two(operands, named)):
                raise AssertionError("an empty array, where values were expected, or the other way round")

        return compare


def _two(operands: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, Any]:
    left, right, *_ = (*operands, *named.values())
    return left, right


def _is_nan(operand: Any) -> bool:
    return isinstance(operand, float | np.floating) and bool(np.isnan(operand))


def _has_nan(operand: Any) -> bool:
    if isinstance(operand, np.ndarray):
        return operand.dtype.kind == "f" and bool(np.isnan(operand).any())
    if isinstance(operand, pd.Series | pd.DataFrame):
        return bool(np.any(pd.isna(operand)))
    return _is_nan(operand)


def _says_nothing(sign: str, left: Any, right: Any, result: Any) -> bool:
    """True where the comparison holds, or holds of each, for want of anything to compare."""
    if isinstance(left, str) and isinstance(right, str):
        return sign in ("in", "not in") and not left
    if _is_empty(left) == _is_empty(right) or is_proxy(left) or is_proxy(right):
        return False
    if isinstance(result, _ARRAYS):
        return bool(result.size == 0)
    return result is True and (sign == "==" or (sign in _ORDER and isinstance(left, set | frozenset)))


def _is_empty(operand: Any) -> bool:
    if isinstance(operand, _ARRAYS):
        return bool(operand.size == 0)
    return isinstance(operand, list | tuple | set | frozenset) and not operand


class Weighing(ast.NodeTransformer):
    """Has every comparison and difference of a test go through `weigh` and `subtract`, every loop over an answer through `each`.

    An answer is what uses one of `names`, or a name that the test assigns from an answer.
    """

    def __init__(self, tree: ast.AST, names: frozenset[str]) -> None:
        assignments = [node for node in ast.walk(tree) if isinstance(node, ast.Assign | ast.NamedExpr)]
        self._answers = set(names)
        for node in assignments:
            if self._is_answer(node.value):
                self._answers.update(_stored(node))

    def _is_answer(self, node: ast.expr) -> bool:
        return any(isinstance(each, ast.Name) and each.id in self._answers for each in ast.walk(node))

    def visit_For(self, node: ast.For) -> ast.For:
        if self._is_answer(node.iter):
            called = ast.Call(ast.Name(EACH, ast.Load()), [node.iter], [])
            node.iter = ast.copy_location(called, node.iter)
        self.generic_visit(node)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        self.generic_visit(node)
        match node:
            case ast.Compare(left=left, ops=[sign], comparators=[right]) if not isinstance(sign, _IDENTITY):
                operands = [ast.Constant(OPERATORS[type(sign)][0]), left, right]
                return ast.copy_location(ast.Call(ast.Name(WEIGH, ast.Load()), operands, []), node)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        if not isinstance(node.op, ast.Sub):
            return node
        called = ast.Call(ast.Name(SUBTRACT, ast.Load()), [node.left, node.right], [])
        return ast.copy_location(called, node)


def _stored(node: ast.AST) -> set[str]:
    names = (each for each in ast.walk(node) if isinstance(each, ast.Name))
    return {each.id for each in names if isinstance(each.ctx, ast.Store)}

"""Assertions that remember what they compared, so that a failure can show expected and got."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# No identifier of a test can look like these.
COMPARE, CALL, CHECK, EXPLAIN, _KEPT = "@compare", "@call", "@check", "@explain", "@comparison"
# Calls that say whether two values are alike, and calls that raise where they are not.
_CONDITIONS = frozenset({"allclose", "isclose", "array_equal", "array_equiv"})
_CHECKS = frozenset(
    "assert_allclose assert_array_equal assert_equal assert_almost_equal assert_array_almost_equal "
    "assert_series_equal assert_frame_equal assert_index_equal assertEqual assertAlmostEqual".split()
)

OPERATORS: dict[type[ast.cmpop], tuple[str, Callable[[Any, Any], Any]]] = {
    ast.Eq: ("==", operator.eq),
    ast.NotEq: ("!=", operator.ne),
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Gt: (">", operator.gt),
    ast.GtE: (">=", operator.ge),
    ast.Is: ("is", operator.is_),
    ast.IsNot: ("is not", operator.is_not),
    ast.In: ("in", lambda left, right: left in right),
    ast.NotIn: ("not in", lambda left, right: left not in right),
}
_BY_SIGN = dict(OPERATORS.values())


def compared(sign: str, left: Any, right: Any) -> Any:
    """What Python says of `left sign right`."""
    return _BY_SIGN[sign](left, right)


@dataclass
class Comparison:
    """One comparison that an assertion made. `expected_first`: the test wrote the expected value on the left."""

    sign: str
    left: Any
    right: Any
    holds: Any
    expected_first: bool

    @property
    def expected(self) -> Any:
        return self.left if self.expected_first else self.right

    @property
    def got(self) -> Any:
        return self.right if self.expected_first else self.left


class Recorder:
    """The two functions that rewritten assertions call."""

    def __init__(self, judge: Callable[[str, Any, Any], Any] | None = None) -> None:
        self.failed: Comparison | None = None
        self._judge = judge or compared

    def names(self) -> dict[str, Callable[..., Any]]:
        """What the namespace of the tests must hold."""
        return {COMPARE: self.compare, CALL: self.call, CHECK: self.check, EXPLAIN: self.explain}

    def compare(self, sign: str, left: Any, right: Any, expected_first: bool) -> Comparison:  # noqa: FBT001
        return Comparison(sign, left, right, self._judge(sign, left, right), expected_first)

    def call(self, expected_first: bool, function: Any, *operands: Any, **named: Any) -> Comparison:  # noqa: FBT001
        """An assertion whose whole condition is one call, as `np.allclose(got, expected)`."""
        left, right = operands[:2] if len(operands) > 1 else (function.__self__, operands[0])
        return Comparison("==", left, right, function(*operands, **named), expected_first)

    def check(self, expected_first: bool, function: Any, *operands: Any, **named: Any) -> Any:  # noqa: FBT001
        """A call that raises AssertionError itself, as `np.testing.assert_allclose(got, expected)`."""
        try:
            return function(*operands, **named)
        except AssertionError:
            self.failed = Comparison("==", operands[0], operands[1], False, expected_first)
            raise

    def explain(self, comparison: Comparison, message: Any) -> Any:
        """Called only when the assertion fails."""
        self.failed = comparison
        return message


def rewrite(tree: ast.Module) -> ast.Module:
    """Have every `assert left == right` in `tree` remember its operands. Nothing else changes."""
    return ast.fix_missing_locations(_Rewriter().visit(tree))  # type: ignore[no-any-return]


class _Rewriter(ast.NodeTransformer):
    def visit_Assert(self, node: ast.Assert) -> ast.Assert:
        remembering = _remembering(node.test)
        if remembering is None:
            return node
        message = ast.Call(_name(EXPLAIN), [_name(_KEPT), node.msg or ast.Constant("")], [])
        return ast.copy_location(ast.Assert(remembering, message), node)

    def visit_Expr(self, node: ast.Expr) -> ast.Expr:
        self.generic_visit(node)
        match node.value:
            case ast.Call(func=function, args=[left, right, *rest]) if _last_name(
                function
            ) in _CHECKS and not _is_starred(node.value):
                operands = [ast.Constant(_is_expected(left, right)), function, left, right, *rest]
                called = ast.Call(_name(CHECK), operands, node.value.keywords)
                node.value = ast.copy_location(called, node.value)
        return node


def _remembering(test: ast.expr) -> ast.expr | None:
    """The condition of an assertion that keeps its operands; None where they are not two."""
    match test:
        case ast.BoolOp(op=ast.And(), values=values):
            parts = [part for value in values if (part := _remembering(value)) is not None]
            return ast.BoolOp(ast.And(), parts) if len(parts) == len(values) else None
        case ast.Compare(left=left, ops=[sign], comparators=[right]):
            operands = [
                ast.Constant(OPERATORS[type(sign)][0]),
                left,
                right,
                ast.Constant(_is_expected(left, right)),
            ]
            return _kept(ast.Call(_name(COMPARE), operands, []))
        case ast.Call(func=ast.Attribute(value=left, attr="equals") as method, args=[right], keywords=[]):
            return _kept(ast.Call(_name(CALL), [ast.Constant(_is_expected(left, right)), method, right], []))
        case ast.Call(func=function, args=[left, right, *rest], keywords=named) if _last_name(
            function
        ) in _CONDITIONS and not _is_starred(test):
            operands = [ast.Constant(_is_expected(left, right)), function, left, right, *rest]
            return _kept(ast.Call(_name(CALL), operands, named))
    return None


def _kept(comparison: ast.expr) -> ast.expr:
    return ast.Attribute(ast.NamedExpr(ast.Name(_KEPT, ast.Store()), comparison), "holds", ast.Load())


def _last_name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _is_starred(call: ast.Call) -> bool:
    return any(isinstance(each, ast.Starred) for each in call.args)


def _is_expected(left: ast.expr, right: ast.expr) -> bool:
    """Whether the expected value is the one on the left."""
    return _is_plain(left) and not _is_plain(right)


def _name(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _is_plain(node: ast.expr) -> bool:
    """True for what holds no name and no call: the value that a test expects."""
    return not any(isinstance(part, ast.Name | ast.Call) for part in ast.walk(node))

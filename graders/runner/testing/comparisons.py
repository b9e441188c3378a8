"""Assertions that remember what they compared, so that a failure can show expected and got."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# No identifier of a test can look like these.
COMPARE, EXPLAIN, _KEPT = "@compare", "@explain", "@comparison"

_OPERATORS: dict[type[ast.cmpop], tuple[str, Callable[[Any, Any], Any]]] = {
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
_BY_SIGN = dict(_OPERATORS.values())


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

    def __init__(self) -> None:
        self.failed: Comparison | None = None

    def names(self) -> dict[str, Callable[..., Any]]:
        """What the namespace of the tests must hold."""
        return {COMPARE: self.compare, EXPLAIN: self.explain}

    def compare(self, sign: str, left: Any, right: Any, expected_first: bool) -> Comparison:  # noqa: FBT001
        return Comparison(sign, left, right, _BY_SIGN[sign](left, right), expected_first)

    def explain(self, comparison: Comparison, message: Any) -> Any:
        """Called only when the assertion fails."""
        self.failed = comparison
        return message


def rewrite(tree: ast.Module) -> ast.Module:
    """Have every `assert left == right` in `tree` remember its operands. Nothing else changes."""
    return ast.fix_missing_locations(_Rewriter().visit(tree))  # type: ignore[no-any-return]


class _Rewriter(ast.NodeTransformer):
    def visit_Assert(self, node: ast.Assert) -> ast.Assert:
        match node.test:
            case ast.Compare(left=left, ops=[sign], comparators=[right]):
                written = _OPERATORS[type(sign)][0]
                return self._remembering(node, written, left, right, "holds")
        return node

    def _remembering(
        self, node: ast.Assert, sign: str, left: ast.expr, right: ast.expr, field: str
    ) -> ast.Assert:
        expected_first = _is_plain(left) and not _is_plain(right)
        operands = [ast.Constant(sign), left, right, ast.Constant(expected_first)]
        compared = ast.Call(_name(COMPARE), operands, [])
        kept = ast.NamedExpr(ast.Name(_KEPT, ast.Store()), compared)
        message = ast.Call(_name(EXPLAIN), [_name(_KEPT), node.msg or ast.Constant("")], [])
        rewritten = ast.Assert(ast.Attribute(kept, field, ast.Load()), message)
        return ast.copy_location(rewritten, node)


def _name(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _is_plain(node: ast.expr) -> bool:
    """True for what holds no name and no call: the value that a test expects."""
    return not any(isinstance(part, ast.Name | ast.Call) for part in ast.walk(node))

"""How a reference solution is changed to see whether the tests notice: one slip that a learner might make at a time."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graders.check.exercise import learning
from graders.check.exercise.slip import Slip, called, changed

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
}
_MASKS: dict[type[ast.operator], type[ast.operator]] = {ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd}
_SEEDS = frozenset({"random_state", "seed", "max_iter", "n_jobs"})
# Whichever argument comes first, the answer is the same.
_SYMMETRIC = frozenset(
    "max min maximum minimum hypot gcd lcm isclose allclose array_equal array_equiv logical_and logical_or logical_xor "
    "add multiply union1d intersect1d accuracy_score mean_squared_error root_mean_squared_error mean_absolute_error "
    "adjusted_rand_score rand_score normalized_mutual_info_score matthews_corrcoef cohen_kappa_score".split()
)
# What only shows something to whoever runs the cell.
_SHOWING = frozenset(
    {"print", "display", "show", "tight_layout", "filterwarnings", "simplefilter", "set_printoptions"}
)


@dataclass(frozen=True, kw_only=True)
class Operator:
    """A kind of slip: its name, what it does in words, and where in a node it can happen."""

    name: str
    words: str
    slips: Callable[[ast.AST], Iterator[Slip]]


def _comparison(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.Compare):
        for place, sign in enumerate(node.ops):
            others = [*node.ops[:place], _COMPARISONS[type(sign)](), *node.ops[place + 1 :]]
            yield node, changed(node, ops=others)


def _arithmetic(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _ARITHMETIC:
        yield node, changed(node, op=_ARITHMETIC[type(node.op)]())


def _logic(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.BoolOp):
        yield node, changed(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node, node.operand


def _mask(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _MASKS:
        yield node, changed(node, op=_MASKS[type(node.op)]())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert):
        yield node, node.operand


def _bound(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.Call) and called(node) in ("range", "arange"):
        *before, stop = node.args if len(node.args) == 1 else node.args[:2] or [ast.Constant(value=0)]
        if node.args and not isinstance(stop, ast.Constant):
            yield node, changed(node, args=[*before, _one_less(stop), *node.args[2:]])
    if isinstance(node, ast.Slice) and node.upper is not None and not isinstance(node.upper, ast.Constant):
        yield node.upper, _one_less(node.upper)


def _one_less(node: ast.expr) -> ast.expr:
    return ast.BinOp(left=node, op=ast.Sub(), right=ast.Constant(value=1))


def _condition(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.If | ast.IfExp) and not isinstance(node.test, ast.Compare | ast.BoolOp):
        yield node.test, ast.UnaryOp(op=ast.Not(), operand=node.test)


def _number(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.Constant) and type(node.value) is int:
        yield node, ast.Constant(value=node.value + 1)
    if isinstance(node, ast.Constant) and type(node.value) is float:
        yield node, ast.Constant(value=node.value * 2 or 1.0)


def _truth(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield node, ast.Constant(value=not node.value)


def _sign(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node, node.operand


def _arguments(node: ast.AST) -> Iterator[Slip]:
    if not isinstance(node, ast.Call) or len(node.args) < 2:
        return
    if called(node) in _SYMMETRIC and len(node.args) == 2:
        return
    first, second, *others = node.args
    if any(isinstance(item, ast.Starred) for item in (first, second)) or ast.dump(first) == ast.dump(second):
        return
    yield node, changed(node, args=[second, first, *others])


def _copy(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and called(node) == "copy":
        yield node, node.func.value


def _result(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.Return) and node.value is not None and not _is_zero(node.value):
        yield node, ast.Return(value=ast.Constant(value=0))


def _is_zero(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float) and node.value == 0


def _missing_return(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.Return) and node.value is not None:
        yield node, ast.Expr(value=node.value)


def _statement(node: ast.AST) -> Iterator[Slip]:
    is_call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    if is_call or isinstance(node, ast.AugAssign | ast.Raise) or _changes_what_is_there(node):
        yield node, ast.Pass()


def _changes_what_is_there(node: ast.AST) -> bool:
    """`x = f(x)` and `table["a"] = …`: without it the names are still bound, to something else."""
    if not isinstance(node, ast.Assign) or len(node.targets) != 1:
        return False
    target = node.targets[0]
    used = {item.id for item in ast.walk(node.value) if isinstance(item, ast.Name)}
    return isinstance(target, ast.Subscript | ast.Attribute) or (
        isinstance(target, ast.Name) and target.id in used
    )


def _jump(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.Continue):
        yield node, ast.Break()


# In this order they are tried and listed; docs/reference/check.md describes each.
OPERATORS = (
    Operator(
        name="comparison",
        words="`<` for `<=`, `==` for `!=`, `in` for `not in`, and back, one of a chain",
        slips=_comparison,
    ),
    Operator(
        name="arithmetic", words="`+` for `-`, `*` for `/`, `/` for `//`, `*` for `**`", slips=_arithmetic
    ),
    Operator(name="logic", words="`and` for `or`; a `not` is lost", slips=_logic),
    Operator(name="mask", words="`&` where “or” is meant, and back; a `~` is lost", slips=_mask),
    Operator(name="condition", words="a condition is turned round", slips=_condition),
    Operator(
        name="number", words="a whole number is one too large, another number twice as large", slips=_number
    ),
    Operator(name="bound", words="a `range` or a slice ends one too early", slips=_bound),
    Operator(name="truth", words="`True` for `False`", slips=_truth),
    Operator(name="sign", words="a minus is lost", slips=_sign),
    Operator(name="axis", words="`axis=0` for `axis=1`", slips=learning.axis),
    Operator(name="average", words="another `average=` of a metric", slips=learning.average),
    Operator(name="keyword", words="a keyword argument is forgotten", slips=learning.keyword),
    Operator(name="seed", words="`random_state` is forgotten", slips=learning.seed),
    Operator(name="arguments", words="the first two arguments of a call are swapped", slips=_arguments),
    Operator(
        name="step", words="a step of a pipeline is left out, the scaler for instance", slips=learning.step
    ),
    Operator(
        name="name",
        words="`mean` for `median`, `min` for `max`, `predict` for `predict_proba`, …",
        slips=learning.name,
    ),
    Operator(name="copy", words="a `.copy()` is forgotten", slips=_copy),
    Operator(name="result", words="the result is always 0", slips=_result),
    Operator(name="return", words="a `return` is forgotten", slips=_missing_return),
    Operator(
        name="statement", words="a statement that changes something, or raises, is left out", slips=_statement
    ),
    Operator(name="jump", words="`break` for `continue`", slips=_jump),
)
SETS = "sets"
SETS_WORDS = "the training rows for the test rows, where the solution has names for both"


def is_left_alone(parent: ast.AST, node: ast.AST) -> bool:
    """What no slip happens in: what is only shown, annotations, decorators, f-strings, docstrings, and numbers that are seeds or axes."""
    if isinstance(parent, ast.JoinedStr | ast.FormattedValue) or _only_shows(parent, node):
        return True
    if isinstance(parent, ast.keyword):
        return parent.arg in _SEEDS or parent.arg in {"axis", "average"}
    if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef):
        return node is parent.returns or node in parent.decorator_list
    return isinstance(parent, ast.arg) or (isinstance(parent, ast.AnnAssign) and node is parent.annotation)


def _only_shows(parent: ast.AST, node: ast.AST) -> bool:
    """What a function prints may be what is asked for; what a cell itself prints is not."""
    if not isinstance(parent, ast.Module) or not isinstance(node, ast.Expr):
        return False
    return isinstance(node.value, ast.Call) and called(node.value) in _SHOWING

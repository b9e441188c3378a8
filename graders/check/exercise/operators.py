"""How a reference solution is changed to see whether the tests notice: one slip that a learner might make at a time."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass

# One slip: a node of the solution and what stands in its place.
Slip = tuple[ast.AST, ast.AST]

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
_NAMES = {
    "mean": "median",
    "median": "mean",
    "min": "max",
    "max": "min",
    "argmin": "argmax",
    "argmax": "argmin",
    "any": "all",
    "all": "any",
    "std": "var",
    "var": "std",
    "sum": "mean",
    "floor": "ceil",
    "ceil": "floor",
    "predict_proba": "predict",
    "fit_transform": "transform",
}
_AVERAGES = ("macro", "micro")
_SETS = ("train", "test", "valid")
# Speed, wording and chance: what they do is no part of an answer. `random_state` is dropped all the same, by its own operator.
_NO_PART_OF_AN_ANSWER = frozenset(
    {"n_jobs", "verbose", "max_iter", "solver", "dtype", "label", "title", "color", "random_state"}
)
_SEEDS = frozenset({"random_state", "seed", "max_iter", "n_jobs"})
_STEPS = frozenset(
    {"make_pipeline", "Pipeline", "ColumnTransformer", "make_column_transformer", "FeatureUnion"}
)


@dataclass(frozen=True, kw_only=True)
class Operator:
    """A kind of slip: its name, what it does in words, and where in a node it can happen."""

    name: str
    words: str
    slips: Callable[[ast.AST], Iterator[Slip]]


def _with(node: ast.AST, **values: object) -> ast.AST:
    changed = copy(node)
    for name, value in values.items():
        setattr(changed, name, value)
    return changed


def _comparison(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield node, _with(node, ops=[_COMPARISONS[type(node.ops[0])]()])


def _arithmetic(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _ARITHMETIC:
        yield node, _with(node, op=_ARITHMETIC[type(node.op)]())


def _logic(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.BoolOp):
        yield node, _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node, node.operand


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


def _axis(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.keyword) and node.arg == "axis" and isinstance(node.value, ast.Constant):
        if node.value.value in (0, 1):
            yield node.value, ast.Constant(value=1 - node.value.value)


def _average(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.keyword) and node.arg == "average" and isinstance(node.value, ast.Constant):
        other = next(name for name in _AVERAGES if name != node.value.value)
        yield node.value, ast.Constant(value=other)


def _keyword(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.Call):
        for dropped in node.keywords:
            if dropped.arg and dropped.arg not in _NO_PART_OF_AN_ANSWER:
                yield node, _with(node, keywords=[item for item in node.keywords if item is not dropped])


def _seed(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.Call):
        for dropped in node.keywords:
            if dropped.arg == "random_state":
                yield node, _with(node, keywords=[item for item in node.keywords if item is not dropped])


def _arguments(node: ast.AST) -> Iterator[Slip]:
    if not isinstance(node, ast.Call) or len(node.args) < 2:
        return
    first, second, *others = node.args
    if any(isinstance(item, ast.Starred) for item in (first, second)) or ast.dump(first) == ast.dump(second):
        return
    yield node, _with(node, args=[second, first, *others])


def _step(node: ast.AST) -> Iterator[Slip]:
    if not isinstance(node, ast.Call) or _called(node) not in _STEPS:
        return
    if len(node.args) == 1 and isinstance(node.args[0], ast.List):
        steps = node.args[0]
        for dropped in steps.elts[:-1]:
            yield steps, _with(steps, elts=[item for item in steps.elts if item is not dropped])
    else:
        for dropped in node.args[:-1]:
            yield node, _with(node, args=[item for item in node.args if item is not dropped])


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def _name(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.Call) and _called(node) in _NAMES:
        other = _NAMES[_called(node)]
        if isinstance(node.func, ast.Attribute):
            yield node.func, _with(node.func, attr=other)
        elif isinstance(node.func, ast.Name) and other in ("min", "max", "any", "all"):
            yield node.func, _with(node.func, id=other)


def _copy(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _called(node) == "copy":
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


def other_sets(node: ast.AST, names: frozenset[str]) -> Iterator[Slip]:
    """`X_test` for `X_train` and the like, where the solution knows both."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        for part in _SETS:
            for other in _SETS:
                swapped = node.id.replace(part, other)
                if part in node.id and swapped != node.id and swapped in names:
                    yield node, _with(node, id=swapped)


# In this order they are tried and listed; docs/reference/check.md describes each.
OPERATORS = (
    Operator(
        name="comparison", words="`<` for `<=`, `==` for `!=`, `in` for `not in`, and back", slips=_comparison
    ),
    Operator(
        name="arithmetic", words="`+` for `-`, `*` for `/`, `/` for `//`, `*` for `**`", slips=_arithmetic
    ),
    Operator(name="logic", words="`and` for `or`; a `not` is lost", slips=_logic),
    Operator(name="condition", words="a condition is turned round", slips=_condition),
    Operator(
        name="number", words="a whole number is one too large, another number twice as large", slips=_number
    ),
    Operator(name="truth", words="`True` for `False`", slips=_truth),
    Operator(name="sign", words="a minus is lost", slips=_sign),
    Operator(name="axis", words="`axis=0` for `axis=1`", slips=_axis),
    Operator(name="average", words="another `average=` of a metric", slips=_average),
    Operator(name="keyword", words="a keyword argument is forgotten", slips=_keyword),
    Operator(name="seed", words="`random_state` is forgotten", slips=_seed),
    Operator(name="arguments", words="the first two arguments of a call are swapped", slips=_arguments),
    Operator(name="step", words="a step of a pipeline is left out, the scaler for instance", slips=_step),
    Operator(
        name="name",
        words="`mean` for `median`, `min` for `max`, `predict` for `predict_proba`, …",
        slips=_name,
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
    """What no slip happens in: annotations, decorators, f-strings, docstrings, and numbers that are seeds or axes."""
    if isinstance(parent, ast.JoinedStr | ast.FormattedValue):
        return True
    if isinstance(parent, ast.keyword):
        return parent.arg in _SEEDS or parent.arg in {"axis", "average"}
    if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef):
        return node is parent.returns or node in parent.decorator_list
    return isinstance(parent, ast.arg) or (isinstance(parent, ast.AnnAssign) and node is parent.annotation)

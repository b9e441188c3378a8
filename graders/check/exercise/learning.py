"""Slips of machine learning: another axis or average, a forgotten keyword, seed or step, another function, other rows."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.check.exercise.slip import Slip, called, changed

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
_STEPS = frozenset(
    {"make_pipeline", "Pipeline", "ColumnTransformer", "make_column_transformer", "FeatureUnion"}
)


def axis(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.keyword) and node.arg == "axis" and isinstance(node.value, ast.Constant):
        if node.value.value in (0, 1):
            yield node.value, ast.Constant(value=1 - node.value.value)


def average(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.keyword) and node.arg == "average" and isinstance(node.value, ast.Constant):
        other = next(name for name in _AVERAGES if name != node.value.value)
        yield node.value, ast.Constant(value=other)


def keyword(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.Call):
        for dropped in node.keywords:
            if dropped.arg and dropped.arg not in _NO_PART_OF_AN_ANSWER:
                yield node, changed(node, keywords=[item for item in node.keywords if item is not dropped])


def seed(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.Call):
        for dropped in node.keywords:
            if dropped.arg == "random_state":
                yield node, changed(node, keywords=[item for item in node.keywords if item is not dropped])


def step(node: ast.AST) -> Iterator[Slip]:
    if not isinstance(node, ast.Call) or called(node) not in _STEPS:
        return
    if len(node.args) == 1 and isinstance(node.args[0], ast.List):
        steps = node.args[0]
        for dropped in steps.elts[:-1]:
            yield steps, changed(steps, elts=[item for item in steps.elts if item is not dropped])
    else:
        for dropped in node.args[:-1]:
            yield node, changed(node, args=[item for item in node.args if item is not dropped])


def name(node: ast.AST) -> Iterator[Slip]:
    if isinstance(node, ast.Call) and called(node) in _NAMES:
        other = _NAMES[called(node)]
        if isinstance(node.func, ast.Attribute):
            yield node.func, changed(node.func, attr=other)
        elif isinstance(node.func, ast.Name) and other in ("min", "max", "any", "all"):
            yield node.func, changed(node.func, id=other)


def other_sets(node: ast.AST, names: frozenset[str]) -> Iterator[Slip]:
    """`X_test` for `X_train` and the like, where the solution knows both."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        for part in _SETS:
            for other in _SETS:
                swapped = node.id.replace(part, other)
                if part in node.id and swapped != node.id and swapped in names:
                    yield node, changed(node, id=swapped)

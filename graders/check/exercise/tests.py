"""What can be seen in the text of a test: labels handed to the learner, numbers compared without a tolerance."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.check.finding import Finding, Severity
from graders.exercise import Cell, CellKind, Exercise
from graders.names import bound_names, python_tree, without_magics

# Called with a model of the learner's and the labels, they let the model say how good it is.
_LEARNER_MARKS = frozenset(
    {"cross_val_score", "cross_validate", "permutation_importance", "learning_curve", "validation_curve"}
)
_WITH_LABELS = 2  # model.score(X, y)
_EXACT = frozenset({"array_equal", "assert_array_equal", "assertEqual", "assert_equal", "array_equiv"})


def in_tests(exercise: Exercise) -> Iterator[Finding]:
    """Both kinds of findings for every test cell, in the order of the source."""
    for cell in exercise.cells:
        if cell.kind is CellKind.TEST:
            tree = _tree(cell.source)
            own = bound_names(cell.source)
            for node in ast.walk(tree):
                yield from _marked_by_the_learner(exercise, cell, node)
                yield from _without_tolerance(exercise, cell, node, own)


def _tree(source: str) -> ast.Module:
    try:
        return python_tree(source)
    except SyntaxError:
        return python_tree(without_magics(source))


def _marked_by_the_learner(exercise: Exercise, cell: Cell, node: ast.AST) -> Iterator[Finding]:
    if not isinstance(node, ast.Call):
        return
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    labels = len(node.args) + len(node.keywords)
    is_method = isinstance(node.func, ast.Attribute) and name == "score" and labels >= _WITH_LABELS
    if is_method or (name in _LEARNER_MARKS and labels > _WITH_LABELS):
        yield Finding(
            severity=Severity.UNFAIR,
            rule="learner_marks",
            place=_place(exercise, cell, node),
            sentence=f"`{name}` hands the labels to the learner's object and believes what it answers. "
            "Ask it for predictions and compute the metric here: accuracy_score(y, model.predict(X)).",
        )


def _without_tolerance(
    exercise: Exercise, cell: Cell, node: ast.AST, own: frozenset[str]
) -> Iterator[Finding]:
    """`own` are names that the test binds itself: compared with what they were, they need no tolerance."""
    if isinstance(node, ast.Compare) and any(isinstance(op, ast.Eq | ast.NotEq) for op in node.ops):
        sides = [node.left, *node.comparators]
    elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in _EXACT:
        sides = list(node.args)
    else:
        return
    is_own = any(isinstance(side, ast.Name) and side.id in own for side in sides)
    if not is_own and any(_has_fraction(side) for side in sides):
        yield Finding(
            severity=Severity.WEAK,
            rule="no_tolerance",
            place=_place(exercise, cell, node),
            sentence="A number with decimals is compared for equality, and another right way of computing it may differ "
            "in the last digit: use math.isclose(a, b, abs_tol=1e-9) or np.allclose.",
        )


def _has_fraction(node: ast.AST) -> bool:
    """A literal such as 0.85, alone or in a list; what a call makes of it is the call's affair."""
    if isinstance(node, ast.Call):
        return getattr(node.func, "attr", "") == "array" and any(_has_fraction(item) for item in node.args)
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float) and not (node.value * 1024).is_integer()
    return any(_has_fraction(child) for child in ast.iter_child_nodes(node))


def _place(exercise: Exercise, cell: Cell, node: ast.AST) -> str:
    return f"{exercise.source_file}:{cell.line + node.lineno - 1}"  # type: ignore[attr-defined]

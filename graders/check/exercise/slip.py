"""One slip in a solution: a node of its syntax tree, and what stands in its place."""

from __future__ import annotations

import ast
from copy import copy

Slip = tuple[ast.AST, ast.AST]


def changed(node: ast.AST, **values: object) -> ast.AST:
    """A copy of `node` in which some of its fields are others."""
    other = copy(node)
    for name, value in values.items():
        setattr(other, name, value)
    return other


def called(node: ast.Call) -> str:
    """The last part of the name of what is called."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))

"""`case Point(x=0)` where Point is a learner's class: the interpreter wants a real class in a pattern."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Mapping
from typing import Any

from graders.runner.bridge.opaque import is_proxy

MATCHED = "@matched"  # no identifier of a test can look like this


class Patterns(ast.NodeTransformer):
    """Has the global names of classes in patterns looked up through `Matched`."""

    def __init__(self, tree: ast.AST) -> None:
        self._local = {
            node.id
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            for node in ast.walk(function)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }

    def visit_MatchClass(self, node: ast.MatchClass) -> ast.MatchClass:
        self.generic_visit(node)
        if isinstance(node.cls, ast.Name) and node.cls.id not in self._local:
            node.cls = ast.Attribute(ast.Name(MATCHED, ast.Load()), node.cls.id, ast.Load())
        return node


class Matched:
    """Its attributes are the classes of these names, each a real class."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self._names = names

    def __getattr__(self, name: str) -> Any:
        try:
            cls = self._names[name]
        except KeyError:
            if not hasattr(builtins, name):
                raise NameError(f"name {name!r} is not defined") from None
            cls = getattr(builtins, name)
        return _real_class(cls) if is_proxy(cls) else cls


def _real_class(proxy: Any) -> type:
    class Recognising(type):
        def __instancecheck__(cls, instance: object) -> bool:
            return isinstance(instance, proxy)

    fields = getattr(proxy, "__match_args__", ())
    names = tuple(field for field in fields if type(field) is str) if type(fields) is tuple else ()
    return Recognising("Pattern", (), {"__match_args__": names})

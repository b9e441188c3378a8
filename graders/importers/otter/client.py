"""Lines that only serve Otter's or ok-client's client: learners need none of them here."""

from __future__ import annotations

import ast

from graders.names import python_tree, without_magics

_MODULES = ("otter", "client.api.notebook")
_CALLS = frozenset({"check_all", "export", "submit", "to_pdf", "run_plugin", "add_plugin_files", "auth"})
_INSTALLS = "otter-grader"


def without_client(source: str) -> str:
    """`source` without importing, making and asking Otter's notebook; checks of one question stay."""
    try:
        tree = python_tree(without_magics(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return source
    lines = source.split("\n")
    gone = {
        number
        for node in tree.body
        if _serves_client(node)
        for number in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    gone |= {number for number, line in enumerate(lines, start=1) if _is_install(line)}
    if not gone:
        return source
    kept = [line for number, line in enumerate(lines, start=1) if number not in gone]
    is_empty = all(not line.strip() or line.lstrip().startswith("#") for line in kept)
    return "" if is_empty else "\n".join(kept).strip("\n")


def _is_install(line: str) -> bool:
    return line.lstrip().startswith(("%pip", "!pip")) and _INSTALLS in line


def _serves_client(node: ast.stmt) -> bool:
    match node:
        case ast.Import(names=names):
            return all(alias.name.partition(".")[0] == "otter" for alias in names)
        case ast.ImportFrom(module=str(module)):
            return module.partition(".")[0] == "otter" or module in _MODULES
        case ast.Assign(value=ast.Call(func=function)):
            return _called(function) == "Notebook" or _called(function) in _CALLS
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=call))):
            return call in _CALLS and name in ("grader", "ok", "otter_notebook", "notebook")
    return False


def _called(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))

"""Which names a piece of notebook code binds and uses, decided from its syntax tree alone."""

from __future__ import annotations

import ast
import re
import threading
from collections import Counter

_MAGIC_LINE = re.compile(r"^(?P<indent>[ \t]*)(?:[%!?].*|[^\s#'\"][^\n#'\"]*\?{1,2}[ \t]*)$", re.MULTILINE)
_MAGIC_ASSIGNMENT = re.compile(r"^(?P<target>[ \t]*[\w., \t]+=)[ \t]*[%!](?!=).*$", re.MULTILINE)
_PARSED_CHARACTERS = 200_000  # a tree takes a hundred times its text in memory, and learners send both
_ONE_AT_A_TIME = threading.Lock()
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def without_magics(source: str) -> str:
    """`source` with IPython's lines (`%…`, `!…`, `name?`) made harmless; line numbers stay as they are."""
    if source.lstrip().startswith("%%"):
        return _without_cell_magic(source)
    return _MAGIC_ASSIGNMENT.sub(r"\g<target> None", _MAGIC_LINE.sub(r"\g<indent>pass", source))


def _without_cell_magic(source: str) -> str:
    first, _, rest = source.lstrip().partition("\n")
    runs_python = first.split()[0] in {"%%time", "%%capture", "%%prun"}
    return "\n" + without_magics(rest) if runs_python else ""


def python_tree(source: str) -> ast.Module:
    """`ast.parse` for programs with threads. Raises what that raises.

    Before 3.12.1 all threads of CPython share one counter of the tree's depth, and two at once may end in a SystemError.
    """
    with _ONE_AT_A_TIME:
        return ast.parse(source)


def parse(source: str) -> ast.Module | None:
    """The tree of `source`, or None when it is not Python (such a cell runs nothing at all) or too long."""
    if len(source) > _PARSED_CHARACTERS:
        return None
    for text in (source, without_magics(source)):
        try:
            return python_tree(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return None


def bound_names(source: str) -> frozenset[str]:
    """Names that `source` binds at the top level: assignments, imports, functions, classes."""
    tree = parse(source)
    return frozenset() if tree is None else frozenset(_bound(tree))


def imported_names(source: str) -> dict[str, str]:
    """What `source` binds at the top level by importing it: name -> "module" or "module:name".

    Names that `source` binds in another way as well are left out.
    """
    tree = parse(source)
    if tree is None:
        return {}
    imports: dict[str, str] = {}
    others: set[str] = set()
    for node in _same_scope(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.name if alias.asname else alias.name.partition(".")[0]
                imports[alias.asname or name] = name
        elif isinstance(node, ast.ImportFrom) and not node.level:
            imports |= {alias.asname or alias.name: f"{node.module}:{alias.name}" for alias in node.names}
        else:
            others.update(_bound_by(node))
    return {name: path for name, path in imports.items() if name not in others and name != "*"}


def star_imports(source: str) -> tuple[str, ...]:
    """Modules of which `source` imports every public name at the top level, in order."""
    tree = parse(source)
    if tree is None:
        return ()
    imports = sorted(
        (node for node in _same_scope(tree) if isinstance(node, ast.ImportFrom)), key=lambda node: node.lineno
    )
    return tuple(
        node.module for node in imports if node.module and not node.level and node.names[0].name == "*"
    )


def defined_functions(source: str) -> dict[str, str]:
    """Name -> text of each function that a statement of `source` itself defines, and nothing else there binds."""
    tree = parse(source)
    if tree is None:
        return {}
    counts = Counter(name for node in _same_scope(tree) for name in _bound_by(node))
    return {
        node.name: ast.unparse(node)
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and counts[node.name] == 1
    }


def bound_classes(source: str) -> frozenset[str]:
    """Names of the classes that `source` defines at the top level."""
    tree = parse(source)
    if tree is None:
        return frozenset()
    return frozenset(node.name for node in _same_scope(tree) if isinstance(node, ast.ClassDef))


def used_names(source: str) -> frozenset[str]:
    """Every name that `source` reads, at any depth."""
    tree = parse(source)
    if tree is None:
        return frozenset()
    return frozenset(
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    )


def _same_scope(tree: ast.AST) -> list[ast.AST]:
    """Nodes of the scope of `tree`, not of the functions and classes inside it. Iterative: depth is the learner's."""
    found: list[ast.AST] = []
    waiting = list(ast.iter_child_nodes(tree))
    while waiting:
        node = waiting.pop()
        found.append(node)
        if not isinstance(node, _SCOPES):
            waiting.extend(ast.iter_child_nodes(node))
    return found


def _bound(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in _same_scope(tree):
        names.update(_bound_by(node))
    return names


def _bound_by(node: ast.AST) -> list[str]:
    match node:
        case ast.Name(id=name, ctx=ast.Store()):
            return [name]
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            return [(alias.asname or alias.name.partition(".")[0]) for alias in aliases if alias.name != "*"]
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            return [name]
        case _:
            return []

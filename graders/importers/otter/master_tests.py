"""Test cells of a master notebook: what they expect is what their saved outputs show."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from typing import Any

from graders.importers.otter.blocks import at
from graders.importers.otter.config import read_config
from graders.importers.otter.model import Case, Complain, SourceCell
from graders.importers.otter.notebooks import shown_text
from graders.names import python_tree, without_magics

_BEGIN = re.compile(r"""(?:.\s*=\s*)?""?"?\s*#\s*BEGIN\s*TEST\s*CONFIG""", re.IGNORECASE)
_END = re.compile(r"""\s*""?"?\s*#\s*END\s*TEST\s*CONFIG""", re.IGNORECASE)
_HIDDEN = re.compile(r"\bhidden\b", re.IGNORECASE)
_KEYS = ("hidden", "points", "success_message", "failure_message")


def read_cases(
    question: str, cells: Sequence[SourceCell], *, ok_format: bool, complain: Complain
) -> tuple[Case, ...]:
    """One case for each cell. `complain` hears of each that cannot be one."""
    cases = []
    for number, cell in enumerate(cells, start=1):
        say = at(cell, complain)
        config, start = _config(cell, say)
        code = "\n".join(cell.lines[start:])
        tree = _tree(code, start, say)
        if tree is None:
            continue
        if not tree.body:
            say(1, "This test cell has no code.")
            continue
        body = _examples(tree, cell) if ok_format else _function(tree, start, say)
        cases.append(
            Case(
                name=f"{question} - {number}",
                hidden=_truth(config.get("hidden", _is_hidden(cell)), say),
                points=config.get("points"),
                success_message=_message(config.get("success_message")),
                failure_message=_message(config.get("failure_message")),
                line=cell.line,
                is_unrun=ok_format and _is_unrun(tree, cell),
                **body,
            )
        )
    return tuple(cases)


def _config(cell: SourceCell, say: Complain) -> tuple[dict[str, Any], int]:
    """The settings at the head of the cell, and the index of the first line below them."""
    lines = cell.lines
    if not _BEGIN.match(lines[0]):
        return {}, int(_is_hidden(cell))
    end = next((index for index, line in enumerate(lines) if _END.match(line)), 0)
    if not end:
        say(1, "`BEGIN TEST CONFIG` is never closed; add a line with `# END TEST CONFIG`.")
        return {}, len(lines)
    config = read_config("\n".join(lines[1:end]), lambda line, sentence: say(line + 1, sentence)) or {}
    for key in config.keys() - set(_KEYS):
        say(1, f"`{key}` is not a setting of a test; known are {', '.join(_KEYS)}.")
    return config, end + 1


def _is_hidden(cell: SourceCell) -> bool:
    first = cell.lines[0].lstrip()
    return first.startswith("#") and bool(_HIDDEN.search(first))


def _truth(value: Any, say: Complain) -> bool:
    if not isinstance(value, bool):
        say(1, f"`hidden` must be true or false, but is {value!r}.")
        return True
    return value


def _message(value: Any) -> str:
    return "" if value is None else str(value)


def _tree(code: str, start: int, say: Complain) -> ast.Module | None:
    try:
        return python_tree(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = start + (getattr(error, "lineno", None) or 1)
        magic = code != without_magics(code)
        say(line, f"This test is not valid Python{' (it holds a magic)' if magic else ''}.")
    return None


def _is_unrun(tree: ast.Module, cell: SourceCell) -> bool:
    """True where a value ends the cell, which would be shown, but nothing was saved, not even that it ran."""
    return not cell.was_run and not cell.outputs and isinstance(tree.body[-1], ast.Expr)


def _examples(tree: ast.Module, cell: SourceCell) -> dict[str, str]:
    """Doctest text as Otter writes it: the code without comments and annotations, then what the cell has shown."""
    plain = ast.unparse(_WithoutAnnotations().visit(tree))
    shown = shown_text(cell).rstrip("\n")
    return {"examples": "\n".join([*_prompted(plain), *_expected(shown)])}


def _prompted(code: str) -> list[str]:
    """Each statement behind `>>>`, its further lines behind `...`."""
    lines = code.split("\n")
    prompted: list[str] = []
    for node in python_tree(code).body:
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])
        own = lines[first - 1 : node.end_lineno]
        prompted += [f">>> {own[0]}", *(f"... {line}" if line else "..." for line in own[1:])]
    return prompted


def _expected(shown: str) -> list[str]:
    """What was shown, with doctest's word for an empty line, which would end it."""
    return [line if line.strip() else "<BLANKLINE>" for line in shown.split("\n")] if shown else []


class _WithoutAnnotations(ast.NodeTransformer):
    """doctest compiles line by line; what a name is said to be is no part of a test."""

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        self.generic_visit(node)
        if node.value is None:
            return None
        return ast.copy_location(ast.Assign([node.target], node.value, lineno=node.lineno), node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        node.returns = None
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node


def _function(tree: ast.Module, start: int, say: Complain) -> dict[str, str]:
    function = tree.body[0]
    if len(tree.body) > 2 or not isinstance(function, ast.FunctionDef):
        say(start + 1, "Such a test cell holds one function, and at most a call of it.")
        return {"code": "pass"}
    return {"code": called(function)}


def called(function: ast.FunctionDef) -> str:
    """The function and a call of it: each parameter is the learner's variable of that name, `env` all of them."""
    function.decorator_list = []
    required = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    with_default = {each.arg for each in _with_defaults(function.args)}
    arguments = ", ".join(_argument(each.arg, each.arg in with_default) for each in required)
    gives = any(isinstance(node, ast.Return) and node.value is not None for node in ast.walk(function))
    return f"{ast.unparse(function)}\n{'_ = ' if gives else ''}{function.name}({arguments})"


def _with_defaults(arguments: ast.arguments) -> list[ast.arg]:
    positional = [*arguments.posonlyargs, *arguments.args]
    keyword = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return [
        *positional[len(positional) - len(arguments.defaults) :],
        *(each for each, default in keyword if default is not None),
    ]


def _argument(name: str, has_default: bool) -> str:  # noqa: FBT001
    if name == "env":
        return "env=globals()"
    return f"{name}=globals().get({name!r})" if has_default else f"{name}={name}"

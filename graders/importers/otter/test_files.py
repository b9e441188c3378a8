"""Test files of Otter and of ok-client, read as syntax trees: literals are evaluated, and nothing is ever executed."""

from __future__ import annotations

import ast
import doctest
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from textwrap import dedent
from typing import Any

from graders.importers.otter.master_tests import called
from graders.importers.otter.model import Case, Complain, Preparation, Suite, Tests
from graders.names import bound_names, python_tree, used_names

MAX_CHARACTERS = 2_000_000
_CLIENT = ("otter", "otter.test_files")


def read_test_file(name: str, text: str, complain: Complain) -> Tests | None:
    """The tests in a file called `name`, or None where `complain` was told why there are none."""
    tree = _tree(text, complain)
    if tree is None:
        return None
    values = _assigned(tree)
    stem = PurePosixPath(name).stem
    ok_format = _literal(values["OK_FORMAT"], complain) if "OK_FORMAT" in values else "test" in values
    if not ok_format:
        return _of_functions(stem, tree, values, complain)
    for node in tree.body:
        if not isinstance(node, ast.Assign) and not _is_text(node):
            complain(
                node.lineno,
                "This file holds code where only `test = {…}` should stand; nothing of it is executed.",
            )
            return None
    if "test" not in values:
        complain(0, "This file has no `test = {…}`.")
        return None
    return from_dictionary(_literal(values["test"], complain), stem, complain, line=values["test"].lineno)


def from_metadata(name: str, value: Any, complain: Complain) -> Tests | None:
    """Tests that Otter keeps in a notebook: a dictionary, or the text of a file with functions."""
    if isinstance(value, str):
        return read_test_file(f"{name}.py", value, complain)
    return from_dictionary(value, name, complain, line=0)


def _tree(text: str, complain: Complain) -> ast.Module | None:
    if len(text) > MAX_CHARACTERS:
        complain(0, f"A test file may have {MAX_CHARACTERS} characters; this one has {len(text)}.")
        return None
    try:
        return python_tree(text)
    except (SyntaxError, ValueError) as error:
        complain(getattr(error, "lineno", 0) or 0, "This is not valid Python.")
    except (RecursionError, MemoryError):
        complain(0, "This is nested too deeply.")
    return None


def _assigned(tree: ast.Module) -> dict[str, ast.expr]:
    return {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _literal(node: ast.expr, complain: Complain) -> Any:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        complain(node.lineno, "Here stands code where a plain value is expected; it is not executed.")
        return None


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


# ---------------------------------------------------------------- OK format


def from_dictionary(spec: Any, stem: str, complain: Complain, *, line: int) -> Tests | None:
    """Tests in OK format. `hidden` left out of a case counts as True; of a whole test it means nothing."""
    say = partial(complain, line)
    suites = spec.get("suites") if isinstance(spec, dict) else None
    if not isinstance(suites, list) or not all(isinstance(suite, dict) for suite in suites) or not suites:
        if spec is not None:
            say("A test is a dictionary with a list of `suites`.")
        return None
    name = spec.get("name", stem)
    name = name if isinstance(name, str) and name.strip() else stem
    read: list[Suite] = []
    for suite in suites:
        first = sum(len(each.cases) for each in read)
        read.append(
            Suite(cases=_cases(name, suite, first, say, line), scored=suite.get("scored", True) is not False)
        )
    return Tests(
        name=name,
        points=spec.get("points"),
        cases=tuple(case for suite in read for case in suite.cases),
        all_or_nothing=spec.get("all_or_nothing", False) is True,
        suites=tuple(read) if len(read) > 1 else (),
        line=line,
    )


def _cases(name: str, suite: dict[str, Any], first: int, say: Any, line: int) -> tuple[Case, ...]:
    if suite.get("type", "doctest") != "doctest":
        say(f"“{name}” has a suite of type {suite['type']!r}; only doctests can be run.")
        return ()
    raw = suite.get("cases")
    if not isinstance(raw, list) or not all(isinstance(case, dict) for case in raw):
        say(f"“{name}”: `cases` must be a list of dictionaries.")
        return ()
    return tuple(
        _case(name, number, case, suite, say, line) for number, case in enumerate(raw, start=first + 1)
    )


def _case(name: str, number: int, case: dict[str, Any], suite: dict[str, Any], say: Any, line: int) -> Case:
    code = case.get("code")
    if case.get("locked") is True:
        say(
            f"“{name} - {number}” is locked: its answers are encrypted, so it cannot be run. Unlock it first."
        )
    elif not isinstance(code, str) or ">>>" not in code:
        say(f"“{name} - {number}” has no `code` with `>>>`.")
    elif sentence := _wrong_with(code):
        say(f"“{name} - {number}” is not a doctest: {sentence}.")
    around = (suite.get("setup"), code, suite.get("teardown"))
    texts = [
        dedent(text.expandtabs()).strip("\n") for text in around if isinstance(text, str) and text.strip()
    ]
    return Case(
        name=case["name"] if isinstance(case.get("name"), str) else f"{name} - {number}",
        examples="\n".join(texts),
        hidden=case.get("hidden", True) is not False,
        points=case.get("points"),
        success_message=str(case.get("success_message") or ""),
        failure_message=str(case.get("failure_message") or ""),
        line=line,
    )


def _wrong_with(code: str) -> str:
    try:
        doctest.DocTestParser().get_examples(dedent(code.expandtabs()))
    except ValueError as error:
        return str(error)
    return ""


# ---------------------------------------------------------------- functions that raise


def _of_functions(
    stem: str, tree: ast.Module, values: dict[str, ast.expr], complain: Complain
) -> Tests | None:
    given = {
        key: _literal(values[key], complain) for key in ("name", "points", "all_or_nothing") if key in values
    }
    name = given.get("name") or stem
    cases: list[Case] = []
    others: list[ast.stmt] = []
    for node in tree.body:
        decorator = _decorator(node)
        if decorator is not None and isinstance(node, ast.FunctionDef):
            cases.append(_function_case(str(name), len(cases) + 1, node, decorator, complain))
        elif not _is_own(node):
            others.append(node)
    if not cases:
        complain(0, "This file has neither `test = {…}` nor a function with `@test_case`.")
        return None
    return Tests(
        name=str(name),
        points=given.get("points"),
        cases=tuple(cases),
        all_or_nothing=given.get("all_or_nothing", False) is True,
        preparation=tuple(_preparation(others, cases)),
    )


def _decorator(node: ast.stmt) -> ast.Call | None:
    for decorator in node.decorator_list if isinstance(node, ast.FunctionDef) else ():
        function = decorator.func if isinstance(decorator, ast.Call) else None
        if getattr(function, "id", getattr(function, "attr", "")) == "test_case" and isinstance(
            decorator, ast.Call
        ):
            return decorator
    return None


def _function_case(
    name: str, number: int, node: ast.FunctionDef, decorator: ast.Call, complain: Complain
) -> Case:
    order = ("name", "points", "hidden", "success_message", "failure_message")
    nodes = dict(zip(order, decorator.args, strict=False)) | {
        keyword.arg: keyword.value for keyword in decorator.keywords if keyword.arg
    }
    settings = {key: _literal(value, complain) for key, value in nodes.items()}
    return Case(
        name=str(settings.get("name") or f"{name} - {number}"),
        code=called(node),
        hidden=settings.get("hidden", False) is not False,
        points=settings.get("points"),
        success_message=str(settings.get("success_message") or ""),
        failure_message=str(settings.get("failure_message") or ""),
        line=node.lineno,
    )


def _is_own(node: ast.stmt) -> bool:
    """What Otter needs and we do not: settings, its imports, texts."""
    if isinstance(node, ast.ImportFrom):
        return node.module in _CLIENT
    if isinstance(node, ast.Import):
        return all(alias.name in _CLIENT for alias in node.names)
    if isinstance(node, ast.Assign):
        names = {target.id for target in node.targets if isinstance(target, ast.Name)}
        return names <= {"OK_FORMAT", "name", "points", "all_or_nothing"}
    return _is_text(node)


def _preparation(statements: Sequence[ast.stmt], cases: Iterable[Case]) -> list[Preparation]:
    """Imports, and whatever the visible cases use, may be seen; the rest stays hidden."""
    needed = frozenset[str]().union(*(used_names(case.code) for case in cases if not case.hidden))
    found: list[Preparation] = []
    for node in reversed(statements):
        code = ast.unparse(node)
        shows = isinstance(node, ast.Import | ast.ImportFrom) or bool(bound_names(code) & needed)
        needed |= used_names(code) if shows else frozenset()
        found.append(Preparation(code=code, for_public=shows))
    return list(reversed(found))


def renamed(tests: Tests, name: str) -> Tests:
    """The same tests under another name."""
    return replace(tests, name=name)

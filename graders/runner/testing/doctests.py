"""Doctest among the tests: examples are judged like any test, and a learner's docstring never runs here."""

from __future__ import annotations

import ast
import doctest
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from graders.runner.bridge.errors import OpaqueValue
from graders.runner.bridge.namespace import Namespace
from graders.runner.bridge.opaque import describe, is_proxy

Weigher = Callable[[ast.Module], Callable[[Any], Any]]


def refuse_docstrings_of_learners() -> None:
    """From here on doctest finds examples in what the tests define, and only there.

    A docstring of hers could read and change everything in the test process.
    """
    find = doctest.DocTestFinder.find

    def find_here(finder: doctest.DocTestFinder, thing: Any, *arguments: Any, **named: Any) -> Any:
        if is_proxy(thing):
            raise OpaqueValue(f"{describe(thing)}: its docstring cannot run among the tests")
        return find(finder, thing, *arguments, **named)

    doctest.DocTestFinder.find = find_here  # type: ignore[assignment,method-assign]


def weigh_examples(weigher: Weigher) -> None:
    """From here on examples that see the names of the tests are compiled from what the weigher makes of their trees."""
    run = doctest.DocTestRunner.run

    def run_weighed(
        runner: doctest.DocTestRunner, test: doctest.DocTest, *arguments: Any, **named: Any
    ) -> Any:
        if not isinstance(test.globs, Namespace):
            return run(runner, test, *arguments, **named)
        doctest.compile = _compiler(weigher(_whole(test)))  # type: ignore[attr-defined]
        try:
            return run(runner, test, *arguments, **named)
        finally:
            del doctest.compile  # type: ignore[attr-defined]

    doctest.DocTestRunner.run = run_weighed  # type: ignore[assignment,method-assign]


def _whole(test: doctest.DocTest) -> ast.Module:
    """All examples together; those that are not Python fail by themselves."""
    found: list[ast.stmt] = []
    for example in test.examples:
        with suppress(SyntaxError):
            found += ast.parse(example.source).body
    return ast.Module(found, [])


def _compiler(weighed: Callable[[Any], Any]) -> Callable[..., Any]:
    def compile_weighed(source: str, name: str, mode: str, flags: int, dont_inherit: object) -> Any:
        tree = compile(source, name, mode, flags | ast.PyCF_ONLY_AST, bool(dont_inherit))
        return compile(weighed(tree), name, mode, flags, bool(dont_inherit))

    return compile_weighed


def told_by_example(error: BaseException) -> tuple[str, str, str] | None:
    """The code of an example, what it should show and what it showed, where `error` is told of one; else None."""
    failure = error if isinstance(error, doctest.DocTestFailure) else error.__cause__
    if isinstance(failure, doctest.DocTestFailure):
        return failure.example.source, failure.example.want, failure.got
    return None

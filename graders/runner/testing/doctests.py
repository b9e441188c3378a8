"""Keeps doctest from running a learner's docstring in the test process, where it could read and change everything."""

from __future__ import annotations

import doctest
from typing import Any

from graders.runner.bridge.errors import OpaqueValue
from graders.runner.bridge.opaque import describe, is_proxy


def refuse_docstrings_of_learners() -> None:
    """From here on doctest finds examples in what the tests define, and only there."""
    find = doctest.DocTestFinder.find

    def find_here(finder: doctest.DocTestFinder, thing: Any, *arguments: Any, **named: Any) -> Any:
        if is_proxy(thing):
            raise OpaqueValue(f"{describe(thing)}: its docstring cannot run among the tests")
        return find(finder, thing, *arguments, **named)

    doctest.DocTestFinder.find = find_here  # type: ignore[assignment,method-assign]

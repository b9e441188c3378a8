"""Modules that a notebook imports and its environment lacks: to be told before anything runs."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath

from graders.exercise import Exercise
from graders.names import parse

_ENVIRONMENTS = Path(__file__).parent.parent / "environments"
_STAND_INS = frozenset(
    {"google", "kaggle_secrets", "otter", "pip"}
)  # the sandbox has something in their place
_NAMED = 5
_WRITTEN = re.compile(r"^%%(?:writefile|file)\s+(?:-a\s+)?[\"']?(?:\./)?(\w+)", re.MULTILINE)


def missing_modules(exercise: Exercise, sources: Iterable[str]) -> tuple[str, ...]:
    """What `sources` surely import and nobody has, in order; nothing where the environment's modules are not listed.

    An import in a function, a condition or a `try` may never run, or be prepared to fail.
    """
    available = _modules_of(exercise.environment)
    if not available:
        return ()
    cells = list(sources)
    beside = {PurePosixPath(path).parts[0].partition(".")[0] for path in exercise.public_files}
    written = {name for source in cells for name in _WRITTEN.findall(source)}
    known = available | beside | written | _STAND_INS | sys.stdlib_module_names
    found = (name for source in cells if "import" in source for name in _imported(source))
    return tuple(dict.fromkeys(name for name in found if name not in known))


def missing_sentence(exercise: Exercise, missing: tuple[str, ...]) -> str:
    """What their owner is told."""
    names = ", ".join(f"“{name}”" for name in missing[:_NAMED]) + (" …" if len(missing) > _NAMED else "")
    return (
        f"This notebook imports {names}, which the environment “{exercise.environment}” does not have: "
        "cells that need it will fail."
    )


@cache
def _modules_of(environment: str) -> frozenset[str]:
    try:
        settings = tomllib.loads((_ENVIRONMENTS / environment / "environment.toml").read_text())
    except OSError:
        return frozenset()
    return frozenset(settings.get("modules", ()))


def _imported(source: str) -> Iterator[str]:
    tree = parse(source)
    for node in tree.body if tree is not None else ():
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]

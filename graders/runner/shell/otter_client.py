"""A stand-in for Otter's client: notebooks made by `otter assign` import it, and here the tests run without it."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

_NAME = "otter"
_SUBMODULES = ("otter.test_files",)


class Notebook:
    """What a learner's notebook calls `grader`. Nothing it is asked to do decides anything."""

    def __init__(self, *_: Any, **__: Any) -> None:
        """Take whatever Otter takes."""

    def check(self, question: object = "", *_: Any, **__: Any) -> None:
        """Say where the tests of `question` are."""
        print(f"{question}: tested outside this notebook; see the result.")  # noqa: T201 - the cell's output

    def check_all(self, *_: Any, **__: Any) -> None:
        """Say the same of all questions."""
        self.check("all questions")

    def export(self, *_: Any, **__: Any) -> None:
        """Write nothing: the notebook is handed in already."""

    to_pdf = add_plugin_files = run_plugin = submit = export


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds `otter` where it is not installed."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name == _NAME or name in _SUBMODULES:
            return importlib.util.spec_from_loader(name, self, is_package=name == _NAME)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        """The usual kind of module."""

    def exec_module(self, module: ModuleType) -> None:
        if module.__name__ == _NAME:
            module.Notebook = Notebook  # type: ignore[attr-defined]
        else:
            module.test_case = lambda *_, **__: lambda function: function  # type: ignore[attr-defined]


def stand_in_for_otter() -> None:
    """From here on `import otter` works, whether or not the environment has it."""
    sys.meta_path.append(_Finder())

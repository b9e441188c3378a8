"""Stand-ins for the modules that only Colab and Kaggle have, so that a cell with an answer in it goes on."""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Callable, Iterable, Sequence
from types import ModuleType
from typing import Any

from graders.runner.shell.data_files import DataFiles

_PACKAGES = ("google", "google.colab")
_COLAB = ("auth", "data_table", "drive", "files", "output", "patches", "runtime", "snippets", "userdata")
_MODULES = (*_PACKAGES, *(f"google.colab.{name}" for name in _COLAB), "kaggle_secrets")
_HEAD = ("google.colab", "kaggle_secrets")


class _Secrets:
    def get_secret(self, *_: Any) -> str:
        return ""

    get_gcloud_credential = set_gcloud_credentials = get_secret


class StandIns(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds these modules where nothing else does. `tell` hears when one of them is imported."""

    def __init__(self, files: DataFiles, tell: Callable[[], None]) -> None:
        self._files = files
        self._tell = tell

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name not in _MODULES:
            return None
        return importlib.util.spec_from_loader(name, self, is_package=name in _PACKAGES)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        """The usual kind of module."""

    def exec_module(self, module: ModuleType) -> None:
        name = module.__name__
        if name == "google":
            return
        self._tell()
        vars(module).update(self._contents(name))

    def _contents(self, name: str) -> dict[str, Any]:
        if name == "google.colab":
            return {"__getattr__": lambda part: importlib.import_module(f"{name}.{_known(part)}")}
        if name == "kaggle_secrets":
            return {"UserSecretsClient": _Secrets}
        contents = {"__getattr__": _nothing_under}
        if name == "google.colab.files":
            return contents | {"upload": self._upload}
        return contents | ({"get": lambda _: ""} if name == "google.colab.userdata" else {})

    def _upload(self, *_: Any, **__: Any) -> dict[str, bytes]:
        """What Colab gives: the content of each file by its name."""
        return {path.name: path.read_bytes() for path in self._files.paths}


def _known(part: str) -> str:
    if part not in _COLAB:
        raise AttributeError(part)
    return part


def _nothing_under(name: str) -> Callable[..., None]:
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *_, **__: None


def stand_in(files: DataFiles, tell: Callable[[], None], sources: Iterable[str]) -> None:
    """From here on these modules can be imported, unless the notebook asks itself whether they are there."""
    if not any(_asks(source) for source in sources if any(name in source for name in _HEAD)):
        sys.meta_path.append(StandIns(files, tell))


def _asks(source: str) -> bool:
    """True where `source` imports one of these modules in a `try`: it knows what to do without them."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    tried = (node for outer in ast.walk(tree) if isinstance(outer, ast.Try) for node in ast.walk(outer))
    return any(name.startswith(_HEAD) for node in tried for name in _imports(node))


def _imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []

"""Which objects are a library's own, and finding the same object again in the other process by its name."""

from __future__ import annotations

import builtins
import importlib
import importlib.util
import re
import sys
import sysconfig
import types
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from graders.runner.bridge.codec import is_value_type

_NAME = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", re.ASCII)
_LONGEST_NAME = 300
_LIBRARY_FOLDERS = frozenset(
    Path(sysconfig.get_path(name)).resolve() for name in ("stdlib", "platstdlib", "purelib", "platlib")
)
# A learner's word must not name these: importing them does something, their objects equal everything
# (unittest.mock.ANY), or they are ours.
_NEVER = frozenset(
    "antigravity this idlelib turtle turtledemo tkinter test graders __main__ __mp_main__ "
    "unittest mock doctest pytest _pytest hypothesis nose".split()
)
_NEVER_WITHIN = ("numpy.ma", "numpy.testing", "pandas._testing", "sklearn.utils._mocking")
# Classes and modules of these are the same thing in both processes; a call of anything else happens over there.
_SHARED = frozenset(
    "builtins collections datetime decimal fractions numbers pathlib enum re abc typing dataclasses math cmath "
    "statistics string itertools functools operator random json csv time calendar copy textwrap heapq bisect io os sys "
    "numpy pandas scipy sklearn statsmodels matplotlib seaborn torch torchvision xgboost lightgbm catboost keras "
    "tensorflow PIL networkx sympy nltk tqdm joblib plotly imblearn".split()
)
_NOT_IMPORTED = frozenset({"__main__", "conftest", "setup", "test", "testing", "tests"})
# Builtin types that say they are in builtins but have a name only in the module types.
_NAMELESS = {
    thing: f"types:{name}"
    for name, thing in vars(types).items()
    if isinstance(thing, type) and thing.__module__ == "builtins" and not hasattr(builtins, thing.__name__)
}


def path_of(thing: Any) -> str:
    """The name "module:qualified.name" under which a library keeps `thing` itself; empty where there is none."""
    if isinstance(thing, ModuleType):
        name = getattr(thing, "__name__", None)
        return f"{name}:" if type(name) is str and sys.modules.get(name) is thing and is_library(name) else ""
    if isinstance(thing, type) and thing in _NAMELESS:
        return _NAMELESS[thing]
    name = getattr(thing, "__qualname__", None)
    module = getattr(thing, "__module__", None)
    if type(name) is not str or type(module) is not str or not is_library(module):
        return ""
    return f"{module}:{name}" if _walk(sys.modules.get(module), name) is thing else ""


def find_shared(path: str) -> Any:
    """The module or class under `path` that is the same in both processes; None where there is none."""
    if path.partition(".")[0].partition(":")[0] not in _SHARED:
        return None
    found = _find(path)
    return found if isinstance(found, type | ModuleType) else None


def find_class(path: str) -> type | None:
    """The library class under `path`, unless its instances travel by value or are classes themselves."""
    found = _find(path)
    if not isinstance(found, type) or issubclass(found, type) or found is object or is_value_type(found):
        return None
    return found


def _find(path: str) -> Any:
    """The object whose own name `path` is: not one that a module has only imported, or that hangs on another."""
    module_name, _, name = path.partition(":")
    if len(path) > _LONGEST_NAME or not _NAME.fullmatch(module_name) or (name and not _NAME.fullmatch(name)):
        return None
    if module_name.startswith(_NEVER_WITHIN) or not is_library(module_name):
        return None
    module = sys.modules.get(module_name) or _import(module_name)
    if module is None:
        return None
    found = _walk(module, name) if name else module
    return found if path_of(found) == path else None


def _import(module_name: str) -> ModuleType | None:
    """Import a part of a package that both processes share; never from the current folder."""
    steps = module_name.split(".")
    if steps[0] not in _SHARED or not _NOT_IMPORTED.isdisjoint(steps):
        return None
    try:
        return importlib.import_module(module_name)
    except (Exception, SystemExit):  # noqa: BLE001 - a package may raise anything while it is imported
        return None


def is_library(module_name: str) -> bool:
    """True for modules of the standard library and of installed packages."""
    return _is_library_package(module_name.partition(".")[0])


@lru_cache(maxsize=4096)
def _is_library_package(name: str) -> bool:
    if name in _NEVER or not name:
        return False
    if name in sys.builtin_module_names:
        return True
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError, AttributeError):
        return False
    if spec is None:
        return False
    if spec.origin in ("built-in", "frozen"):
        return True
    places = [spec.origin] if spec.origin else list(spec.submodule_search_locations or [])
    return any(
        Path(place).resolve().is_relative_to(folder) for place in places for folder in _LIBRARY_FOLDERS
    )


def _walk(module: Any, name: str) -> Any:
    found = module
    for step in name.split("."):
        found = getattr(found, "__dict__", {}).get(step)
        if found is None:
            return None
    return found


def import_path(path: str) -> Any:
    """What the reference solution imports under "module" or "module:name"; None where it cannot be imported.

    The path is the author's, so no list is consulted.
    """
    module_name, _, name = path.partition(":")
    try:
        module = importlib.import_module(module_name)
    except ImportError:
        return None
    if not name:
        return module
    found = getattr(module, name, None)
    return found if found is not None else sys.modules.get(f"{module_name}.{name}")

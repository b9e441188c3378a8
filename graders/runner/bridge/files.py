"""Files that the learner's code has written, as the tests see them; files of the tests that a call hands over.

What a test looks at is fetched by value and kept in a folder of its own, where no import finds it. Files that were
there before the first cell, and those that a test has written, are never replaced: the tests' own come first.
"""

from __future__ import annotations

import builtins
import io
import os
import pickle
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePath
from types import SimpleNamespace
from typing import Any, Protocol

from graders.runner.bridge.errors import OpaqueValue

FILE_BYTES = 16 << 20
_ALL_BYTES = 48 << 20
_FILES = 200
_LONGEST_PATH = 1000
_REWRITES = "rewrites a file of the test"

_system = SimpleNamespace(
    **{name: getattr(os, name) for name in ("stat", "lstat", "listdir", "scandir", "access")},
    open=io.open,
    load=pickle.load,
)


class Remote(Protocol):
    """What is needed of the conversation."""

    is_busy: bool

    def ask(self, operation: str, *operands: Any) -> Any:
        """Have the learner's process do one thing."""

    def allow(self, need: str) -> bool:
        """Whether the running test left this to the reference as well."""


@dataclass
class _Fetched:
    """One file or folder of the learner: `path` is None where there is none."""

    token: tuple[int, int] | None = None
    path: str | None = None
    names: tuple[str, ...] = ()
    size: int = 0


@dataclass
class LearnersFiles:
    """`home` is the work folder, whose files at the start are the same on both sides."""

    remote: Remote
    home: str = field(default_factory=os.getcwd)
    _is_open: bool = False
    _given: frozenset[str] = frozenset()
    _fetched: dict[str, _Fetched] = field(default_factory=dict)
    _handed: dict[str, tuple[int, int]] = field(default_factory=dict)
    _shared: set[str] = field(default_factory=set)
    _kept: str = ""

    def __post_init__(self) -> None:
        self._given = frozenset(_everything_below(self.home))

    @contextmanager
    def opened(self) -> Iterator[None]:
        """While this holds, what runs may see the learner's files."""
        self._is_open = True
        try:
            yield
        finally:
            self._is_open = False

    # ------------------------------------------------------------ from the learner

    def find(self, path: Any) -> Any:
        """Where what a test calls `path` lies in this process: `path` itself, or a copy of the learner's file."""
        name = self._name(path)
        if name is None or (_exists(name) and name not in self._handed):
            return path
        fetched = self._fetch(name)
        if name in self._handed and (fetched.token == self._handed[name] or not self.remote.allow(_REWRITES)):
            return path
        return fetched.path or path

    def is_learners(self, path: Any) -> bool:
        """Whether `path` leads to a file that the learner's code has written."""
        return isinstance(path, str | os.PathLike) and os.fspath(self.find(path)) != os.fspath(path)

    def names_in(self, path: Any) -> list[str]:
        """The names in a folder, of both sides."""
        name = self._name(path)
        own = _system.listdir(path) if name is None or _exists(name) else None
        if name is None:
            return own or []
        fetched = self._fetch(name)
        if own is None and fetched.path is None:
            raise FileNotFoundError(2, "No such file or directory", str(path))
        return sorted({*(own or ()), *fetched.names})

    def _name(self, path: Any) -> str | None:
        """The absolute name of what the learner may have written; None for everything else."""
        if not self._is_open or self.remote.is_busy or not isinstance(path, str | os.PathLike):
            return None
        text = os.fspath(path)
        if not isinstance(text, str) or "\0" in text or text.startswith("<") or len(text) > _LONGEST_PATH:
            return None
        name = os.path.abspath(text)
        if name in self._given and name != self.home:
            return name if _is_folder(name) else None
        return name if any(_is_below(name, folder) for folder in (self.home, *self._shared)) else None

    def _fetch(self, name: str) -> _Fetched:
        known = self._fetched.get(name, _Fetched())
        answer = self.remote.ask("file", self._learners(name), known.token)
        match answer:
            case ("same", None):
                return known
            case ("file", ((int(size), int(changed)) as token, bytes(content))) if type(token) is tuple:
                fetched = _Fetched(token, self._keep(name, content, known), (), len(content))
                os.utime(str(fetched.path), ns=(changed % 2**62, changed % 2**62))
                known = fetched if size >= 0 else known
            case ("folder", list(names)):
                known = _Fetched(None, self._keep_folder(), tuple(filter(_is_name, names[:_FILES])))
            case ("too large", None):
                raise OpaqueValue(f"the file {os.path.basename(name)} is too large for a test to look at")
            case _:
                known = _Fetched()
        self._fetched[name] = known
        return known

    def _keep(self, name: str, content: bytes, earlier: _Fetched) -> str:
        taken = sum(each.size for each in self._fetched.values()) - earlier.size
        if taken + len(content) > _ALL_BYTES:
            raise OpaqueValue("your files are too large for a test to look at")
        if earlier.path and earlier.token:
            os.unlink(earlier.path)
        place = os.path.join(self._keep_folder(), os.path.basename(name))
        with _system.open(place, "xb") as file:
            file.write(content)
        return place

    def _keep_folder(self) -> str:
        if not self._kept:
            self._kept = tempfile.mkdtemp(prefix="assay-")
            sys.addaudithook(_refuse_pickles)
        return tempfile.mkdtemp(dir=self._kept)

    def _learners(self, name: str) -> str:
        return os.path.relpath(name, self.home) if _is_below(name, self.home) else name

    # ------------------------------------------------------------ towards the learner

    def hand_over(self, values: Iterable[Any]) -> None:
        """Send along the test's own files whose paths are among the arguments of a call."""
        for value in values:
            if isinstance(value, list | tuple) and len(value) <= _FILES:
                self.hand_over(each for each in value if isinstance(each, str | PurePath))
            elif isinstance(value, str | PurePath) and (name := self._own_name(value)):
                self._hand_over(name)

    def _own_name(self, path: str | PurePath) -> str | None:
        text = str(path)
        if not self._is_open or "\0" in text or "\n" in text or not text or len(text) > _LONGEST_PATH:
            return None
        name = os.path.abspath(text)
        inside = any(_is_below(name, folder) for folder in (self.home, tempfile.gettempdir()))
        is_ours = name in self._given or _is_below(self.home, name) or name == tempfile.gettempdir()
        return name if inside and not is_ours else None

    def _hand_over(self, name: str) -> None:
        if _is_folder(name):
            self._share(name)
            for each in [each for each in _everything_below(name) if each not in self._given][:_FILES]:
                self._send(each)
        elif _exists(name):
            self._share(os.path.dirname(name))
            self._send(name)
        elif _is_folder(os.path.dirname(name)):
            self._share(os.path.dirname(name))

    def _share(self, folder: str) -> None:
        if folder not in (self.home, tempfile.gettempdir()) and folder not in self._given:
            self._shared.add(folder)
            self.remote.ask("folder", self._learners(folder))

    def _send(self, name: str) -> None:
        found = _system.lstat(name)
        token = (found.st_size, found.st_mtime_ns)
        if not stat.S_ISREG(found.st_mode) or found.st_size > FILE_BYTES or self._handed.get(name) == token:
            return
        with _system.open(name, "rb") as file:
            self.remote.ask("put", self._learners(name), file.read(), found.st_mtime_ns)
        self._handed[name] = token

    # ------------------------------------------------------------ where tests ask for files

    def install(self) -> None:
        """From here on the usual functions find the learner's files too, while these are opened."""

        def open_here(file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
            reads = not set(mode) & set("wax+")
            return _system.open(self.find(file) if reads else file, mode, *arguments, **named)

        def redirected(usual: Callable[..., Any]) -> Callable[..., Any]:
            def asked(path: Any, *arguments: Any, dir_fd: Any = None, **named: Any) -> Any:
                place = self.find(path) if dir_fd is None else path
                return usual(place, *arguments, dir_fd=dir_fd, **named)

            return asked

        builtins.open = io.open = open_here
        os.stat, os.lstat = redirected(_system.stat), redirected(_system.lstat)
        os.access = redirected(_system.access)
        os.listdir = lambda path=".": self.names_in(path)  # type: ignore[assignment]
        os.scandir = lambda path=".": _Entries(self, path)  # type: ignore[assignment]
        pickle.load = self._loading("pickle", _system.load, lambda file: getattr(file, "name", None))
        for module, name in (("joblib", "load"), ("pandas", "read_pickle")):
            if loaded := sys.modules.get(module):
                setattr(loaded, name, self._loading(module, getattr(loaded, name), lambda path: path))

    def _loading(
        self, library: str, usual: Callable[..., Any], path_of: Callable[[Any], Any]
    ) -> Callable[..., Any]:
        """A pickle of the learner's code is opened over there: it could do anything here."""

        def load(source: Any, *arguments: Any, **named: Any) -> Any:
            path = path_of(source)
            name = next((name for name, each in self._fetched.items() if path and each.path == path), None)
            if name is None and self.is_learners(path):
                name = os.path.abspath(path)
            if name is None:
                return usual(source, *arguments, **named)
            return self.remote.ask("load", library, self._learners(name))

        return load


class _Entry:
    """What `os.scandir` tells of one name."""

    def __init__(self, folder: Any, name: str) -> None:
        self.name = name
        self.path = os.path.join(os.fspath(folder), name)

    def __fspath__(self) -> str:
        return self.path

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        return os.stat(self.path, follow_symlinks=follow_symlinks)

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        return stat.S_ISDIR(self.stat(follow_symlinks=follow_symlinks).st_mode)

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        return stat.S_ISREG(self.stat(follow_symlinks=follow_symlinks).st_mode)

    def is_symlink(self) -> bool:
        return os.path.islink(self.path)


class _Entries:
    """`os.scandir` of both sides."""

    def __init__(self, files: LearnersFiles, path: Any) -> None:
        name = files._name(path)
        self._usual = _system.scandir(path) if name is None else None
        entries = (_Entry(path, each) for each in files.names_in(path)) if name is not None else ()
        self._entries: Iterator[Any] = self._usual if self._usual is not None else iter(entries)

    def __iter__(self) -> Iterator[Any]:
        return self._entries

    def __next__(self) -> Any:
        return next(self._entries)

    def __enter__(self) -> _Entries:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._usual is not None:
            self._usual.close()


def _refuse_pickles(event: str, _: tuple[Any, ...]) -> None:
    """Once a file of the learner's is here, what it holds must not become objects. Ours are unpickled by our own code."""
    if event != "pickle.find_class":
        return
    caller = str(sys._getframe(1).f_globals.get("__name__"))
    if not caller.startswith("graders."):
        raise OpaqueValue("a pickle that may be your code's cannot be opened among the tests")


def _exists(name: str) -> bool:
    try:
        _system.lstat(name)
    except (OSError, ValueError):  # ValueError: a text that is no path
        return False
    return True


def _is_folder(name: str) -> bool:
    try:
        return stat.S_ISDIR(_system.lstat(name).st_mode)
    except (OSError, ValueError):  # ValueError: a text that is no path
        return False


def _is_below(name: str, folder: str) -> bool:
    return name == folder or name.startswith(folder.rstrip("/") + "/")


def _is_name(name: object) -> bool:
    return (
        isinstance(name, str)
        and bool(name)
        and "/" not in name
        and "\0" not in name
        and name not in (".", "..")
    )


def _everything_below(folder: str) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            yield os.path.join(place, name)


# ---------------------------------------------------------------- in the learner's process


def read_file(path: str, token: tuple[int, int] | None) -> tuple[str, Any]:
    """("file", (token, content)), ("same", None), ("folder", names), ("too large", None) or ("missing", None)."""
    try:
        found = os.stat(path)
        if stat.S_ISDIR(found.st_mode):
            return "folder", os.listdir(path)[:_FILES]
        fresh = (found.st_size, found.st_mtime_ns)
        if not stat.S_ISREG(found.st_mode):
            return "missing", None
        if found.st_size > FILE_BYTES:
            return "too large", None
        if fresh == token:
            return "same", None
        with open(path, "rb") as file:
            return "file", (fresh, file.read(FILE_BYTES))
    except (OSError, ValueError):
        return "missing", None


def put_file(path: str, content: bytes, changed_ns: int) -> None:
    """Write a file that the tests hand over. Where it does not fit, the call will miss it."""
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)
        os.utime(path, ns=(changed_ns, changed_ns))
    except OSError:
        pass


def make_folder(path: str) -> None:
    """Make a folder that the tests hand over."""
    try:
        os.makedirs(path, exist_ok=True)
    except OSError:
        pass


def load_file(library: str, path: str) -> Any:
    """The object that the learner's code has saved."""
    if library == "pickle":
        with open(path, "rb") as file:
            return pickle.load(file)  # noqa: S301 - the learner's own
    return getattr(sys.modules[library], _LOADERS[library])(path)


_LOADERS: Mapping[str, str] = {"joblib": "load", "pandas": "read_pickle"}

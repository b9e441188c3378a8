"""The globals of the tests: what the tests bind themselves, and on demand what the learner's notebook holds.

CPython looks names up through a dict subclass in functions and at module level, but not in class bodies, nor in
`eval` and `exec` inside functions; so builtins of our own fetch beforehand the names that such code uses.
"""

from __future__ import annotations

import builtins
import sys
import weakref
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import Any, NoReturn

from graders.runner.bridge import libraries
from graders.runner.bridge.arguments import may_change
from graders.runner.bridge.claims import library_class
from graders.runner.bridge.codec import is_value_type
from graders.runner.bridge.deriving import derive, find_super
from graders.runner.bridge.opaque import is_proxy
from graders.runner.bridge.proxies import labelled

_MISSING = object()


@dataclass(frozen=True, kw_only=True)
class Authors:
    """What the author's cells give to the tests: imports by name, modules of which everything is imported, functions."""

    imports: Mapping[str, str] = field(default_factory=dict)
    stars: Sequence[str] = ()
    helpers: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Names that are known to be there."""
        return (*self.imports, *self.helpers)

    def imported(self, name: str, *, of_reference: bool) -> Any:
        """What `name` was imported as; None for other names. Those that the reference binds are not among the stars."""
        if name in self.imports:
            return libraries.import_path(self.imports[name])
        for module in () if of_reference or name.startswith("_") else reversed(self.stars):
            found = libraries.import_path(f"{module}:{name}")
            if found is not None:
                return found
        return None


class Namespace(dict[str, Any]):
    """A name that is not here is asked of the learner's process; what came from there is remembered until it changes.

    `ask` is the conversation's; `reference_names` are those that the reference solution binds. What the author gave
    is made here, whatever the learner has put in its place: `authors`. And what only the tests bind is never asked for:
    `test_names`.
    """

    def __init__(
        self,
        *,
        ask: Callable[..., Any],
        reference_names: frozenset[str] = frozenset(),
        authors: Authors = Authors(),
        test_names: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(__name__="__main__", __builtins__=_builtins(self), __doc__=None)
        self._ask = ask
        self._reference_names = reference_names
        self._authors = authors
        self._test_names = test_names
        self._fetched: dict[str, Any] = {}
        self._stale: dict[str, tuple[Any, int | None]] = {}
        self._tokens: dict[str, int | None] = {}
        self._deleted: set[str] = set()
        self._original: Namespace | None = None
        self._twins: list[weakref.ref[Namespace]] = []

    # ------------------------------------------------------------ what the interpreter uses

    def __missing__(self, name: str) -> Any:
        if type(name) is not str or name in self._deleted or self._is_builtin(name):
            raise KeyError(name)
        if name in self._authors.helpers:
            exec(self._authors.helpers[name], self)
            return dict.__getitem__(self, name)
        value = self._authors.imported(name, of_reference=name in self._reference_names)
        if value is None:
            value = self._fetch(name) if self._original is None else self._original[name]
        self._fetched[name] = value
        dict.__setitem__(self, name, value)
        return value

    def __setitem__(self, name: str, value: Any) -> None:
        self._forget(name)
        self._deleted.discard(name)
        dict.__setitem__(self, name, value)

    def __delitem__(self, name: str) -> None:
        if name not in self:
            raise KeyError(name)
        self._forget(name)
        dict.pop(self, name, None)
        self._deleted.add(name)

    # ------------------------------------------------------------ what tests use on globals()

    def __contains__(self, name: object) -> bool:
        if dict.__contains__(self, name):
            return True
        if type(name) is not str or name in self._deleted or name.startswith(("@", "__")):
            return False
        if name in self._authors.names:
            return True
        return name not in self._test_names and self._ask("has", name) is True

    def get(self, name: str, default: Any = None) -> Any:
        try:
            return self[name]
        except KeyError:
            return default

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def __len__(self) -> int:
        return len(self.keys())

    def keys(self) -> Any:
        learners = self._ask("names")
        theirs = [name for name in learners if type(name) is str] if type(learners) is list else []
        names = [
            *dict.keys(self),
            *self._authors.names,
            *(name for name in theirs if name not in self._test_names),
        ]
        return {name: None for name in names if name not in self._deleted and not name.startswith("@")}.keys()

    def values(self) -> Any:
        return dict(self.items()).values()

    def items(self) -> Any:
        return {name: self[name] for name in self.keys()}.items()

    def copy(self) -> Any:
        """A namespace that sees this one's objects and asks the same learner: doctest copies its globals."""
        twin = Namespace(
            ask=self._ask,
            reference_names=self._reference_names,
            authors=self._authors,
            test_names=self._test_names,
        )
        dict.update(twin, dict(dict.items(self)))
        twin._original = self
        twin._fetched = dict(self._fetched)
        twin._deleted = set(self._deleted)
        self._twins = [*(known for known in self._twins if known() is not None), weakref.ref(twin)]
        return twin

    # ------------------------------------------------------------ what the runner uses

    @property
    def reference_names(self) -> frozenset[str]:
        """Names that the reference solution binds."""
        return self._reference_names

    @property
    def builtins(self) -> dict[str, Any]:
        """The builtins of the tests, which are theirs alone."""
        found: dict[str, Any] = dict.__getitem__(self, "__builtins__")
        return found

    def fetch_names_of(self, code: CodeType) -> None:
        """Fetch what `code` will look up past this class's methods."""
        for name in code.co_names:
            self.get(name)

    def note_call(self, rebound: list[str]) -> None:
        """The learner's code has run: these names hold other objects now, and copies may be out of date."""
        for name in rebound:
            self._drop(name)
        for twin in [known() for known in self._twins]:
            if twin is not None:
                twin.note_call(rebound)
        for name in [name for name, value in self._fetched.items() if _is_copy(value)]:
            value = self._fetched[name]
            token = self._tokens.get(name)
            self._drop(name)
            self._stale[name] = value, token

    def begin_cell(self, rebound: Collection[str]) -> None:
        """A new test cell: fresh copies; names that were bound again since are the learner's again."""
        for name in [*self._fetched, *self._stale]:
            self._drop(name)
        for name in rebound:
            if name in self._reference_names:
                dict.pop(self, name, None)
                self._deleted.discard(name)

    def own(self) -> dict[str, Any]:
        """What the tests have bound themselves."""
        return {
            name: value
            for name, value in dict.items(self)
            if self._fetched.get(name, _MISSING) is not value and not name.startswith(("__", "@"))
        }

    def restore(self, own: Mapping[str, Any], deleted: set[str]) -> None:
        """Go back to what `own` and `deleted` said earlier."""
        for name in [*self._fetched, *self._stale]:
            self._drop(name)
        for name in self.own():
            dict.pop(self, name)
        dict.update(self, own)
        self._deleted = set(deleted)

    @property
    def deleted(self) -> set[str]:
        return set(self._deleted)

    # ------------------------------------------------------------ fetching

    def _is_builtin(self, name: str) -> bool:
        return name not in self._reference_names and (hasattr(builtins, name) or name.startswith("__"))

    def _fetch(self, name: str) -> Any:
        if name in self._test_names:
            raise KeyError(name)
        earlier, token = self._stale.pop(name, (None, None))
        answer = self._ask("name", name, token)
        if type(answer) is not tuple or len(answer) != 3 or answer[0] not in ("value", "same"):
            raise KeyError(name)
        state, fresh, value = answer
        self._tokens[name] = fresh if type(fresh) is int else None
        if state == "same" and token is not None:
            return earlier
        return labelled(value, name)

    def _forget(self, name: str) -> None:
        self._fetched.pop(name, None)
        self._stale.pop(name, None)
        self._tokens.pop(name, None)

    def _drop(self, name: str) -> None:
        value = self._fetched.get(name, _MISSING)
        if value is not _MISSING and dict.get(self, name, _MISSING) is value:
            dict.pop(self, name)
        self._forget(name)


def _is_copy(value: Any) -> bool:
    return may_change(value) and not is_proxy(value) and is_value_type(type(value))


# ---------------------------------------------------------------- builtins


def _builtins(namespace: Namespace) -> dict[str, Any]:
    """The builtins of a test: `type` knows proxies; class bodies, `eval` and `exec` find the learner's names."""

    def run_eval(source: Any, /, variables: Any = None, local: Any = None) -> Any:
        return _run(builtins.eval, source, variables, local, sys._getframe(1))

    def run_exec(source: Any, /, variables: Any = None, local: Any = None, *, closure: Any = None) -> None:
        _run(builtins.exec, source, variables, local, sys._getframe(1))

    def build_class(body: Any, name: str, /, *bases: Any, **named: Any) -> Any:
        if isinstance(body.__globals__, Namespace):
            body.__globals__.fetch_names_of(body.__code__)
        if any(map(is_proxy, bases)):
            return derive(body, name, bases, named)
        return builtins.__build_class__(body, name, *bases, **named)

    return {
        **vars(builtins),
        "__build_class__": build_class,
        "eval": run_eval,
        "exec": run_exec,
        "type": Type,
        "input": _no_input,
        "super": find_super,
    }


def _run(run: Callable[..., Any], source: Any, variables: Any, local: Any, frame: FrameType) -> Any:
    if variables is None:
        variables = frame.f_globals
        local = frame.f_locals if local is None else local
    if isinstance(source, str | bytes):
        source = source.strip() if run is builtins.eval else source
        source = compile(source, "<string>", run.__name__)
    if isinstance(variables, Namespace) and isinstance(source, CodeType):
        variables.fetch_names_of(source)
    return run(source, variables, variables if local is None else local)


def _no_input(_: object = "") -> NoReturn:
    raise RuntimeError("input() has nobody to ask while a notebook is graded")


class _TypeOfType(type):
    def __call__(cls, *arguments: Any, **named: Any) -> Any:
        if cls is not Type:
            return super().__call__(*arguments, **named)
        if len(arguments) == 1 and not named and is_proxy(arguments[0]):
            return _type_of(arguments[0])
        return type(*arguments, **named)

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, type)

    def __subclasscheck__(cls, other: type) -> bool:
        return issubclass(other, type)

    def __eq__(cls, other: object) -> bool:
        return other is type or other is cls

    def __hash__(cls) -> int:
        return hash(type)


class Type(type, metaclass=_TypeOfType):
    """`type` as the tests see it."""


def _type_of(proxy: Any) -> Any:
    """The library class itself where the object is of one; otherwise the proxy of the learner's class."""
    return library_class(proxy) or proxy._assay_remote.ask("type", proxy)

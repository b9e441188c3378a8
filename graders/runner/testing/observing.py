"""For `graders check` alone: what the tests hand to the reference's code, and what they compare its answers with.

Three things are told, each with its test and line. `marks`: rows and their labels went over to judge an object of the
learner's, and the number that came back is believed. `returns`: labels that went over together with their rows are compared with what came back after
them. `equal`: numbers were compared for equality, and how far apart they were.
"""

from __future__ import annotations

import functools
import hashlib
import inspect
import math
import numbers
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
import pandas as pd

from graders.runner.bridge.opaque import is_proxy
from graders.runner.bridge.proxies import ways_to

FEWEST = 5  # values that are labels, and not by chance the same as others
_MOST = 1_000_000
_FEW = 10
_TABLE_BYTES = 16 << 20
_SAYS_WHETHER_EQUAL = ("array_equal", "array_equiv", "allclose", "isclose")
_ASSERTS_EQUAL = ("assert_array_equal", "assert_equal", "assert_allclose", "assert_array_almost_equal")
_EXACT = frozenset({"array_equal", "array_equiv", "assert_array_equal", "assert_equal"})
_ORDER = frozenset({"<", "<=", ">", ">="})

Say = Callable[..., None]
Judge = Callable[[str, Any, Any], Any]
Ask = Callable[..., Any]


@dataclass
class Observer:
    """`say` tells the outside. Everything here only looks: what a test gets is what it would get otherwise."""

    say: Say
    test: int = -1
    _public: list[pd.DataFrame] = field(default_factory=list)
    _handed: dict[str, str] = field(default_factory=dict)  # labels that went over, and how, in words
    _returned: set[str] = field(default_factory=set)
    _later: dict[str, set[str]] = field(default_factory=dict)  # what came back after labels had gone over
    _marks: dict[float, str] = field(default_factory=dict)
    _told: dict[tuple[Any, ...], float] = field(default_factory=dict)

    def begin(self, test: int) -> None:
        """Another test: what the last one handed over is forgotten."""
        self.test = test
        for memory in (self._handed, self._returned, self._later, self._marks):
            memory.clear()

    def know_public_data(self, folder: Path) -> None:
        """Tables whose labels a learner has anyway."""
        paths = [path for path in folder.rglob("*.csv") if path.stat().st_size <= _TABLE_BYTES]
        self._public = [table for path in paths if (table := _table(path)) is not None]

    # ------------------------------------------------------------ towards the learner's code

    def asking(self, ask: Ask) -> Ask:
        """`Conversation.ask`, watched."""

        def observed(operation: str, *operands: Any) -> Any:
            crossed = self._crossing(*operands) if operation == "call" else ""
            answer = ask(operation, *operands)
            self._take(answer, crossed)
            return answer

        return observed

    def _crossing(self, target: Any, given: tuple[Any, ...], named: dict[str, Any]) -> str:
        """Words for the labels among the arguments where an object of the learner's is judged by them; else empty."""
        values = [*given, *named.values()]
        rows = {len(value) for value in values if _is_rows(value)}
        is_judged = ways_to(target)[0].startswith(".") or any(map(is_proxy, values))
        crossed = ""
        for value in values:
            key = fingerprint(value)
            if key and len(value) in rows and key not in self._returned:
                call = f"{ways_to(target)[0].removeprefix('.')}()"
                name = getattr(value, "name", None)
                what = f"{len(value)} labels" if name is None else f"{len(value)} values of “{name}”"
                words = f"`{call}` is given {what} together with their rows"
                crossed = words if is_judged else ""
                if not any(_is_from(table, value, key) for table in self._public):
                    self._handed.setdefault(key, words)
        return crossed

    def _take(self, answer: Any, crossed: str) -> None:
        if crossed and _is_number(answer):
            self._marks[float(answer)] = crossed
        for value in answer if type(answer) is tuple else (answer,):
            for key in {fingerprint(value), *map(fingerprint, _few_columns(value))} - {""}:
                self._returned.add(key)
                self._later.setdefault(key, set()).update(self._handed)

    # ------------------------------------------------------------ what a test does with the answers

    def judging(self, judge: Judge) -> Judge:
        """The function that compares for the tests, watched."""

        def observed(sign: str, left: Any, right: Any) -> Any:
            if sign in _ORDER:
                self._ordered(left)
                self._ordered(right)
            else:
                self._compared(left, right, is_exact=sign in ("==", "!="))
            return judge(sign, left, right)

        return observed

    def watch_libraries(self) -> None:
        """From here on comparisons of numpy and metrics of scikit-learn are watched too."""
        for module, names in ((np, _SAYS_WHETHER_EQUAL), (np.testing, _ASSERTS_EQUAL)):
            for name in names:
                setattr(module, name, self._comparing(getattr(module, name), is_exact=name in _EXACT))
        metrics = sys.modules.get("sklearn.metrics")
        for name in getattr(metrics, "__all__", ()):
            function = getattr(metrics, name)
            if inspect.isfunction(function) and not name.startswith(("make_", "get_", "check_")):
                setattr(metrics, name, self._comparing(function, is_exact=False))

    def _comparing(self, function: Callable[..., Any], *, is_exact: bool) -> Callable[..., Any]:
        @functools.wraps(function)
        def observed(*operands: Any, **named: Any) -> Any:
            values = (*operands, *named.values())
            if len(values) > 1:
                self._compared(values[0], values[1], is_exact=is_exact)
            return function(*operands, **named)

        return observed

    def _ordered(self, value: Any) -> None:
        if _is_number(value) and (crossed := self._marks.get(float(value))):
            self._tell("marks", sentence=crossed)

    def _compared(self, left: Any, right: Any, *, is_exact: bool) -> None:
        if is_exact and (distance := _distance(left, right)) is not None:
            self._tell("equal", difference=distance[0], size=distance[1])
        keys = fingerprint(left), fingerprint(right)
        for labels, answer in (keys, keys[::-1]):
            if labels in self._handed and labels in self._later.get(answer, ()):
                self._tell("returns", sentence=self._handed[labels])

    def _tell(self, kind: str, **details: Any) -> None:
        line = _line_of_test()
        told = (kind, self.test, line, details.get("sentence"))
        difference = details.get("difference", 0.0)
        if line and self._told.get(told, -1.0) < difference:  # in a loop, the largest alone
            self._told[told] = difference
            self.say("observed", kind=kind, test=self.test, line=line, **details)


def fingerprint(value: Any) -> str:
    """The same for the same sequence of numbers or words, whatever holds it; empty for what can be no labels."""
    if (isinstance(value, np.ndarray) and value.ndim != 1) or isinstance(value, str | bytes):
        return ""
    if not isinstance(value, np.ndarray | pd.Series | list | tuple) or not FEWEST <= len(value) <= _MOST:
        return ""
    members = np.asarray(value).tolist() if not isinstance(value, list | tuple) else list(value)
    if not all(isinstance(member, str | numbers.Number | np.generic) for member in members):
        return ""
    words = [str(member) if isinstance(member, str) else repr(complex(member)) for member in members]
    return hashlib.blake2b("\n".join(words).encode()).hexdigest() if len(set(words)) > 1 else ""


def _table(path: Path) -> pd.DataFrame | None:
    try:
        return pd.read_csv(path)
    except (ValueError, OSError):  # not text, or no table
        return None


def _is_from(table: pd.DataFrame, value: Any, key: str) -> bool:
    """Whether `value` is a column of `table`, or some rows of one."""
    if isinstance(value, pd.Series) and value.name in table and value.index.isin(table.index).all():
        return fingerprint(table[value.name].loc[value.index]) == key
    return key in {fingerprint(table[name]) for name in table.columns}


def _few_columns(value: Any) -> list[Any]:
    """The columns of what `predict_proba` gives; a test takes one of them."""
    return (
        list(value.T) if isinstance(value, np.ndarray) and value.ndim == 2 and value.shape[1] <= _FEW else []
    )


def _is_rows(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return bool(value) and all(isinstance(row, list | tuple | np.ndarray) for row in value)
    return isinstance(value, pd.DataFrame) or (isinstance(value, np.ndarray) and value.ndim == 2)


def _is_number(value: Any) -> bool:
    return isinstance(value, float | np.floating) and math.isfinite(value)


def _distance(left: Any, right: Any) -> tuple[float, float] | None:
    """The largest difference and the largest size of two numbers, or of sequences of them; None for anything else."""
    try:
        one, other = np.asarray(left, dtype=float), np.asarray(right, dtype=float)
        if one.shape != other.shape or not one.size:
            return None
        difference, size = float(np.abs(one - other).max()), float(np.abs(other).max())
    except (TypeError, ValueError):
        return None
    return (difference, size) if math.isfinite(difference) and math.isfinite(size) else None


def _line_of_test() -> int:
    """The line, within its cell, of the test that is at work; 0 where none is."""
    frame: FrameType | None = sys._getframe(1)
    while frame and not frame.f_code.co_filename.startswith("<test "):
        frame = frame.f_back
    return frame.f_lineno if frame else 0

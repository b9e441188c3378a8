"""What the run of the reference solution allows to everybody: changed arguments, and what objects decide themselves."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from graders.runner.bridge.arguments import Key


@dataclass
class Policy:
    """`known`: function name -> arguments that the reference changes too; None: the reference is being graded."""

    known: dict[str, list[Any]] | None
    copy_back_all: bool = False
    on_change: Callable[[str, Any], None] = lambda *_: None
    unexpected: list[tuple[str, Any]] = field(default_factory=list)
    undo: list[Callable[[], None]] = field(default_factory=list)

    def copies_back(self, functions: tuple[str, ...], key: Key) -> bool:
        """Note the change and say whether the test's own object takes it over.

        `functions`: the names of the called one; what it changes must be known of each of them.
        """
        for function in functions:
            self.on_change(function, key)
        if self.known is None or all(key in self.known.get(function, ()) for function in functions):
            return True
        self.unexpected.append((functions[0], key))
        return self.copy_back_all

    def undo_all(self) -> None:
        """Take back what was copied back only to see what comes of it, the last first."""
        while self.undo:
            self.undo.pop()()


_GIVES_POINTS = "gives points"


def _ignore(_: int, __: str) -> None:
    """For runs that nobody learns from."""


@dataclass
class Precedents:
    """What a test left to the reference's own objects it leaves to a learner's, and nothing else.

    `known`: number of a test -> what its run with the reference solution needed; None: this is that run, and
    everything is allowed and told to `on_need`. So it is in a test of which nothing is known.
    """

    known: Mapping[int, Collection[str]] | None = None
    on_need: Callable[[int, str], None] = _ignore
    test: int = -1

    def allow(self, need: str) -> bool:
        """Whether the running test may do what `need` says."""
        if self.known is not None and self.test in self.known:
            return need in self.known[self.test]
        if self.known is None:
            self.on_need(self.test, need)
        return True

    def note_points(self) -> None:
        """The running test has given points, and not just passed."""
        self.allow(_GIVES_POINTS)

    @property
    def gives_points(self) -> bool:
        """Whether the running test gave points to the reference, so that it must give them now."""
        return self.known is not None and _GIVES_POINTS in self.known.get(self.test, ())

"""What to do with arguments that the learner's code has changed."""

from __future__ import annotations

from collections.abc import Callable
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

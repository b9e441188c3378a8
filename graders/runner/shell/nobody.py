"""What waits for a person: input fields, debuggers, windows. Nobody is there while a notebook is graded."""

from __future__ import annotations

import builtins
import functools
import getpass
import pdb  # noqa: T100 - to be silenced
import sys
from collections.abc import Callable
from typing import Any, NoReturn

_WITHOUT_WINDOW = frozenset({"agg", "cairo", "inline", "pdf", "pgf", "ps", "svg", "template"})


def answer_nothing(tell: Callable[[], None]) -> None:
    """From here on `input()` raises, a breakpoint is passed over, and plots need no window."""

    def ask(prompt: object = "", *_: Any, **__: Any) -> NoReturn:
        tell()
        raise RuntimeError(
            "input() has nobody to ask while a notebook is graded: put the value into the cell instead"
        )

    builtins.input = getpass.getpass = ask
    sys.breakpointhook = pdb.set_trace = _pass_over
    pyplot: Any = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.switch_backend = _only_without_window(pyplot.switch_backend)


def _pass_over(*_: Any, **__: Any) -> None:
    """Go on."""


def _only_without_window(switch: Callable[[str], None]) -> Callable[[str], None]:
    @functools.wraps(switch)
    def switch_backend(newbackend: str) -> None:
        if str(newbackend).lower().rpartition("backend_")[2] in _WITHOUT_WINDOW:
            switch(newbackend)

    return switch_backend

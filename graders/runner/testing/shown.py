"""Values as a learner sees them in a result: short, and safe to make whatever the value is."""

from __future__ import annotations

import re
import reprlib
from typing import Any

from graders.runner.bridge.errors import Fault

CHARACTERS = 1000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]|\x1b\[[0-9;]*[A-Za-z]")


class _Short(reprlib.Repr):
    def __init__(self) -> None:
        super().__init__()
        self.maxlist = self.maxtuple = self.maxset = self.maxfrozenset = self.maxdeque = self.maxdict = 40
        self.maxarray = 40
        self.maxstring = self.maxother = CHARACTERS
        self.maxlong = 200
        self.maxlevel = 5

    def repr_instance(self, value: Any, level: int) -> str:
        return repr(value)


def shown(value: Any) -> str:
    """A bounded `repr`."""
    try:
        return cut(_Short().repr(value))
    except Fault:
        raise
    except Exception:  # noqa: BLE001 - a value of the learner's library may refuse to be shown
        return f"<{type(value).__name__}>"


def cut(text: str, *, limit: int = CHARACTERS) -> str:
    """`text` without control characters and not longer than `limit`."""
    clean = _CONTROL.sub("", text).strip("\n")
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"

"""The table `[prediction]` while it is read: its text, where each key stands, and what is wrong so far."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graders.problem import Problem


@dataclass
class Reading:
    """`text` is the content of `file`, `table` what TOML makes of its `[prediction]`."""

    folder: Path
    file: str
    text: str
    table: Mapping[str, Any]
    problems: list[Problem] = field(default_factory=list)

    def complain(self, key: str, sentence: str) -> None:
        self.problems.append(Problem(file=self.file, line=_line_of(self.text, key), sentence=sentence))

    def text_at(self, key: str, default: str = "") -> str:
        value = self.table.get(key, default)
        if isinstance(value, str) and (value.strip() or key not in self.table):
            return value.strip()
        self.complain(key, f'`{key}` must be text: {key} = "…".')
        return default

    def hidden_file(self, key: str, name: str) -> Path | None:
        """A file below `hidden/`, which no learner gets."""
        path = self.folder / name
        if not name.startswith("hidden/") or ".." in Path(name).parts:
            self.complain(key, f"`{key}` must name a file below hidden/, but is {name!r}.")
        elif not path.is_file():
            self.complain(key, f"There is no file {name}.")
        else:
            return path
        return None


def _line_of(text: str, key: str) -> int:
    """The first line below `[prediction]` that sets `key`, else that heading's own."""
    heading = 0
    for line_number, line in enumerate(text.splitlines(), start=1):
        if re.match(r"\s*\[\s*prediction\s*\]", line):
            heading = line_number
        elif heading and re.match(rf"\s*\[*\s*(prediction\.)?{re.escape(key)}\s*([=.]|\]\])", line):
            return line_number
    return heading

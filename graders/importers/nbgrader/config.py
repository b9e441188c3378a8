"""Read `nbgrader_config.py` as text: its plain assignments are taken, and nothing of it is ever run."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graders.importers.drafts import ImportFailed
from graders.problem import Problem

MAX_BYTES = 1 << 20
Trait = tuple[str, str]


@dataclass(kw_only=True)
class Config:
    """Values by class and trait, each with its line; `skipped` are sentences on lines that are no plain value."""

    file: str = ""
    values: dict[Trait, Any] = field(default_factory=dict)
    lines: dict[Trait, int] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)

    def text(self, owner: str, name: str) -> str:
        """A text, or "" where there is none."""
        value = self.values.get((owner, name))
        return value if isinstance(value, str) else ""

    def number(self, owner: str, name: str) -> float | None:
        """A positive number, or None."""
        value = self.values.get((owner, name))
        if not isinstance(value, int | float) or isinstance(value, bool):
            return None
        return float(value) if value > 0 else None

    def place(self, trait: Trait) -> str:
        """File and line."""
        line = self.lines.get(trait, 0)
        return f"{self.file}:{line}" if line else self.file


def read_config(path: Path | None) -> Config:
    """The settings in `path` (.py or .json; None: no settings). Raises ImportFailed for a file that is neither."""
    if path is None:
        return Config()
    content = path.read_bytes()[: MAX_BYTES + 1]
    if len(content) > MAX_BYTES:
        raise _failed(path, 0, f"A config file may have {MAX_BYTES >> 20} MiB at most.")
    text = content.decode("utf-8-sig", "replace")
    return _from_json(path, text) if path.suffix == ".json" else _from_python(path, text)


def _from_json(path: Path, text: str) -> Config:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise _failed(path, 0, "This is not JSON.") from None
    tables = document.items() if isinstance(document, dict) else ()
    values = {
        (owner, name): value
        for owner, table in tables
        if isinstance(table, dict)
        for name, value in table.items()
    }
    return Config(file=path.name, values=values)


def _from_python(path: Path, text: str) -> Config:
    config = Config(file=path.name)
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise _failed(
            path, getattr(error, "lineno", 0) or 0, "This is not Python, and cannot be read."
        ) from None
    for node in tree.body:
        _take(node, config)
    return config


def _take(node: ast.stmt, config: Config) -> None:
    if isinstance(node, ast.Import | ast.ImportFrom) or _is_text(node) or _gets_config(node):
        return
    trait = _trait(node)
    if trait and isinstance(node, ast.Assign):
        try:
            config.values[trait] = ast.literal_eval(node.value)
            config.lines[trait] = node.lineno
            return
        except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
            pass
    config.skipped.append(f"{config.file}:{node.lineno}: this is no plain value, and the file is never run.")


def _trait(node: ast.stmt) -> Trait | None:
    """`c.Owner.name = …`"""
    if not isinstance(node, ast.Assign) or len(node.targets) != 1:
        return None
    target = node.targets[0]
    if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Attribute):
        if isinstance(target.value.value, ast.Name):
            return target.value.attr, target.attr
    return None


def _gets_config(node: ast.stmt) -> bool:
    call = node.value if isinstance(node, ast.Assign) else None
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "get_config"


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _failed(path: Path, line: int, sentence: str) -> ImportFailed:
    return ImportFailed((Problem(file=str(path), line=line, sentence=sentence),))

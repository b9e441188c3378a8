"""What the tests of the repository itself read: its tracked files and the imports of its modules."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def tracked_files() -> list[Path]:
    """Every file that git tracks and that is there, relative to the root."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [Path(name) for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def python_files(folder: str) -> list[Path]:
    """The tracked Python files in one folder, relative to the root."""
    return [path for path in tracked_files() if path.suffix == ".py" and path.is_relative_to(folder)]


def imported_modules(path: Path) -> Iterator[str]:
    """The dotted names of all modules that a file imports, inside functions too."""
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def calls(path: Path) -> Iterator[str]:
    """What a file calls, as written: `os.getenv`, `app.send_task`."""
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)

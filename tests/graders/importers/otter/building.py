"""Master notebooks, test files and zips of our own making."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

Cell = dict[str, Any]


def raw(source: str) -> Cell:
    """A raw cell."""
    return {"cell_type": "raw", "metadata": {}, "source": source}


def markdown(source: str, **metadata: Any) -> Cell:
    """A cell of text."""
    return {"cell_type": "markdown", "metadata": metadata, "source": source}


def code(source: str, **metadata: Any) -> Cell:
    """A code cell that was never run."""
    return {
        "cell_type": "code",
        "metadata": metadata,
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def ran(source: str, shown: str = "", printed: str = "") -> Cell:
    """A code cell that was run, with what it showed and printed."""
    outputs: list[dict[str, Any]] = []
    if printed:
        outputs.append({"output_type": "stream", "name": "stdout", "text": printed})
    if shown:
        outputs.append(
            {
                "output_type": "execute_result",
                "execution_count": 1,
                "metadata": {},
                "data": {"text/plain": shown},
            }
        )
    return code(source) | {"outputs": outputs, "execution_count": 1}


def question(*cells: Cell, name: str = "q1", settings: str = "", tests: tuple[Cell, ...] = ()) -> list[Cell]:
    """A question: its cells, and a tests block where there are tests."""
    block = [raw("# BEGIN TESTS"), *tests, raw("# END TESTS")] if tests else []
    return [raw(f"# BEGIN QUESTION\nname: {name}\n{settings}"), *cells, *block, raw("# END QUESTION")]


def solution(*sources: str) -> list[Cell]:
    """A solution block of code cells."""
    return [raw("# BEGIN SOLUTION"), *map(code, sources), raw("# END SOLUTION")]


def notebook(*cells: Cell, **metadata: Any) -> bytes:
    """The bytes of a notebook."""
    document = {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(document, indent=1).encode()


def write(folder: Path, *cells: Cell, name: str = "hw.ipynb", **metadata: Any) -> Path:
    """A notebook in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(notebook(*cells, **metadata))
    return path


def ok_file(*cases: dict[str, Any], name: str = "q1", **test: Any) -> str:
    """The text of a test file in OK format with one suite."""
    suite = {"cases": list(cases), "scored": True, "setup": "", "teardown": "", "type": "doctest"}
    return f"OK_FORMAT = True\n\ntest = { ({'name': name, 'points': None, 'suites': [suite]} | test)!r}\n"


def archive(members: dict[str, str | bytes]) -> bytes:
    """A zip."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in members.items():
            file.writestr(name, text)
    return content.getvalue()

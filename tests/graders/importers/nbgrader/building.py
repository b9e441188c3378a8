"""Notebooks, assignments and courses as nbgrader has them, and what learners hand in; nothing of it is anybody's course."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

MADE_BY_NBGRADER = Path(__file__).with_name("made_by_nbgrader")

AUTOTESTS = """
python3:
    setup: "from hashlib import sha1"
    hash: 'sha1({{snippet}}.encode("utf-8")+b"{{salt}}").hexdigest()'
    dispatch: "type({{snippet}})"
    normalize: "str({{snippet}})"
    check: 'assert {{snippet}} == "{{value}}", "{{message}}"'
    success: "print('Well done.')"
    templates:
        default:
            - test: "{{snippet}}"
              fail: "value of {{snippet}}"
        float:
            - test: "round({{ snippet }}, 2)"
              fail: "rounded value of {{snippet}}"
        list:
            - test: "len({{snippet}})"
              fail: 'the "length" of {{snippet}}'
            - test: "{{snippet}}"
              fail: "the order of {{snippet}}"
"""


def cell(source: str, kind: str = "code", **nbgrader: Any) -> dict[str, Any]:
    """A cell of nbformat 4.2; with metadata where some is given."""
    made: dict[str, Any] = {"cell_type": kind, "metadata": {}, "source": source}
    if nbgrader:
        made["metadata"]["nbgrader"] = nbgrader
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def _schema(version: int) -> dict[str, Any]:
    return {0: {}, 3: {"schema_version": 3, "task": False}}.get(version, {"schema_version": version})


def answer(name: str, source: str, version: int = 3) -> dict[str, Any]:
    """An autograded answer with a region around all of `source`."""
    text = f"### BEGIN SOLUTION\n{source}\n### END SOLUTION"
    return cell(text, grade=False, solution=True, locked=False, grade_id=name, **_schema(version))


def graded(name: str, points: Any, source: str, version: int = 3) -> dict[str, Any]:
    """Autograder tests."""
    return cell(
        source, grade=True, solution=False, locked=True, grade_id=name, points=points, **_schema(version)
    )


def by_hand(name: str, points: float, source: str, kind: str = "markdown") -> dict[str, Any]:
    """A manually graded answer."""
    return cell(
        source, kind, grade=True, solution=True, locked=False, grade_id=name, points=points, **_schema(3)
    )


def task(name: str, points: float, source: str) -> dict[str, Any]:
    """A manually graded task."""
    flags = {"grade": False, "solution": False, "locked": True, "task": True, "schema_version": 3}
    return cell(source, "markdown", grade_id=name, points=points, **flags)


def read_only(name: str, source: str, kind: str = "markdown") -> dict[str, Any]:
    """A read-only cell."""
    return cell(source, kind, grade=False, solution=False, locked=True, grade_id=name, **_schema(3))


def text(source: str) -> dict[str, Any]:
    """An ordinary text cell."""
    return cell(source, "markdown")


def notebook(*cells: dict[str, Any]) -> str:
    """The file."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return json.dumps(
        {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 2}
    )


def write(folder: Path, name: str, *cells: dict[str, Any]) -> Path:
    """A notebook in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.ipynb"
    path.write_text(notebook(*cells))
    return path


def write_gradebook(path: Path) -> None:
    """A gradebook with nbgrader 0.9.6's own tables and rows: three assignments, four people, three marks."""
    connection = sqlite3.connect(path)
    connection.executescript((MADE_BY_NBGRADER / "gradebook.sql").read_text())
    connection.close()


MEAN = (
    text("# The mean"),
    cell(
        "def mean(v):\n    ### BEGIN SOLUTION\n    return sum(v) / len(v)\n    ### END SOLUTION",
        grade=False,
        solution=True,
        locked=False,
        grade_id="mean-a",
        **_schema(3),
    ),
    graded(
        "mean",
        2,
        "assert mean([1, 2, 3]) == 2\n### BEGIN HIDDEN TESTS\nassert mean([-1.5, 1.5]) == 0\n### END HIDDEN TESTS",
    ),
    graded("mean-more", 1.5, "import math\nassert math.isclose(mean([0.1, 0.2]), 0.15)"),
)

COURSE: dict[str, tuple[dict[str, Any], ...]] = {
    "mean": MEAN,
    "partial": (
        text("# Partial"),
        answer("fizz-a", "def fizz(n):\n    return 'fizz' if n % 3 == 0 else n"),
        graded(
            "fizz",
            4,
            "score = 0\nfor n, want in [(3, 'fizz'), (4, 4)]:\n    if fizz(n) == want:\n        score += 1\n"
            "### BEGIN HIDDEN TESTS\nfor n, want in [(9, 'fizz'), (10, 10)]:\n    if fizz(n) == want:\n"
            "        score += 1\n### END HIDDEN TESTS\nscore",
        ),
        graded("fizz-half", 1, "0.5 * (fizz(3) == 'fizz') + 0.5 * (fizz(5) == 5)"),
        graded(
            "fizz-shown",
            1,
            "x = fizz(6)\nlen(str(x))\n### BEGIN HIDDEN TESTS\nassert x == 'fizz'\n### END HIDDEN TESTS",
        ),
    ),
    "data": (
        text("# Data beside"),
        cell("import pandas as pd\ntable = pd.read_csv('numbers.csv')"),
        answer("total-a", "total = int(table['n'].sum())"),
        graded("total", 3, "assert total == 60\nassert pd.read_csv('numbers.csv')['n'].sum() == total"),
        answer("rows-a", "rows = len(table)"),
        graded("rows", 1, "assert rows == 3"),
    ),
    "mixed": (
        text("# Mixed schemas"),
        answer("a0", "a = 1", 0),
        graded("t0", 1, "assert a == 1", 0),
        answer("a1", "b = 2", 1),
        graded("t1", 2, "assert b == 2", 1),
        answer("a2", "c = 3", 2),
        graded("t2", 3, "assert c == 3", 2),
        answer("a3", "d = 4"),
        graded("t3", 4, "assert d == 4"),
    ),
    "byhand": (
        text("# By hand"),
        by_hand("why", 5, "BEGIN SOLUTION\nBecause of the variance.\nEND SOLUTION"),
        by_hand("plot", 3, "### BEGIN SOLUTION\nanswer = 42\n### END SOLUTION", "code"),
        task(
            "essay",
            2,
            "Write an essay.\n=== BEGIN MARK SCHEME ===\nOne point for a title.\n=== END MARK SCHEME ===",
        ),
        answer("z-a", "z = 1"),
        graded("z", 1, "assert z == 1"),
    ),
    "order": (
        text("# Order"),
        answer("x1", "x = 1"),
        graded("q1", 1, "assert x == 1"),
        answer("x2", "x = 2"),
        graded("q2", 1, "assert x == 2"),
        graded("q3", 0, "assert x == 2"),
        graded("q4", 2, "# nothing here"),
    ),
    "arrays": (
        text("# Arrays"),
        read_only("imp", "import numpy as np", "code"),
        answer("std-a", "def standardise(v):\n    return (v - v.mean()) / v.std()"),
        graded(
            "std",
            2,
            "z = standardise(np.array([1.0, 2.0, 3.0]))\nassert np.allclose(z, [-1.2247449, 0, 1.2247449])",
        ),
        graded("std-same", 1, "v = np.array([1.0, 4.0])\nstandardise(v)\nassert v.tolist() == [1.0, 4.0]"),
        graded(
            "std-raises",
            1,
            "try:\n    standardise(None)\nexcept AttributeError:\n    pass\nelse:\n    assert False",
        ),
    ),
    "classes": (
        text("# Classes"),
        answer(
            "vec-a",
            "class Vector:\n    def __init__(self, x, y):\n        self.x, self.y = x, y\n"
            "    def __add__(self, o):\n        return Vector(self.x + o.x, self.y + o.y)\n"
            "    def __eq__(self, o):\n        return (self.x, self.y) == (o.x, o.y)",
        ),
        graded("vec", 2, "assert Vector(1, 2) + Vector(3, 4) == Vector(4, 6)"),
        graded("vec-x", 1, "v = Vector(1, 2) + Vector(1, 1)\nassert (v.x, v.y) == (2, 3)"),
    ),
    "inspect": (
        text("# Inspect"),
        answer(
            "loop-a",
            "def total(v):\n    result = 0\n    for each in v:\n        result += each\n    return result",
        ),
        graded("loop", 1, "assert total([1, 2]) == 3"),
        graded("loop-nosum", 2, "import inspect\nassert 'sum(' not in inspect.getsource(total)"),
    ),
    "noise": (
        text("# Noise"),
        answer("w-a", "def twice(x):\n    return 2 * x"),
        graded("w", 2, "assert twice(2) == 4"),
        graded("nan", 1, "float('nan') if twice(1) != 2 else 1.0"),
        graded("neg", 1, "1.0 if twice(3) == 6 else -1.0"),
    ),
    "auto": (
        text("# Autotest"),
        answer("u-a", "u = [3, 1, 2]\nname = 'Ada'\nr = 0.12345"),
        graded(
            "u",
            2,
            "### AUTOTEST u; len(u)\n### BEGIN HIDDEN TESTS\n### HASHED AUTOTEST name\n### END HIDDEN TESTS",
        ),
        graded("r", 1, "### AUTOTEST r"),
    ),
}
"""Eleven notebooks; nbgrader's own scores of what four people handed in stand in made_by_nbgrader/scores.json."""

ANSWERS: dict[str, dict[str, dict[str, str]]] = {
    "ada": {},
    "ben": {
        "mean": {"mean-a": "def mean(v):\n    return sum(v) // len(v)"},
        "partial": {"fizz-a": "def fizz(n):\n    return 'fizz' if n == 3 else n"},
        "data": {"total-a": "total = 61"},
        "mixed": {"a1": "b = 3"},
        "byhand": {"why": "Because.", "plot": "# YOUR CODE HERE\nraise NotImplementedError()"},
        "order": {"x2": "x = 1"},
        "arrays": {"std-a": "def standardise(v):\n    v -= v.mean()\n    v /= v.std()\n    return v"},
        "classes": {
            "vec-a": "class Vector:\n    def __init__(self, x, y):\n        self.x, self.y = x, y\n"
            "    def __add__(self, o):\n        return Vector(self.x, self.y)\n"
            "    def __eq__(self, o):\n        return (self.x, self.y) == (o.x, o.y)"
        },
        "inspect": {"loop-a": "def total(v):\n    return sum(v)"},
        "noise": {"w-a": "import warnings\ndef twice(x):\n    warnings.warn('old')\n    return 2 * x"},
        "auto": {"u-a": "u = [3, 1, 2]\nname = 'Bob'\nr = 0.12"},
    },
    "cyd": {},
    "dan": {
        "noise": {"w-a": "def twice(x):\n    return x"},
        "mean": {
            "mean-a": "def mean(v):\n    import sys\n    print('hm', file=sys.stderr)\n    return sum(v) / len(v)"
        },
        "partial": {"fizz-a": "def fizz(n):\n    return n"},
        "order": {"x1": "x = 2"},
        "auto": {"u-a": "u = [1, 2, 3]\nname = 'Ada'\nr = 0.124"},
        "data": {"total-a": "total = float(table['n'].sum())"},
        "arrays": {"std-a": "def standardise(v):\n    return ((v - v.mean()) / v.std()).tolist()"},
    },
}
"""Who changed what in the reference's answers. Cyd's cells all raise an error."""

RAISES = "raise ValueError('oops')"


def write_course(folder: Path) -> Path:
    """A course folder with all of COURSE, a config, and autotests.yml as nbgrader's documentation has it."""
    for name, cells in COURSE.items():
        write(folder / "source" / f"ps-{name}", name, *cells)
    (folder / "source/ps-data/numbers.csv").write_text("n\n10\n20\n30\n")
    (folder / "autotests.yml").write_text(AUTOTESTS)
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'stats101'\nc.Execute.timeout = 20\n"
    )
    return folder

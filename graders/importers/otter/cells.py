"""Cells of the exercise: answers, and test cells that hold a question's cases as parts."""

from __future__ import annotations

import doctest
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import Any

from graders.importers.otter.model import Case, Preparation, Seeding, Shares, SourceCell, Tests

Cell = dict[str, Any]

_MARKERS = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)")
_HEADS = re.compile(r"^\s*#+\s*(TEST\s|ALL OR NOTHING)", re.MULTILINE)
_HIDES = ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")

EXAMPLES = '''\
# What the tests below say of an example: what it shows when it runs, beside its code.
import doctest
import re


def check_examples(*examples):
    """Run code, or pairs of code and what it shows. It sees the notebook's variables; what it assigns is gone afterwards."""

    def plain(shown):  # a number of numpy's is as good as one of Python's
        shown = re.sub(r"\\bnp\\.(?:u?int|float|complex|str)(?:\\d+|_)\\(([^()]*)\\)", r"\\1", shown)
        return shown.replace("np.True_", "True").replace("np.False_", "False")

    class Checker(doctest.OutputChecker):
        def check_output(self, want, got, flags):
            return super().check_output(plain(want), plain(got), flags)

    class Runner(doctest.DocTestRunner):
        def report_failure(self, out, test, example, got):
            failures.append(doctest.DocTestFailure(test, example, got))

        def report_unexpected_exception(self, out, test, example, exc_info):
            failures.append(exc_info[1])

    failures, lines = [], []
    for example in examples:
        code, shown = (example, "") if isinstance(example, str) else example
        lines += [">>> " + code.replace("\\n", "\\n... "), shown]
    test = doctest.DocTestParser().get_doctest("\\n".join(lines), globals(), "examples", None, 0)
    Runner(Checker(), verbose=False).run(test, clear_globs=False)
    if failures and not isinstance(failures[0], doctest.DocTestFailure):
        raise failures[0]
    if failures:
        example, got = failures[0].example, failures[0].got
        told = f"{example.source}shows\\n{got or 'nothing'}\\ninstead of\\n{example.want or 'nothing'}"
        raise AssertionError(told) from failures[0]
'''


def helper_cell() -> Cell:
    """The locked cell that defines `check_examples`, for the learner's own notebook as well."""
    return _cell("code", EXAMPLES, _nbgrader("otter-examples", locked=True))


def seeding_cell(seeding: Seeding) -> Cell:
    """The locked cell that has IPython do before each cell what Otter does there."""
    if seeding.variable:
        body = f'    get_ipython().user_ns["{seeding.variable}"] = {seeding.seed}'
    else:
        body = f"    np.random.seed({seeding.seed})\n    random.seed({seeding.seed})"
    source = (
        "# The same random numbers in every run: this is done before each cell.\n"
        f"import random\n\nimport numpy as np\n\n\ndef seed_again(*_):\n{body}\n\n\n"
        'get_ipython().events.register("pre_run_cell", seed_again)\nseed_again()'
    )
    return _cell("code", source, _nbgrader("otter-seed", locked=True))


def plain_cell(cell: SourceCell, source: str | None = None) -> Cell:
    """A cell that is neither graded nor answered."""
    made = _cell(cell.cell_type, cell.source if source is None else source)
    if cell.id:
        made["id"] = cell.id
    return made | ({"attachments": dict(cell.attachments)} if cell.attachments else {})


def text_cell(source: str) -> Cell:
    """A cell of text."""
    return _cell("markdown", source)


def answer_cell(grade_id: str, source: str, *, cell_id: str = "") -> Cell:
    """A code cell that the learner fills."""
    return _cell("code", source, _nbgrader(grade_id, solution=True), cell_id)


def text_answer_cell(grade_id: str, source: str, *, cell_id: str = "") -> Cell:
    """A text that belongs to an answer which a person marks elsewhere."""
    return _cell("markdown", source, _nbgrader(grade_id, solution=True), cell_id)


def manual_cell(grade_id: str, cell_type: str, source: str, points: Decimal, *, cell_id: str = "") -> Cell:
    """An answer that a person marks."""
    nbgrader = _nbgrader(grade_id, solution=True, grade=True) | {"points": float(points)}
    return _cell(cell_type, source, nbgrader, cell_id)


def test_cell(grade_id: str, tests: Tests, shares: Shares, seeding: Seeding | None) -> Cell:
    """All cases of a question; its points are exactly those that Otter gives."""
    total: float | int = int(shares.total) if shares.total == int(shares.total) else float(shares.total)
    nbgrader = _nbgrader(grade_id, grade=True, locked=True) | {"points": total}
    return _cell("code", "\n".join(_test_lines(tests, shares, seeding)).rstrip("\n"), nbgrader)


def suites_cell(grade_id: str, tests: Tests, points: Decimal) -> Cell:
    """Suites of ok-client: scored ones share the points evenly, and a suite needs all of its cases."""
    nbgrader = _nbgrader(grade_id, grade=True, locked=True) | {"points": float(points)}
    lines: list[str] = []
    for number, suite in enumerate((suite for suite in tests.suites if suite.cases), start=1):
        lines += _separated(lines)
        lines.append(_heading(f"{tests.name}, suite {number}", None if suite.scored else Decimal(0)))
        lines += _hidden_or_not((case.hidden, [_statement(case)]) for case in suite.cases)
    return _cell("code", "\n".join(lines).rstrip("\n"), nbgrader)


def _test_lines(tests: Tests, shares: Shares, seeding: Seeding | None) -> list[str]:
    lines = ["# ALL OR NOTHING"] if tests.all_or_nothing else []
    if seeding:
        lines += _seeded(seeding)
    pieces: list[tuple[bool, list[str]]] = []
    for index, (case, points) in enumerate(zip(tests.cases, shares.cases, strict=True)):
        prepared = _prepared(tests.preparation, tests.cases, index)
        heading = _heading(case.name, points, hint=case.failure_message, success=case.success_message)
        pieces.append((case.hidden, [heading, *prepared, _statement(case), ""]))
    return [*lines, *_hidden_or_not(pieces)]


def _prepared(preparation: tuple[Preparation, ...], cases: tuple[Case, ...], index: int) -> list[str]:
    """What case `index` needs first: all of it in the first case that may show it, in the order of the file."""
    is_first = index == 0
    is_first_public = not cases[index].hidden and all(case.hidden for case in cases[:index])
    is_first_hidden = cases[index].hidden and not any(case.hidden for case in cases[:index])
    if all(case.hidden for case in cases) or not any(case.hidden for case in cases):
        return [each.code for each in preparation] if is_first else []
    return [
        each.code
        for each in preparation
        if (is_first_hidden if not each.for_public else is_first_hidden or is_first_public)
    ]


def _seeded(seeding: Seeding) -> list[str]:
    if seeding.variable:
        return []
    return [
        "import random",
        "import numpy as np",
        f"np.random.seed({seeding.seed})",
        f"random.seed({seeding.seed})",
    ]


def _hidden_or_not(pieces: Any) -> Iterator[str]:
    for is_hidden, group in groupby(pieces, key=lambda piece: piece[0]):
        lines = [line for _, piece in group for line in piece]
        while lines and not lines[-1]:
            lines.pop()
        yield from [_HIDES[0], *lines, _HIDES[1]] if is_hidden else lines
        if not is_hidden:
            yield ""


def _separated(lines: list[str]) -> list[str]:
    return [""] if lines else []


def _heading(title: str, points: Decimal | None, *, hint: str = "", success: str = "") -> str:
    text = f'# TEST "{_flat(title).replace(chr(34), chr(39)) or "test"}"'
    if points is not None:
        text += f" ({points:f} point{'' if points == 1 else 's'})"
    for name, value in (("hint", hint), ("success", success)):
        text += f" [{name}: {_flat(value)}]" if _flat(value) else ""
    return text


def _flat(text: str) -> str:
    return _unmarked(" ".join(text.split()).replace("[", "(").replace("]", ")"))


def _unmarked(text: str) -> str:
    """The words of our markers mean something anywhere in a line."""
    return _MARKERS.sub(r"\1_\2", text)


def _statement(case: Case) -> str:
    return _examples(case.examples) if case.examples else _unmarked(case.code)


def _examples(text: str) -> str:
    """The call that checks the examples: no prompts, which IPython takes away even inside a text."""
    arguments = []
    for example in doctest.DocTestParser().get_examples(text):
        code = _quoted(example.source.rstrip("\n"))
        arguments.append(f"({code}, {_quoted(example.want.rstrip(chr(10)))})" if example.want else code)
    if len(arguments) == 1 and "\n" not in arguments[0]:
        return f"check_examples({arguments[0]})"
    return "check_examples(\n" + "".join(f"    {argument},\n" for argument in arguments) + ")"


def _quoted(text: str) -> str:
    """A literal that reads as it is, where it can."""
    if _MARKERS.search(text) or _HEADS.search(text):
        return repr(text).replace("BEGIN ", "BEGIN\\x20").replace("END ", "END\\x20")
    if "\n" in text and "'''" not in text and "\\" not in text and not text.endswith("'"):
        return f"'''{text}'''"
    return repr(text)


def _nbgrader(grade_id: str, **flags: bool) -> dict[str, Any]:
    return {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": False,
        "solution": False,
        "locked": False,
        "task": False,
        **flags,
    }


def _cell(cell_type: str, source: str, nbgrader: dict[str, Any] | None = None, cell_id: str = "") -> Cell:
    cell: Cell = {"cell_type": cell_type, "source": source, "metadata": {}}
    if nbgrader:
        cell["metadata"] = {"nbgrader": nbgrader}
    if cell_id:
        cell["id"] = cell_id
    return cell

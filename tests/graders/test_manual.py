"""The engine's manual keeps up with the engine: limits, what they say, report fields, endings, verdicts, exit codes."""

from __future__ import annotations

import re
from dataclasses import asdict, fields

import pytest

from graders.commands import Exit
from graders.exercise import Limits
from graders.exercise.settings import parse_settings
from graders.notebook import InvalidNotebook, read
from graders.pool.sentences import ENDINGS, FLOODED, NOTES
from graders.report import Ending, Report, TestReport, Verdict
from graders.runner.bridge.errors import TooLarge
from graders.runner.bridge.wire import Writer
from graders.runner.frames import STREAM_BYTES
from graders.runner.limits import Limits as PoolLimits
from tests.repository import ROOT

MANUAL = (ROOT / "graders" / "README.md").read_text(encoding="utf-8")
LIMITS = MANUAL[MANUAL.index("## Limits") : MANUAL.index("## The exercise folder")]
ROWS = re.findall(r"^\| `(\w+)` \| ([\d.]+) \| ([\d.]+)–([\d.]+) \|", LIMITS, re.MULTILINE)


def rows_after(heading: str) -> list[str]:
    """The names in the first column of the table with this heading."""
    table = MANUAL[MANUAL.index(heading) :].split("\n\n")[0]
    first = [line.split("|")[1] for line in table.splitlines()[2:]]
    return [name for cell in first for name in re.findall(r"`?(\w+)`?", cell)]


def test_every_limit_has_a_row_with_its_default():
    assert {name: float(default) for name, default, *_ in ROWS} == asdict(Limits())


@pytest.mark.parametrize(("name", "low", "high"), [(name, low, high) for name, _, low, high in ROWS])
def test_what_a_limit_may_be(name, low, high):
    def complaints(value):
        _, problems = parse_settings(f'title = "T"\n[limits]\n{name} = {value}\n')
        return [problem for problem in problems if "must be from" in problem.sentence]

    assert not complaints(low) and not complaints(high)
    assert complaints(float(high) + 1) and complaints(float(low) - 0.01)


def test_the_pool_has_the_same_defaults():
    ours = asdict(Limits())
    assert asdict(PoolLimits()) == {item.name: ours[item.name] for item in fields(PoolLimits)}


@pytest.mark.parametrize("template", [*ENDINGS.values(), *NOTES.values()])
def test_what_a_limit_says_stands_there(template):
    words = {"who": "Cell 7", "where": "while cell 7 ran", "was": "was", "each": ""}
    amounts = {"cell_stream": "64 KiB", "notebook_stream": "1 MiB"}

    assert f"“{template.format(limits=Limits(), **words, **amounts)}”" in LIMITS


def test_what_the_bridge_says_stands_there():
    with pytest.raises(TooLarge) as caught:
        Writer().require(1 << 30)

    assert f"“{caught.value}, so a test cannot look at it”" in LIMITS


def test_what_a_refusal_says_stands_there():
    with pytest.raises(InvalidNotebook) as caught:
        read(b"x" * (9 << 20), "x.ipynb", Limits())

    assert f"“{str(caught.value).partition(':')[0]}: …”" in LIMITS


def test_the_size_of_a_flood():
    assert f"more than {STREAM_BYTES >> 20} MiB" in LIMITS
    assert f"more than {STREAM_BYTES >> 20} MiB" in FLOODED


def test_every_field_of_the_report_is_there():
    assert set(rows_after("| Field | Content |")) >= {item.name for item in fields(Report)}
    assert [item.name for item in fields(TestReport) if f"`{item.name}`" not in MANUAL] == []


def test_every_ending_and_verdict_is_there_and_no_other():
    assert rows_after("| `ending` | Meaning |") == [str(ending) for ending in Ending]
    assert rows_after("| `verdict` | Meaning |") == [str(verdict) for verdict in Verdict]


def test_every_exit_code_is_there_and_no_other():
    assert {int(code) for code in rows_after("| Exit code | Meaning |")} == {int(code) for code in Exit}

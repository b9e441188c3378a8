"""The table of attacks names every case that there is, and none that there is not; every way has a control or a reason."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

from tests.repository import ROOT

GOLDEN = ROOT / "tests" / "golden"
BREAKOUTS = (ROOT / "tests" / "graders" / "runner" / "test_breakouts.py").read_text()
PAGE = (ROOT / "docs" / "reference" / "attacks.md").read_text()
LEAST_WAYS = 60

CASES: dict[str, dict[str, Any]] = {
    path.parent.name: tomllib.loads(path.read_text())
    for pattern in ("forge-*", "leak-*")
    for path in sorted(GOLDEN.glob(f"{pattern}/expected.toml"))
}
WAYS = [(name, question) for name, case in CASES.items() for question in case["ways"]]


def _is_controlled(name: str, question: str) -> bool:
    return f"{question}-tests" in CASES[name].get("control", ())


@pytest.mark.parametrize("name", CASES)
def test_every_way_is_in_the_table(name):
    case = CASES[name]
    rows = [f"| {words} | `{name}`, question `{question}`" for question, words in case["ways"].items()]

    assert [row for row in rows if row not in PAGE] == []
    assert f"\n## {case['idea']}\n" in PAGE
    assert f"| [{case['idea']}](#" in PAGE


def test_every_case_of_the_table_exists():
    named = set(re.findall(r"`((?:forge|leak)-[a-z-]+)`", PAGE))

    assert named == set(CASES)
    assert sorted(re.findall(r"`(?:forge|leak)-[a-z-]+`, question `\w+`", PAGE)) == sorted(
        f"`{name}`, question `{question}`" for name, question in WAYS
    )


def test_every_way_is_asked_for_by_its_exercise():
    asked = {
        name: (GOLDEN / "exercises" / case["exercise"] / "source.py").read_text()
        for name, case in CASES.items()
    }

    assert [way for way in WAYS if f'"grade_id": "{way[1]}-tests"' not in asked[way[0]]] == []


@pytest.mark.parametrize("name", CASES)
def test_a_way_without_a_control_says_why(name):
    case = CASES[name]
    uncontrolled = [question for question in case["ways"] if not _is_controlled(name, question)]
    reason = case.get("why_no_control", "")

    assert bool(reason) == bool(uncontrolled)
    assert PAGE.count(f"No control: {reason}") >= len(uncontrolled)


def test_there_are_enough_ways_and_the_page_counts_them():
    assert f"{len(WAYS)} ways in {len(CASES)} folders" in PAGE
    assert sum(_is_controlled(*way) for way in WAYS) >= LEAST_WAYS


def test_every_test_of_the_table_exists():
    tests = re.findall(r"`(test_\w+)`", PAGE)

    assert tests
    assert [name for name in tests if f"\ndef {name}(" not in BREAKOUTS] == []

"""The page of accidents: every line names cases that there are, and they earn what it says; every golden case is on some list."""

from __future__ import annotations

import re

import pytest

from tests.golden import cases
from tests.repository import ROOT

PAGE = (ROOT / "docs" / "reference" / "notebooks-in-the-wild.md").read_text(encoding="utf-8")
ACCIDENTS = re.findall(r"^\| (.+?) \| .+ \| (all|the rest|refused|nothing) \| (`.+`) \|$", PAGE, re.MULTILINE)
TRIALS = re.findall(r"^\| ([NO]\d+) .+? \| .+? \| (`.+`) \|$", PAGE, re.MULTILINE)
CASES = {case.name: case.expected for case in cases.all_cases()}
ALL_POINTS = cases.load("all-right").expected["points"]
OTHER_LISTS = ("tests/golden/README.md", "docs/reference/attacks.md")
PLAIN = {  # what grading is made of, rather than an accident
    "arguments-and-operators-right",
    "input-changed",
    "keeps-hidden-inputs",
    "sorts-a-copy",
}


def named(cells: str) -> list[str]:
    return re.findall(r"`([\w-]+)`", cells)


def earns(name: str) -> str:
    """The word of the page for what a case earns."""
    expected = CASES[name]
    if expected["ending"] == "invalid_notebook":
        return "refused"
    if expected["points"] == 0:
        return "nothing"
    return "all" if expected["points"] == ALL_POINTS else "the rest"


def test_the_tables_are_there():
    rows = [line for line in PAGE.splitlines() if re.match(r"\| (?!What happens|Trial)", line)]

    assert len(ACCIDENTS) >= 60
    assert len(ACCIDENTS) + len(TRIALS) == len(rows)


@pytest.mark.parametrize(("what", "earned", "cells"), ACCIDENTS)
def test_an_accident_earns_what_the_page_says(what, earned, cells):
    assert named(cells)
    assert {name: earns(name) for name in named(cells)} == dict.fromkeys(named(cells), earned)


def test_every_trial_of_the_peers_has_its_case():
    assert [number for number, _ in TRIALS] == [f"N{n}" for n in range(1, 34)] + [
        f"O{n}" for n in range(1, 14)
    ]
    assert {name for _, cells in TRIALS for name in named(cells)} <= CASES.keys()


def test_every_golden_case_is_on_some_list():
    lists = PAGE + "".join((ROOT / path).read_text(encoding="utf-8") for path in OTHER_LISTS)
    known = PLAIN | {
        name for name in CASES if f"`{name}`" in lists or name.startswith(("shared-", "from-otter-"))
    }

    assert CASES.keys() - known == set()

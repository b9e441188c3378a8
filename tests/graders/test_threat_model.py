"""The threat model speaks of what there is: endings, limits, files and names of the code."""

from __future__ import annotations

import re
from dataclasses import fields

from graders.exercise import Limits
from graders.report import Ending
from tests.repository import ROOT

PAGE = (ROOT / "docs" / "explanation" / "threat-model.md").read_text()
CODE = re.findall(r"`([^`]+)`", PAGE)
MACHINE = PAGE[PAGE.index("## The machine") : PAGE.index("## The score")]


def test_every_ending_is_met_by_an_attempt_and_no_other_is_named():
    last_column = " ".join(line.split("|")[3] for line in MACHINE.splitlines() if line.startswith("|"))

    assert set(re.findall(r"`(\w+)`", last_column)) == {ending.value for ending in Ending} | {"MemoryError"}


def test_every_limit_stops_somebody():
    limits = {field.name for field in fields(Limits)} - {"message_mib"}

    assert limits - set(CODE) == set()
    assert set(re.findall(r"`(\w+_(?:seconds|mib|kib|files|cells|nesting))`", PAGE)) - limits == set()


def test_every_file_that_is_named_exists():
    named = [path for path in CODE if path.startswith(("graders/", "tests/", "platform/"))]

    assert len(named) > 8
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_shared_mode_and_refused_operations_have_their_names():
    bridge = (ROOT / "graders" / "runner" / "bridge" / "errors.py").read_text()

    assert "class OpaqueValue" in bridge
    assert 'isolation = "shared"' in PAGE


def test_what_is_not_defended_is_said():
    gaps = re.findall(r"^\*\*([^*]+)\*\*", PAGE[PAGE.index("## What is not defended") :], re.MULTILINE)

    assert len(gaps) >= 7

"""The list of what must be survived has a case for each line, and no case that is not there."""

from __future__ import annotations

import re

import pytest

from tests.golden import cases

LIST = (cases.FOLDER / "README.md").read_text(encoding="utf-8").partition("## What must be survived")[2]
ROWS = re.findall(r"^\| (.+?) \| (`.+) \|$", LIST, re.MULTILINE)
NOT_A_SUBMISSION = "a zygote or a pool killed in mid-run"


def test_the_list_is_there():
    assert len(ROWS) > 40
    assert NOT_A_SUBMISSION in dict(ROWS)


@pytest.mark.parametrize(("what", "named"), [row for row in ROWS if row[0] != NOT_A_SUBMISSION])
def test_each_line_has_a_case(what, named):
    names = re.findall(r"`([\w-]+)`", named)
    assert names
    assert [name for name in names if not (cases.FOLDER / name / "expected.toml").is_file()] == []

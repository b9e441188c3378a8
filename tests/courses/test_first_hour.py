"""Whoever follows the instructor's first hour gets an exercise that earns what the page says."""

from __future__ import annotations

import re
import textwrap
import tomllib
from pathlib import Path

import pytest

from graders.exercise import read
from graders.notebook import from_percent
from tests.repository import ROOT

PAGE = (ROOT / "docs/how-to/first-hour-as-instructor.md").read_text()
FOLDER = "exercises/ml-foundations/week-03-classification/cost-of-errors/"
FILE = re.compile(rf"`{FOLDER}([\w./-]+)`.*?\n\n((?:    .*\n|\n(?=    ))+)")
FILES = {name: textwrap.dedent(text) for name, text in FILE.findall(PAGE)}
EXPECTED = tomllib.loads(FILES["submissions/expected.toml"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    return tmp_path


def test_every_answer_has_its_points():
    assert len(EXPECTED) == 2
    assert FILES.keys() == {"exercise.toml", "source.py"} | {
        f"submissions/{name}" for name in (*EXPECTED, "expected.toml")
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_an_answer_earns_what_the_page_says(folder, client, name):
    content = from_percent(FILES[f"submissions/{name}"].encode())
    report = client.grade(exercise=read(folder), file_name=name, content=content)
    assert report.points == EXPECTED[name]["points"]
    assert f"`{name}` " in PAGE

"""Whoever follows the tutorial gets what it prints."""

from __future__ import annotations

import re
import textwrap
import tomllib
from pathlib import Path

import pytest

from graders.exercise import read
from graders.notebook import from_percent
from tests.repository import ROOT

TUTORIAL = (ROOT / "docs/tutorial/first-exercise.md").read_text()
BLOCKS = [
    textwrap.dedent(block) for block in re.findall(r"(?:^    .*\n|^\n(?=    ))+", TUTORIAL, re.MULTILINE)
]
SOURCE, *ANSWERS = [block.strip() + "\n" for block in BLOCKS if "# %%" in block]
ANSWERS_BY_NAME = dict(zip(re.findall(r"^`([\w-]+\.py)`, ", TUTORIAL, re.MULTILINE), ANSWERS, strict=True))
EXPECTED = tomllib.loads(next(block for block in BLOCKS if '["right.py"]' in block))
PRINTED = dict(re.findall(r"submissions/([\w-]+\.py) +completed +([\d.]+) ", TUTORIAL))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "exercise.toml").write_text('title = "The mean, by hand"\n')
    (tmp_path / "source.py").write_text(SOURCE)
    return tmp_path


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_earns_what_the_page_says(folder, client, name):
    content = from_percent(ANSWERS_BY_NAME[name].encode())
    report = client.grade(exercise=read(folder), file_name=name, content=content)
    assert report.points == EXPECTED[name]["points"] == float(PRINTED[name])


def test_the_second_line_takes_the_point_away(folder, client):
    second = next(block for block in BLOCKS if "mean([7])" in block and "# %%" not in block)
    text = SOURCE.replace("assert abs(mean([])) < 1e-9\n", "assert abs(mean([])) < 1e-9\n" + second)
    (folder / "source.py").write_text(text)
    content = from_percent(ANSWERS_BY_NAME["trying.py"].encode())
    assert client.grade(exercise=read(folder), file_name="trying.py", content=content).points == 0

"""`nbgrader_config.py` is read and never run."""

from __future__ import annotations

import pytest

from graders.importers import ImportFailed
from graders.importers.nbgrader import Delimiters, Options
from graders.importers.nbgrader.config import read_config
from graders.importers.nbgrader.options import not_understood


def config(tmp_path, text, name="nbgrader_config.py"):
    path = tmp_path / name
    path.write_text(text)
    return read_config(path)


def test_plain_values_are_taken(tmp_path):
    found = config(
        tmp_path,
        '"""Ours."""\nimport os\nc = get_config()\nc.ClearSolutions.begin_solution_delimeter = "#-"\nc.Execute.timeout = 45\n',
    )
    told = Options().told(found)

    assert (told.delimiters.begin_solution, told.cell_seconds) == ("#-", 45)
    assert told.delimiters.end_solution == Delimiters().end_solution
    assert not_understood(found) == []


def test_the_command_line_goes_first(tmp_path):
    found = config(tmp_path, 'c.ClearSolutions.begin_solution_delimeter = "#-"')

    assert Options(delimiters=Delimiters(begin_solution="!!")).told(found).delimiters.begin_solution == "!!"


def test_nothing_is_run_and_every_line_that_was_not_read_is_told(tmp_path):
    mark = tmp_path / "was-run"
    found = config(
        tmp_path,
        f"open({str(mark)!r}, 'w')\nc.Exchange.root = open({str(mark)!r}, 'w').name\nif True:\n    c.X.y = 1\nc.ClearSolutions.code_stub = {{'python': 'pass'}}\n",
    )

    assert not mark.exists()
    assert not_understood(found) == [
        "nbgrader_config.py:5: `c.ClearSolutions.code_stub` has no counterpart here.",
        "nbgrader_config.py:1: this is no plain value, and the file is never run.",
        "nbgrader_config.py:2: this is no plain value, and the file is never run.",
        "nbgrader_config.py:3: this is no plain value, and the file is never run.",
    ]


def test_json_will_do(tmp_path):
    found = config(tmp_path, '{"CourseDirectory": {"course_id": "stats"}}', "nbgrader_config.json")

    assert Options().told(found).course_id == "stats"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("c.X = (", "nbgrader_config.py"),
        ("x" * (2 << 20), "nbgrader_config.py"),
        ("(" * 5000, "nbgrader_config.py"),
        ("{", "nbgrader_config.json"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, text, name):
    with pytest.raises(ImportFailed, match="nbgrader_config"):
        config(tmp_path, text, name)

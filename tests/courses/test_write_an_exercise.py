"""Whoever follows the how-to word by word, from `graders new` on, meets what it prints and has an exercise fit to publish."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graders.check.exercise import Checked, check
from graders.commands import check as command
from graders.exercise import ExerciseError, read, starting
from tests.repository import ROOT

PAGE = (ROOT / "docs/how-to/write-an-exercise.md").read_text()
FOLDER = "exercises/ml-foundations/week-02-regression/pass-rate"
STEPS = dict(zip(*[iter(re.split(r"^## (\d)\. .*\n", PAGE, flags=re.MULTILINE)[1:])] * 2, strict=True))
Check = Callable[[], Checked]


def blocks(step: str) -> Iterator[str]:
    for block in re.findall(r"(?:^    .*\n|^\n(?=    ))+", STEPS[step], re.MULTILINE):
        yield textwrap.dedent(block).strip("\n")


def block(step: str, begins: str) -> str:
    return next(text for text in blocks(step) if text.startswith(begins))


def append(path: Path, text: str) -> None:
    path.write_text(f"{path.read_text().rstrip()}\n\n{text}\n")


def replace(path: Path, old: str, new: str) -> None:
    head, found, tail = path.read_text().rpartition(old)
    assert found, f"{path.name} has no {old}"
    path.write_text(head + new + tail)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """After step 1."""
    starting.begin("notebook", tmp_path / "pass-rate")
    return tmp_path / "pass-rate"


@pytest.fixture
def checked(folder: Path, client) -> Check:
    return lambda: check(read(folder), client, jobs=2, on_progress=lambda *_: None)


def printed(found: Checked, capsys) -> str:
    command._console().print(command._shown(found))
    return " ".join(capsys.readouterr().out.split())


def test_every_command_of_the_page_is_one_that_there_is():
    words = {text.split()[1] for step in STEPS for text in blocks(step) if ".venv/bin/graders" in text}
    assert words == {"new", "check"}
    assert all(FOLDER in text for step in STEPS for text in blocks(step) if ".venv/bin/graders" in text)


def test_what_it_begins_with_has_nothing_to_mend(checked):
    found = checked()
    assert (found.findings, found.survivors, found.mutation_score) == ((), (), 1.0)
    assert len(found.mutants) > 5


def test_step_by_step_it_becomes_what_the_page_says(folder, checked, capsys):
    append(folder / "source.py", block("2", "# %% [markdown]"))
    found = checked()
    assert len(found.survivors) == 2
    assert " ".join(block("3", "survives").split()) in printed(found, capsys)
    assert "<= high" in found.survivors[1].mutant.after
    assert [finding.rule for finding in found.findings] == ["few_samples"]

    replace(
        folder / "source.py", "### END HIDDEN TESTS", block("4", '# TEST "Who') + "\n### END HIDDEN TESTS"
    )
    with pytest.raises(ExerciseError, match="points"):
        read(folder)
    replace(folder / "source.py", '"points": 3', '"points": 4')
    append(folder / "submissions/right-another-way.py", block("4", "# %%"))
    replace(folder / "submissions/expected.toml", "points = 5", "points = 9")
    found = checked()
    assert (found.findings, found.survivors, found.mutation_score) == ((), (), 1.0)
    assert "fit to publish" in printed(found, capsys)

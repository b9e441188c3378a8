"""Whoever follows the how-to word by word, from `graders new` on, meets what it prints and has an exercise fit to publish."""

from __future__ import annotations

import contextlib
import io
import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

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


def add_the_question(folder: Path) -> None:
    append(folder / "source.py", block("2", "# %% [markdown]"))


def add_the_borders(folder: Path) -> None:
    replace(
        folder / "source.py", "### END HIDDEN TESTS", block("4", '# TEST "Who') + "\n### END HIDDEN TESTS"
    )


def finish(folder: Path) -> None:
    replace(folder / "source.py", '"points": 3', '"points": 4')
    append(folder / "submissions/right-another-way.py", block("4", "# %%"))
    replace(folder / "submissions/expected.toml", "points = 5", "points = 9")


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
    add_the_question(folder)
    found = checked()
    assert len(found.survivors) == 2
    assert " ".join(block("3", "survives").split()) in printed(found, capsys)
    assert "<= high" in found.survivors[1].mutant.after
    assert [finding.rule for finding in found.findings] == ["few_samples"]

    add_the_borders(folder)
    with pytest.raises(ExerciseError, match="points"):
        read(folder)
    finish(folder)
    found = checked()
    assert (found.findings, found.survivors, found.mutation_score) == ((), (), 1.0)
    assert "fit to publish" in printed(found, capsys)


@pytest.mark.django_db
def test_at_the_end_it_is_published(tmp_path, client, monkeypatch):
    course, week = tmp_path / "ml-foundations", tmp_path / "ml-foundations/week-02-regression"
    starting.begin("notebook", week / "pass-rate")
    for add in (add_the_question, add_the_borders, finish):
        add(week / "pass-rate")
    (course / "course.toml").write_text('title = "Foundations"\nweeks = ["week-02-regression"]\n')
    (week / "week.toml").write_text('title = "Regression"\n')
    monkeypatch.setattr(
        "assay.catalog.management.commands.publish.sandbox", lambda **_: contextlib.nullcontext(client)
    )
    said = io.StringIO()

    call_command("publish", course, stdout=said)

    assert "manage.py publish exercises/ml-foundations" in block("5", ".venv/bin/python")
    assert re.search(r"^new +pass-rate +9.00 points", said.getvalue(), re.MULTILINE)
    assert "pass-rate               fit to publish, 100 % of mutants caught" in said.getvalue()

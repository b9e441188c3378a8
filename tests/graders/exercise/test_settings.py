"""exercise.toml: only `title` is required, and all that is wrong is told at once."""

from __future__ import annotations

import io
import zipfile

import pytest

from graders import release
from graders.exercise import Attempts, ExerciseError, Limits, Reveal
from tests.graders import folders

ANSWER = folders.cell("answer", "a", "x = 1")


def test_it_works_with_a_title_alone(tmp_path):
    exercise = folders.read(tmp_path / "tiny", ANSWER)

    assert (exercise.id, exercise.title, exercise.environment) == ("tiny", "A title", "ml-base")
    assert (exercise.limits, exercise.attempts, exercise.reveal) == (Limits(), Attempts(), Reveal())


def test_every_setting_is_read(tmp_path):
    settings = """
title = "T"
summary = "S"
environment = "other-1"
seed = 9
stop_on_error = true
[limits]
run_seconds = 5
cell_seconds = 2.5
[attempts]
allowed = 3
counts = "last"
[reveal]
score = "by_hand"
hints = false
"""
    exercise = folders.read(tmp_path, ANSWER, settings=settings)

    assert (exercise.summary, exercise.environment, exercise.seed) == ("S", "other-1", 9)
    assert exercise.stop_on_error
    assert exercise.limits == Limits(run_seconds=5, cell_seconds=2.5)
    assert exercise.attempts == Attempts(allowed=3, counts="last")
    assert exercise.reveal == Reveal(score="by_hand", hints=False)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("colour = 1", "exercise.toml:2: `colour` is not a setting"),
        ("seed = -1", "exercise.toml:2: `seed` must be from 0"),
        ("seed = true", "exercise.toml:2: `seed` must be a whole number"),
        ('isolation = "none"', "exercise.toml:2: `isolation` must be one of: separate, shared."),
        ('kind = "poem"', "exercise.toml:2: `kind` must be one of: notebook"),
        ("limits = 3", "exercise.toml:2: `limits` must be a table"),
        ("limits.run_second = 3", "`run_second` is not a setting of [limits]"),
        ("limits.memory_mib = 1", "`memory_mib` must be from 256"),
        ("limits.tasks = 10.5", "`tasks` must be a whole number"),
        ("limits.run_seconds = 'long'", "`run_seconds` must be a number"),
        ("limits.cell_seconds = 61", "`cell_seconds` (61) is longer than `run_seconds`"),
        ("attempts.allowed = -1", "`allowed` must be a whole number, 0 or more"),
        ("attempts.counts = 'first'", "`counts` must be one of: best, last"),
        ("reveal.hints = 1", "`hints` must be true or false"),
        ("reveal.score = 'never'", "`score` must be one of"),
        ("seed = = 1", "exercise.toml:2: This is not valid TOML"),
    ],
)
def test_a_wrong_line_is_told_with_its_number(tmp_path, line, told):
    [problem] = folders.problems(tmp_path, ANSWER, settings=f'title = "T"\n{line}\n')

    assert told in problem


def test_everything_wrong_is_told_at_once(tmp_path):
    told = folders.problems(tmp_path, folders.cell("answer", "a b", "x"), settings="seed = 1.5\nfoo = 2\n")

    assert len(told) == 4
    assert told[0].startswith("exercise.toml: `title` is missing")
    assert told[3].startswith("source.ipynb:14: `grade_id` must be")


def test_a_folder_without_settings_or_source_says_so(tmp_path):
    from graders.exercise import ExerciseError, read

    with pytest.raises(ExerciseError) as caught:
        read(tmp_path)

    assert [problem.file for problem in caught.value.problems] == ["exercise.toml", "source.py"]


def test_nbgraders_rules_are_settings(tmp_path):
    text = 'title = "T"\n[nbgrader]\nstderr_is_failure = true\nimpossible_score = "full"\nscore_over_maximum = "error"\n'
    made = folders.read(tmp_path, ANSWER, settings=text)

    assert (made.nbgrader.stderr_is_failure, made.nbgrader.impossible_score) == (True, "full")
    assert made.nbgrader.score_over_maximum == "error"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('stderr_is_failure = "yes"', "exercise.toml:3: `stderr_is_failure` must be true or false"),
        ('impossible_score = "none"', "exercise.toml:3: `impossible_score` must be one of: error, full"),
        ("late = 1", "exercise.toml:3: `late` is not a setting of [nbgrader]"),
    ],
)
def test_a_wrong_rule_is_told_with_its_line(tmp_path, line, told):
    with pytest.raises(ExerciseError) as caught:
        folders.read(tmp_path, ANSWER, settings=f'title = "T"\n[nbgrader]\n{line}\n')
    assert told in str(caught.value)


def test_data_may_lie_beside_the_notebook(tmp_path):
    settings = 'title = "T"\ndata_beside_notebook = true\n'
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "n.csv").write_text("1")
    made = folders.read(tmp_path, ANSWER, settings=settings)

    assert [made.place_of(name) for name in made.public_files] == ["n.csv"]
    names = zipfile.ZipFile(io.BytesIO(release.make(made).content)).namelist()
    assert set(names) == {f"{made.name}/{made.name}.ipynb", f"{made.name}/n.csv"}


def test_public_data_is_never_taken_for_hidden(tmp_path):
    (tmp_path / "data" / "hidden").mkdir(parents=True)
    (tmp_path / "data" / "hidden" / "n.csv").write_text("1")
    with pytest.raises(ExerciseError, match=r"data/hidden/n\.csv: With `data_beside_notebook`"):
        folders.read(tmp_path, ANSWER, settings='title = "T"\ndata_beside_notebook = true\n')

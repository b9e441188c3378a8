"""`graders import nbgrader` in a terminal: what it writes, says and returns."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from graders.__main__ import main
from graders.commands.importing import exercises
from graders.exercise import read
from graders.pool.fake import FakeGrader
from graders.pool.launchers import PoolNotStarted
from tests.graders.importers.nbgrader.building import AUTOTESTS, MEAN, answer, graded, write, write_course


class Pool:
    """Stands where a client of a pool would."""

    socket = "there"


@pytest.fixture
def pool(monkeypatch):
    """A pool that gives every test its points."""
    started = []

    @contextmanager
    def start(**named):
        started.append(named["environment"])
        yield Pool()

    monkeypatch.delenv("ASSAY_POOL_SOCKET", raising=False)
    monkeypatch.setattr(exercises, "start_pool", start)
    monkeypatch.setattr(exercises, "PoolClient", lambda _: FakeGrader())
    return started


@pytest.fixture
def no_pool(monkeypatch):
    def fail(**_):
        raise PoolNotStarted("user namespaces are switched off here")

    monkeypatch.delenv("ASSAY_POOL_SOCKET", raising=False)
    monkeypatch.setattr(exercises, "start_pool", fail)


def bring(*words):
    return main(["import", "nbgrader", *map(str, words)])


def test_it_works(tmp_path, pool, capsys):
    assert bring(write(tmp_path, "ps1", *MEAN), tmp_path / "out") == 0

    shown = capsys.readouterr().out
    row = shown.splitlines()[1].split()
    assert row[1:] == ["2", "3.5", "3.5", "of", "3.5", "apart"]
    assert "carried over: out: 2 test cell(s), 1 answer cell(s), 0 marked by hand" in shown
    assert "1 exercise; the reference earns everything in 1 of 1; 0 of 1 (0 %) need shared tests" in shown
    assert f"Next: graders check {tmp_path / 'out'}" in shown
    assert pool == ["ml-base"]


def test_settings_of_the_import_are_settings_of_the_exercise(tmp_path, pool):
    words = ["--stderr-is-failure", "--impossible-score", "full", "--score-over-maximum", "error"]
    bring(write(tmp_path, "ps1", *MEAN), tmp_path / "out", *words, "--environment", "ml-base")
    made = read(tmp_path / "out")

    assert (
        made.nbgrader.stderr_is_failure,
        made.nbgrader.impossible_score,
        made.nbgrader.score_over_maximum,
    ) == (
        True,
        "full",
        "error",
    )


def test_a_delimiter_by_option(tmp_path, pool):
    cells = (answer("a", "x = 1"), graded("q", 1, "assert x\n# SECRET\nassert x == 1\n# PUBLIC"))
    words = ["--delimiter", "begin_hidden_tests=SECRET", "--delimiter", "end_hidden_tests=PUBLIC"]
    bring(write(tmp_path, "ps1", *cells), tmp_path / "out", *words)

    assert [one.visibility for one in read(tmp_path / "out").questions[0].tests] == ["visible", "hidden"]


@pytest.mark.parametrize("word", ["begin=x", "begin_solution", "begin_solution= "])
def test_a_delimiter_that_is_none_is_wrong_usage(tmp_path, word, capsys):
    with pytest.raises(SystemExit) as caught:
        bring(tmp_path, tmp_path / "out", "--delimiter", word)
    assert caught.value.code == 2
    assert "write NAME=TEXT, with one of begin_solution" in capsys.readouterr().err


def test_a_source_that_cannot_be_read_is_exit_code_2_and_starts_no_pool(tmp_path, pool, capsys):
    (tmp_path / "ps.ipynb").write_text("{")
    assert bring(tmp_path / "ps.ipynb", tmp_path / "out") == 2
    assert bring(tmp_path / "nothing", tmp_path / "out") == 2
    told = capsys.readouterr().err
    assert "ps.ipynb: " in told and "There is no such file or folder" in told
    assert told.count("nothing was written") == 2
    assert pool == []


def test_without_a_pool_the_exercise_is_written_untried_and_the_exit_code_is_1(tmp_path, no_pool, capsys):
    assert bring(write(tmp_path, "ps1", *MEAN), tmp_path / "out") == 1

    assert "it could not be tried: user namespaces are switched off here" in capsys.readouterr().out
    assert read(tmp_path / "out").points == 3.5


def test_who_wants_no_trial_needs_no_pool(tmp_path, no_pool, capsys):
    assert bring(write(tmp_path, "ps1", *MEAN), tmp_path / "out", "--no-trial") == 0

    assert "could not be tried" not in capsys.readouterr().out


def test_autotests_without_a_pool_are_left_out_with_a_sentence(tmp_path, no_pool, capsys):
    folder = tmp_path / "ps"
    write(folder, "one", answer("a", "x = 1"), graded("q", 1, "### AUTOTEST x"))
    write(folder, "two", *MEAN)
    (folder / "autotests.yml").write_text(AUTOTESTS)

    assert bring(folder, tmp_path / "out", "--no-trial") == 1
    shown = capsys.readouterr().out
    assert "not carried over: one.ipynb: AUTOTEST is answered by the notebook itself in a sandbox" in shown
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["two"]


def test_a_whole_course(tmp_path, no_pool, capsys):
    source = write_course(tmp_path / "course")
    assert bring(source, tmp_path / "out") == 1  # AUTOTEST, and no trial

    shown = capsys.readouterr().out
    assert "needs a person: There is no gradebook.db" in shown
    assert "not carried over: auto.ipynb: AUTOTEST" in shown
    assert len(list((tmp_path / "out/stats101").glob("*/*/exercise.toml"))) == 10

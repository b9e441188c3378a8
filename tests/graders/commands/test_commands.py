"""The program in a terminal: arguments, output, exit codes."""

from __future__ import annotations

import json
import shutil
import zipfile

import pytest

from graders import exercise, release
from graders.__main__ import main
from tests.graders import folders
from tests.graders.pool.scripted import Vanished, scripted_pool
from tests.graders.pool.test_client import honest


@pytest.fixture
def notebook(tmp_path):
    path = tmp_path / "mine.ipynb"
    path.write_bytes(release.notebook_bytes(exercise.read(folders.SQUARES)))
    return path


def grade(pool, *words):
    return main(["grade", str(folders.SQUARES), *map(str, words), "--socket", str(pool.socket)])


def test_grade_prints_a_row_for_each_submission(notebook, capsys):
    with scripted_pool(honest) as pool:
        code = grade(pool, notebook)

    assert code == 0
    heading, row = capsys.readouterr().out.rstrip().splitlines()
    assert heading.split() == ["submission", "ending", "points", "of", "seconds"]
    assert row.split()[:4] == [str(notebook), "completed", "9", "10"]


def test_grade_marks_scores_that_can_be_forged(notebook, tmp_path, capsys):
    folder = shutil.copytree(folders.SQUARES, tmp_path / "squares")
    settings = (folder / "exercise.toml").read_text()
    (folder / "exercise.toml").write_text('isolation = "shared"\n' + settings)

    with scripted_pool(honest) as pool:
        main(["grade", str(folder), str(notebook), "--socket", str(pool.socket)])

    heading, row = capsys.readouterr().out.rstrip().splitlines()
    assert heading.split()[-1] == "tests"
    assert row.endswith("shared: can be forged")


def test_grade_writes_reports_in_the_order_given(notebook, tmp_path):
    other = tmp_path / "a.ipynb"
    other.write_bytes(b"no notebook")
    target = tmp_path / "reports.json"

    with scripted_pool(honest) as pool:
        code = grade(pool, notebook, other, "--json", target)

    reports = json.loads(target.read_text())
    assert code == 0
    assert [report["submission"]["file"] for report in reports] == [str(notebook), str(other)]
    assert [report["ending"] for report in reports] == ["completed", "invalid_notebook"]


def test_grade_writes_nothing_but_json_where_asked_to(notebook, capsys):
    with scripted_pool(honest) as pool:
        grade(pool, notebook, "--json", "-")

    assert json.loads(capsys.readouterr().out)[0]["points"] == 9.0


def test_grade_takes_folders_and_globs_and_each_file_once(notebook, tmp_path, capsys):
    (tmp_path / "sub" / ".ipynb_checkpoints").mkdir(parents=True)
    for path in ("sub/b.ipynb", "sub/.ipynb_checkpoints/c.ipynb", "sub/notes.txt"):
        shutil.copy(notebook, tmp_path / path)

    with scripted_pool(honest) as pool:
        grade(pool, tmp_path, tmp_path / "*.ipynb", notebook)

    rows = capsys.readouterr().out.rstrip().splitlines()[1:]
    assert [row.split()[0] for row in rows] == [str(notebook), str(tmp_path / "sub" / "b.ipynb")]


def test_grade_says_what_it_cannot_find(tmp_path, capsys):
    assert main(["grade", str(folders.SQUARES), str(tmp_path / "nothing*")]) == 2

    assert "no notebook is found there" in capsys.readouterr().err


def test_a_fault_of_ours_is_exit_code_1(notebook, capsys):
    def vanish(_):
        raise Vanished

    with scripted_pool(vanish) as pool:
        code = grade(pool, notebook)

    assert code == 1
    assert "our fault" in capsys.readouterr().out


def test_a_broken_exercise_is_told_with_file_and_line(tmp_path, capsys):
    (tmp_path / "exercise.toml").write_text('title = "T"\nseed = "x"\n')

    assert main(["release", str(tmp_path)]) == 2

    assert capsys.readouterr().err.splitlines() == [
        "exercise.toml:2: `seed` must be a whole number.",
        "source.py: There is no source.py and no source.ipynb.",
        "graders: the exercise has 2 problems.",
    ]


def test_release_writes_the_learners_copy(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert main(["release", str(folders.SQUARES)]) == 0

    assert capsys.readouterr().out == "squares.zip\n"
    assert zipfile.is_zipfile(tmp_path / "squares.zip")


def test_release_says_where_it_cannot_write(tmp_path, capsys):
    assert main(["release", str(folders.SQUARES), "-o", str(tmp_path / "no" / "x.zip")]) == 2

    assert "cannot write" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [[], ["grade"], ["grade", "x"], ["grade", "x", "y", "--jobs", "0"], ["mend"]]
)
def test_wrong_usage_is_exit_code_2(words, capsys):
    with pytest.raises(SystemExit) as caught:
        main(words)

    assert caught.value.code == 2
    assert "usage: graders" in capsys.readouterr().err


def test_doctor_prints_what_it_found(capsys):
    code = main(["doctor"])

    out = capsys.readouterr().out
    assert "kernel" in out
    assert code in (0, 1)

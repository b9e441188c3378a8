"""`graders new` begins an exercise: whole, explained, and over nothing that is there."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from dataclasses import asdict, fields
from pathlib import Path

import pytest

from graders import release
from graders.__main__ import main
from graders.check.prediction import check
from graders.exercise import read
from graders.exercise.model import Attempts, Limits, Reveal
from graders.exercise.settings import Settings, parse_settings
from graders.pool.client import PoolClient

OF_OTHER_EXERCISES = {"prediction", "nbgrader", "data_beside_notebook"}  # of their kind, or imported


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert main(["new", str(tmp_path / "mine")]) == 0
    return tmp_path / "mine"


def test_it_writes_a_sound_exercise(folder):
    exercise = read(folder)
    assert (exercise.kind, exercise.points) == ("notebook", 5)
    assert exercise.public_files == ("data/students.csv",)
    assert exercise.hidden_files == ("hidden/other_year.csv",)
    samples = tomllib.loads((folder / "submissions/expected.toml").read_text())
    assert {path.name for path in (folder / "submissions").glob("*.py")} == samples.keys()


def test_it_says_what_it_wrote_and_what_comes_next(capsys, folder):
    said = capsys.readouterr().out
    assert all(str(path) in said for path in folder.rglob("*") if path.is_file())
    assert f"graders check {folder}" in said
    assert f"change {folder}/source.py" in said


def test_every_setting_is_there_and_stands_at_its_default(folder):
    """Without the comment signs it is the same exercise."""
    text = (folder / "exercise.toml").read_text()
    uncommented = re.sub(r"^# (\w+ = )", r"\1", text, flags=re.MULTILINE)
    settings, problems = parse_settings(uncommented)
    assert (settings, problems) == (parse_settings(text)[0], [])
    table = tomllib.loads(uncommented)
    written = {*table, *table["limits"], *table["attempts"], *table["reveal"]}
    known = {item.name for item in fields(Settings)} - OF_OTHER_EXERCISES
    assert written == known | asdict(Limits()).keys() | asdict(Attempts()).keys() | asdict(Reveal()).keys()


def test_a_learner_gets_neither_hidden_tests_nor_the_question_in_comments(folder):
    text = release.notebook_bytes(read(folder)).decode()
    assert "students.csv" in text
    assert not [word for word in ("other_year", "Cause or company", "SOLUTION") if word in text]


def test_the_question_in_comments_is_one_that_a_person_marks(folder):
    source = folder / "source.py"
    head, _, rest = source.read_text().partition("# A question that a person marks.")
    question, _, end = rest.partition("### END HIDDEN TESTS\n")
    lines = [line[2:] for line in question.split("\n")[2:]]
    source.write_text(f"{head}### END HIDDEN TESTS\n{end}\n" + "\n".join(lines))
    assert [(question.name, question.manual) for question in read(folder).questions] == [
        ("pass-rate", False),
        ("cause", True),
    ]


def test_a_folder_that_has_an_exercise_is_left_alone(folder, capsys):
    (folder / "source.py").write_text("mine")
    assert main(["new", str(folder)]) == 2
    assert "is there already; nothing was written" in capsys.readouterr().err
    assert (folder / "source.py").read_text() == "mine"


def test_one_file_in_the_way_is_enough(tmp_path, capsys):
    (tmp_path / "source.py").write_text("mine")
    assert main(["new", str(tmp_path)]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["source.py"]


def test_what_cannot_be_written_is_told(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["new", str(tmp_path / "file")]) == 2
    assert "cannot write" in capsys.readouterr().err


@pytest.fixture
def prediction(tmp_path: Path) -> Path:
    assert main(["new", str(tmp_path / "rides"), "--kind", "prediction"]) == 0
    return tmp_path / "rides"


def test_a_prediction_exercise_has_nothing_to_mend(prediction):
    found = check(read(prediction), PoolClient(Path()), jobs=1, on_progress=lambda *_: None)
    assert found.findings == ()
    assert [sample.run.points for sample in found.samples] == [10, 5, 0, 0]


def test_its_tables_can_be_made_again(prediction, tmp_path):
    subprocess.run([sys.executable, prediction / "hidden/make_data.py"], cwd=tmp_path, check=True)
    made = sorted(path.relative_to(tmp_path) for path in tmp_path.glob("*/*.csv"))
    assert len(made) == 5
    assert not [path for path in made if (tmp_path / path).read_bytes() != (prediction / path).read_bytes()]


def test_it_says_where_to_read_on_about_predictions(capsys, prediction):
    assert "docs/how-to/write-a-prediction-exercise.md" in capsys.readouterr().out

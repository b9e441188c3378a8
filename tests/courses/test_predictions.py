"""Every prediction exercise of the course: fair, made again from its seed, and what its statement claims is so."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import tomllib
import zipfile
from functools import cache
from pathlib import Path

import pytest

from graders import release
from graders.check.prediction import check
from graders.exercise import Exercise, read
from graders.pool.environments import locate
from graders.pool.fake import FakeGrader
from graders.prediction import baseline_values
from tests.courses.test_samples import COURSE
from tests.graders.prediction.examples import prediction_of

FOLDERS = {
    path.parent.name: path.parent
    for path in sorted(COURSE.glob("week-*/*/exercise.toml"))
    if 'kind = "prediction"' in path.read_text()
}
each = pytest.mark.parametrize("name", FOLDERS)
MISSED = "missed-appointments"


@cache
def exercise(name: str) -> Exercise:
    return read(FOLDERS[name])


def rows(name: str, file: str) -> list[dict[str, str]]:
    with (FOLDERS[name] / file).open(newline="") as table:
        return list(csv.DictReader(table))


@each
def test_it_is_fit_to_publish(name):
    found = check(exercise(name), FakeGrader(), jobs=1, on_progress=lambda *_: None)

    assert [str(finding) for finding in found.findings] == []
    wanted = tomllib.loads((FOLDERS[name] / "submissions/expected.toml").read_text())
    assert {sample.name for sample in found.samples} == set(wanted)


@each
def test_baselines_earn_little_and_more_each(name):
    prediction = prediction_of(exercise(name))
    reached = [baseline_values(prediction, item, FOLDERS[name])[1] for item in prediction.baselines]

    assert reached == sorted(reached, key=prediction.metric.merit)


@each
def test_the_release_holds_nothing_secret(name):
    made = zipfile.ZipFile(io.BytesIO(release.make(exercise(name)).content))

    tables = {f"{name}/data/{path.name}" for path in (FOLDERS[name] / "data").iterdir()}
    assert set(made.namelist()) == {f"{name}/{name}.ipynb", *tables}


@each
def test_the_tables_can_be_made_again(tmp_path, name):
    for folder in ("data", "hidden", "submissions"):
        (tmp_path / folder).mkdir()
    python = locate(name="ml-base").python
    subprocess.run([python, FOLDERS[name] / "hidden/make_data.py"], cwd=tmp_path, check=True)
    tables = [path.relative_to(FOLDERS[name]) for path in FOLDERS[name].glob("*/*.csv")]
    assert tables
    assert sorted(path.relative_to(tmp_path) for path in tmp_path.glob("*/*.csv")) == sorted(tables)
    for table in tables:
        assert (tmp_path / table).read_bytes() == (FOLDERS[name] / table).read_bytes()


def test_no_patient_is_in_both_tables():
    train, test = rows(MISSED, "data/train.csv"), rows(MISSED, "data/test.csv")

    assert {row["patient"] for row in train}.isdisjoint(row["patient"] for row in test)
    assert len({row["appointment"] for row in train + test}) == len(train) + len(test)


def test_the_statement_counts_right():
    text = (FOLDERS[MISSED] / "source.py").read_text()
    labels = prediction_of(exercise(MISSED)).labels
    public = labels.rows(public=True)

    assert f"the {len(labels.truth):,} test" in text
    assert f"has {len(public)} rows" in text
    missed = sum(labels.truth[name] == "1" for name in public)
    (told,) = re.findall(r"about (\d+) of them were missed", text)
    assert abs(missed - int(told)) < 5


def test_its_own_code_runs(tmp_path):
    cells = [cell.source for cell in exercise(MISSED).cells if cell.cell_type == "code"]
    (tmp_path / "data").symlink_to(FOLDERS[MISSED] / "data")
    (tmp_path / "start.py").write_text("\n".join(cells))
    python = locate(name="ml-base").python
    said = subprocess.run([python, "start.py"], cwd=tmp_path, check=True, capture_output=True, text=True)

    report = FakeGrader().grade(
        exercise=exercise(MISSED), file_name="x", content=Path(tmp_path / "predictions.csv").read_bytes()
    )
    assert (report.ending, report.points) == ("completed", 5)
    assert re.search(r"split by row: 0\.6\d\d, split by patient: 0\.6\d\d", said.stdout)

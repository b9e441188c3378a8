"""Every exercise of the course is what an instructor would want to give: sound, secret where it must be, fair to its samples."""

from __future__ import annotations

import io
import re
import subprocess
import tomllib
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from graders import release
from graders.commands.submissions import load
from graders.exercise import CellKind, Exercise, read
from graders.pool.client import PoolClient
from graders.pool.environments import locate
from graders.report import Report, Visibility
from tests.repository import ROOT

COURSE = ROOT / "exercises/ml-foundations"
FOLDERS = {
    path.parent.name: path.parent
    for path in sorted(COURSE.glob("week-*/*/exercise.toml"))
    if 'kind = "prediction"' not in path.read_text()  # test_predictions
}
Grade = Callable[[str, str], Report]


def expected(name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((FOLDERS[name] / "submissions/expected.toml").read_text())


@cache
def exercise(name: str) -> Exercise:
    return read(FOLDERS[name])


def hidden_titles(name: str) -> set[str]:
    tests = [test for question in exercise(name).questions for test in question.tests]
    return {test.title for test in tests if test.visibility is Visibility.HIDDEN}


@pytest.fixture(scope="module")
def grade(client: PoolClient) -> Grade:
    @cache
    def graded(name: str, sample: str) -> Report:
        content = load(FOLDERS[name] / sample).content
        return client.grade(exercise=exercise(name), file_name=Path(sample).name, content=content)

    return graded


each = pytest.mark.parametrize("name", FOLDERS)


@each
def test_it_has_three_to_six_questions_and_ten_points(name):
    assert 3 <= len(exercise(name).questions) <= 6
    assert exercise(name).points == 10


@each
def test_every_test_has_a_title_and_a_hint(name):
    tests = [test for question in exercise(name).questions for test in question.tests]
    assert all(test.title and test.hint for test in tests)
    assert len({test.title for test in tests}) == len(tests)


@each
def test_every_question_has_a_test_to_see_and_one_that_is_hidden(name):
    for question in exercise(name).questions:
        assert {test.visibility for test in question.tests} == {Visibility.VISIBLE, Visibility.HIDDEN}


@each
def test_the_release_holds_nothing_secret(name):
    made = release.make(exercise(name)).content
    archive = zipfile.ZipFile(io.BytesIO(made))
    tables = {f"{name}/data/{path.name}" for path in (FOLDERS[name] / "data").iterdir()}
    assert set(archive.namelist()) == {f"{name}/{name}.ipynb", *tables}
    notebook = archive.read(f"{name}/{name}.ipynb").decode()
    secrets = hidden_titles(name) | {path.name for path in (FOLDERS[name] / "hidden").iterdir()}
    assert secrets
    assert not [word for word in (*secrets, "HIDDEN", "SOLUTION") if word in notebook]


@each
def test_every_sample_says_what_it_must_earn(name):
    samples = {
        path.name for path in (FOLDERS[name] / "submissions").iterdir() if path.suffix in {".ipynb", ".py"}
    }
    assert samples == set(expected(name))
    assert {"right-another-way", "half-right", "wrong", "trying-to-get-points"} <= {
        Path(sample).stem for sample in samples
    }


@pytest.mark.parametrize(
    ("name", "sample"), [(name, sample) for name in FOLDERS for sample in expected(name)]
)
def test_a_sample_earns_what_it_should(grade, name, sample):
    report, wanted = grade(name, f"submissions/{sample}"), expected(name)[sample]
    verdicts = {question.name: str(question.verdict) for question in report.questions}
    assert (report.ending, report.points) == (wanted["ending"], wanted["points"])
    assert {question: verdicts[question] for question in wanted["verdicts"]} == wanted["verdicts"]


@each
def test_each_hidden_test_is_failed_by_a_sample_that_was_begun(grade, name):
    begun = [sample for sample in expected(name) if not sample.startswith("trying-to-get-points")]
    reports = [grade(name, f"submissions/{sample}") for sample in begun]
    tests = [test for report in reports for question in report.questions for test in question.tests]
    failed = {test.title for test in tests if test.points < test.possible}
    assert hidden_titles(name) <= failed


@each
def test_the_reference_solution_earns_everything(grade, name):
    report = grade(name, "source.py")
    assert (report.ending, report.points) == ("completed", 10)


@each
def test_the_untouched_release_earns_nothing(client, name):
    content = release.notebook_bytes(exercise(name))
    report = client.grade(exercise=exercise(name), file_name=f"{name}.ipynb", content=content)
    assert (report.ending, report.points) == ("completed", 0)


@each
def test_no_hidden_row_is_public(name):
    public = {
        line for path in (FOLDERS[name] / "data").glob("*.csv") for line in path.read_text().splitlines()[1:]
    }
    for path in (FOLDERS[name] / "hidden").glob("*.csv"):
        assert public.isdisjoint(path.read_text().splitlines()[1:])


@each
def test_the_tables_can_be_made_again(tmp_path, name):
    for folder in ("data", "hidden"):
        (tmp_path / folder).mkdir()
    python = locate(name="ml-base").python
    subprocess.run([python, FOLDERS[name] / "hidden/make_data.py"], cwd=tmp_path, check=True)
    tables = [path for path in FOLDERS[name].glob("*/*.csv") if path.parent.name in ("data", "hidden")]
    assert tables
    for table in tables:
        assert (tmp_path / table.parent.name / table.name).read_bytes() == table.read_bytes()


@each
def test_nobody_hands_the_labels_to_the_learner(name):
    tests = "\n".join(cell.source for cell in exercise(name).cells if cell.kind is CellKind.TEST)
    assert not re.findall(r"\.score\(|cross_val_score\(", tests)

"""Week 3 is what an instructor would want to give: sound, secret where it must be, and fair to its samples."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest

from graders import release
from graders.commands.submissions import load
from graders.exercise import Exercise, read
from graders.pool.client import PoolClient
from graders.pool.environments import locate
from graders.report import Report, Visibility
from tests.repository import ROOT

CHURN = ROOT / "exercises/ml-foundations/week-03-classification/churn"
EXPECTED = tomllib.loads((CHURN / "submissions/expected.toml").read_text())


@pytest.fixture(scope="module")
def churn() -> Exercise:
    return read(CHURN)


@pytest.fixture(scope="module")
def reports(churn: Exercise, client: PoolClient) -> dict[str, Report]:
    contents = {name: load(CHURN / "submissions" / name).content for name in EXPECTED}
    return {
        name: client.grade(exercise=churn, file_name=name, content=content)
        for name, content in contents.items()
    }


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as table:
        return list(csv.DictReader(table))


def test_it_has_five_questions_and_ten_points(churn):
    assert [question.name for question in churn.questions] == [
        "split",
        "model",
        "counts",
        "scores",
        "threshold",
    ]
    assert churn.points == 10


def test_every_test_has_a_title_and_a_hint(churn):
    tests = [test for question in churn.questions for test in question.tests]
    assert all(test.title and test.hint for test in tests)
    assert len({test.title for test in tests}) == len(tests)


def test_the_release_holds_nothing_secret(churn):
    with zipfile.ZipFile(io.BytesIO(release.make(churn).content)) as archive:
        assert sorted(archive.namelist()) == ["churn/churn.ipynb", "churn/data/customers.csv"]
        notebook = archive.read("churn/churn.ipynb").decode()
    tests = [test for question in churn.questions for test in question.tests]
    hidden = [test.title for test in tests if test.visibility is Visibility.HIDDEN]
    assert hidden
    assert not [title for title in hidden if title in notebook]
    assert not [word for word in ("held_out", "HIDDEN", "SOLUTION", "stratify=") if word in notebook]


def test_nobody_held_out_is_public():
    public, held_out = rows(CHURN / "data/customers.csv"), rows(CHURN / "hidden/held_out.csv")
    everybody = [row["customer_id"] for row in public + held_out]
    assert (len(public), len(held_out)) == (1500, 600)
    assert len(set(everybody)) == len(everybody)
    assert "voucher" not in {row["payment"] for row in public}


def test_every_sample_says_what_it_must_earn():
    samples = {path.name for path in (CHURN / "submissions").iterdir() if path.suffix in {".ipynb", ".py"}}
    assert samples == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_earns_what_it_should(reports, name):
    report, expected = reports[name], EXPECTED[name]
    verdicts = {question.name: str(question.verdict) for question in report.questions}
    assert (report.ending, report.points) == (expected["ending"], expected["points"])
    assert {name: verdicts[name] for name in expected["verdicts"]} == expected["verdicts"]


def test_each_hidden_test_is_failed_by_a_sample_that_was_begun(reports):
    begun = [name for name in EXPECTED if name != "trying-to-get-points.ipynb"]
    tests = [test for name in begun for question in reports[name].questions for test in question.tests]
    hidden = {test.title for test in tests if test.visibility is Visibility.HIDDEN}
    failed = {test.title for test in tests if test.points < test.possible}
    assert hidden
    assert hidden <= failed


def test_the_untouched_release_earns_nothing(churn, client):
    report = client.grade(exercise=churn, file_name="churn.ipynb", content=release.notebook_bytes(churn))
    assert (report.ending, report.points) == ("completed", 0)


def test_the_tables_can_be_made_again(tmp_path):
    for folder in ("data", "hidden"):
        (tmp_path / folder).mkdir()
    python = locate(name="ml-base").python
    subprocess.run([python, CHURN / "hidden/make_data.py"], cwd=tmp_path, check=True)
    for table in ("data/customers.csv", "hidden/held_out.csv"):
        assert (tmp_path / table).read_bytes() == (CHURN / table).read_bytes()


def test_the_worked_example_of_the_manual_is_sound(tmp_path):
    manual = (ROOT / "exercises/README.md").read_text()
    example = re.search(r"```python\n(.*?)```", manual, re.DOTALL)
    settings = re.findall(r"```toml\n(title.*?)```", manual, re.DOTALL)
    assert example
    (tmp_path / "source.py").write_text(example[1])
    for text in settings:
        (tmp_path / "exercise.toml").write_text(text)
        assert read(tmp_path).points == 3

"""The check of a prediction exercise: what is unfair, what could be better, and a sound one has neither."""

from __future__ import annotations

import pytest

from graders import exercise
from graders.check.prediction import check
from graders.pool.fake import FakeGrader
from tests.graders.prediction import examples
from tests.graders.prediction.examples import CHURN, table

CUSTOMERS = {f"C{number:03}": "yes" if number % 3 == 0 else "no" for number in range(1000)}
RIGHT: dict[str, object] = {name: int(label == "yes") for name, label in CUSTOMERS.items()}
HALF_RIGHT: dict[str, object] = RIGHT | {
    name: 0.5 for number, name in enumerate(CUSTOMERS) if number % 3 == 0 and number % 2
}


@pytest.fixture
def folder(tmp_path):
    """A sound one."""
    made = examples.write(tmp_path, CHURN, examples.labels("customer", "churn", CUSTOMERS, part=True))
    for name in ("data", "submissions"):
        (made / name).mkdir()
    (made / "data/test.csv").write_text("customer,age\n" + "".join(f"{name},30\n" for name in CUSTOMERS))
    files: dict[str, dict[str, object]] = {
        "data/sample_submission.csv": dict.fromkeys(CUSTOMERS, 0.5),
        "submissions/right.csv": RIGHT,
        "submissions/constant.csv": dict.fromkeys(CUSTOMERS, 0.1),
        "submissions/half.csv": RIGHT | dict.fromkeys(list(CUSTOMERS)[::2], 0.5),
    }
    for name, rows in files.items():
        (made / name).write_bytes(table("customer", "churn", rows))
    expected = '["right.csv"]\npoints = 8\n["constant.csv"]\npoints = 0\n["half.csv"]\npoints = 5\n'
    (made / "submissions/expected.toml").write_text(expected)
    return made


def found(folder):
    return check(exercise.read(folder), FakeGrader(), jobs=1, on_progress=lambda *_: None)


def rules(folder):
    return {(str(finding.severity), finding.rule) for finding in found(folder).findings}


def add(folder, table_of_settings):
    settings = folder / "exercise.toml"
    settings.write_text(settings.read_text() + table_of_settings)


def test_it_works(folder):
    checked = found(folder)

    assert [str(finding) for finding in checked.findings] == []
    assert (checked.is_fair, checked.mutation_score, checked.reference[0].points) == (True, None, 8)
    assert {sample.name: sample.run.points for sample in checked.samples} == {
        "right.csv": 8,
        "constant.csv": 0,
        "half.csv": 5,
    }


def test_labels_in_public_data(folder):
    (folder / "data/all.csv").write_bytes(table("customer", "churn", dict(list(CUSTOMERS.items())[:50])))

    assert rules(folder) == {("unfair", "labels_public")}


def test_the_hidden_file_itself(folder):
    (folder / "data/all.csv").write_bytes((folder / "hidden/labels.csv").read_bytes())

    assert rules(folder) == {("unfair", "labels_public"), ("unfair", "hidden_file_in_release")}


def test_ids_that_nobody_is_told(folder):
    (folder / "data/test.csv").write_text("customer,age\nC001,30\n")
    (folder / "data/sample_submission.csv").unlink()

    assert rules(folder) == {("unfair", "ids_unknown"), ("weak", "no_sample")}


def test_a_constant_that_earns_much(folder):
    settings = folder / "exercise.toml"
    settings.write_text(settings.read_text().replace("[[0.6, 2]", "[[0.5, 2]"))
    (folder / "submissions/expected.toml").unlink()

    assert ("weak", "effortless") in rules(folder)


def test_a_sample_submission_that_earns_much(folder):
    (folder / "data/sample_submission.csv").write_bytes(table("customer", "churn", HALF_RIGHT))

    assert ("weak", "effortless") in rules(folder)


def test_a_sample_that_earns_otherwise(folder):
    (folder / "submissions/expected.toml").write_text('["right.csv"]\npoints = 5\n')

    assert ("unfair", "sample_differs") in rules(folder)
    assert ("weak", "sample_unlisted") in rules(folder)


@pytest.mark.parametrize(("value", "rule"), [(0.99, "baseline_earns_all"), (1.2, "baseline_impossible")])
def test_baselines_that_leave_nothing_to_do(folder, value, rule):
    add(folder, f'\n[[prediction.baselines]]\nname = "A"\nvalue = {value}\n')

    assert rule in {name for _, name in rules(folder)}


def test_a_baseline_file_that_would_be_refused(folder):
    (folder / "hidden/few.csv").write_text("customer,churn\nC001,1\n")
    add(folder, '\n[[prediction.baselines]]\nname = "A"\nfile = "hidden/few.csv"\n')

    with pytest.raises(
        exercise.ExerciseError, match=r"hidden/few\.csv: The file has 1 row, and 1,000 are asked for"
    ):
        found(folder)


def test_few_rows_are_luck(tmp_path):
    assert ("weak", "few_rows") in rules(examples.churn(tmp_path).folder)

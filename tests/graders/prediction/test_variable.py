"""Predictions handed in as a variable of a notebook: run in the real sandbox, scored outside it."""

from __future__ import annotations

import json

import pytest

from graders import exercise, release
from graders.pool.client import PoolClient
from graders.pool.launchers import start_pool
from graders.report import Ending
from tests.graders import folders
from tests.graders.prediction import examples
from tests.graders.prediction.examples import CHURN, CUSTOMERS

pytestmark = pytest.mark.slow  # it starts a pool

RIGHT = {name: int(label == "yes") for name, label in CUSTOMERS.items()}
BY_VARIABLE = CHURN + 'handed_in = "variable"\nvariable = "mine"\n'
IMPORTS = "import numpy as np\nimport pandas as pd\n"


@pytest.fixture(scope="module")
def client():
    with start_pool(environment="ml-base", jobs=1) as pool:
        yield PoolClient(pool.socket)


@pytest.fixture(scope="module")
def guess(tmp_path_factory):
    """The answer cell defines `mine`."""
    labels = examples.labels("customer", "churn", CUSTOMERS, part=True)
    folder = examples.write(tmp_path_factory.mktemp("guess"), BY_VARIABLE, labels)
    (folder / "data").mkdir()
    (folder / "data/test.csv").write_text("customer\n" + "\n".join(CUSTOMERS))
    solution = "### BEGIN SOLUTION\nmine = {name: 0.5 for name in open('data/test.csv').read().split()[1:]}\n### END SOLUTION"
    source = folders.notebook(folders.code(IMPORTS), folders.cell("answer", "predict", solution))
    (folder / "source.ipynb").write_text(json.dumps(source))
    return exercise.read(folder)


@pytest.fixture
def grade(client, guess):
    def graded(answer, *more):
        made = release.notebook(guess)
        made["cells"][1]["source"] = answer
        made["cells"] += [
            folders.code(source) | {"id": f"more-{number}"} for number, source in enumerate(more)
        ]
        return client.grade(exercise=guess, file_name="mine.ipynb", content=json.dumps(made).encode())

    return graded


@pytest.mark.parametrize(
    "answer",
    [
        f"mine = {RIGHT}",
        f"mine = pd.Series({RIGHT}, dtype=float)",
        f"mine = pd.Series({RIGHT}).rename_axis('customer').to_frame('churn')",
        f"mine = pd.DataFrame({{'churn': {list(RIGHT.values())}, 'customer': {list(RIGHT)}}})[::-1]",
        f"mine = {RIGHT}\nprint('x' * 100_000)",
    ],
    ids=["dict", "series", "index", "table", "printing"],
)
def test_it_works(grade, answer):
    report = grade(answer)

    assert (report.ending, report.message, report.points) == (Ending.COMPLETED, "", 8)
    assert (report.prediction.public, report.prediction.private) == (1, 1)
    shown = json.dumps(report.notebook)
    assert "_hand_in_predictions" not in shown
    assert "vnd.assay" not in shown


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("mine_too = 1", "Your notebook does not define `mine`."),
        ("mine = 1 / 0", "does not define `mine`. Cell 2 ended with ZeroDivisionError: division by zero"),
        ("mine = np.zeros(24)", "must be a table with the columns `customer` and `churn`; it is a ndarray."),
        (f"mine = {dict.fromkeys(CUSTOMERS, 7)}", "not between 0 and 1"),
        (f"mine = {RIGHT}\nmine.pop('C03')", "1 id missing: “C03”"),
        ("mine = pd.DataFrame({'customer': ['=cmd'], 'churn': [1]})", "Not one id of this exercise"),
    ],
)
def test_what_cannot_be_scored_is_told_and_no_attempt(grade, answer, words):
    report = grade(answer)

    assert (report.ending, report.points, report.prediction) == (Ending.INVALID_NOTEBOOK, 0, None)
    assert words in report.message


def test_the_labels_are_nowhere_in_the_sandbox(grade):
    search = (
        "import pathlib\n"
        "found = [str(path) for path in pathlib.Path('/').rglob('labels.csv')]\n"
        "found += [str(path) for path in pathlib.Path('.').rglob('hidden')]\n"
        f"mine = dict.fromkeys({list(RIGHT)}, 0.5)\n"
        "print('FOUND', found)"
    )

    report = grade(search)

    assert "FOUND []" in json.dumps(report.notebook)


def test_who_forges_what_is_written_forges_her_own_predictions(grade):
    forged = (
        "import IPython.display\n"
        "def show(data, raw):\n"
        "    IPython.display.publish_display_data({'application/vnd.assay.predictions': 'customer,churn\\nC00,1', 'points': '8'})\n"
        f"mine = {RIGHT}\n"
        "IPython.display.display = show"
    )

    report = grade(forged)

    assert (report.ending, report.points) == (Ending.INVALID_NOTEBOOK, 0)
    assert "24 are asked for" in report.message


def test_the_reference_is_graded_as_it_stands(client, guess):
    report = client.grade(exercise=guess, file_name="reference.ipynb", content=release.answered_bytes(guess))

    assert (report.ending, report.points, report.prediction.private) == (Ending.COMPLETED, 0, 0.5)


def test_a_notebook_that_ends_early_says_so(grade):
    report = grade(f"mine = {RIGHT}", "import os\nos._exit(0)")

    assert (report.ending, report.points, report.prediction) == (Ending.KILLED, 0, None)

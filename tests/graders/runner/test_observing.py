"""What a check hears of the tests at work: labels that cross to be believed, labels that come back, numbers compared."""

from __future__ import annotations

import pytest

from tests.graders.runner.running import Ran

MODEL = """
class Model:
    def fit(self, X, y):
        return self
    def predict(self, X):
        return (X[:, 0] > 0).astype(int)
    def score(self, X, y):
        return float((self.predict(X) == y).mean())
def train(X, y):
    return Model().fit(X, y)
def evaluate(model, X, y):
    return model.score(X, y)
def accuracy(y, predicted):
    return float((y == predicted).mean())
def add(a, b):
    return a + b
model = Model()
"""
DATA = """
import numpy as np
X = np.array([[-2.0, 1], [3, 1], [4, 0], [-1, 0], [2, 2], [-5, 1]])
y = np.array([0, 1, 1, 0, 1, 0])
"""
NAMES = ["model", "train", "evaluate", "accuracy", "add", "Model"]


def observed(ran: Ran, kind: str) -> list[dict]:
    return [frame for frame in ran.tests if frame["event"] == "observed" and frame["kind"] == kind]


@pytest.fixture
def kinds(forge):
    """The kinds of what crossed in a test of these lines, which the model passes."""

    def run(lines: str) -> list[str]:
        ran = forge.run(MODEL, test=DATA + lines, observe=True, changed_arguments=None, reference_names=NAMES)
        assert ran.verdict == "passed", ran.result
        return [kind for kind in ("marks", "returns") if observed(ran, kind)]

    return run


@pytest.mark.parametrize(
    "lines",
    [
        "assert model.score(X, y) > 0.8",
        "assert model.score(X=X, y=y) > 0.8",
        "assert model.score(X.tolist() and X, y.tolist()) >= 0.8",
        "import pandas as pd\nassert evaluate(model, pd.DataFrame(X).to_numpy(), pd.Series(y, name='left')) > 0.8",
        "result = evaluate(model, X, y)\nassert 0.8 < result",
    ],
)
def test_an_object_that_marks_itself_is_seen(kinds, lines):
    assert kinds(lines) == ["marks"]


@pytest.mark.parametrize(
    "lines",
    [
        "fitted = train(X, y)\nassert (fitted.predict(X) == y).mean() > 0.8",
        "from sklearn.metrics import accuracy_score\nassert accuracy_score(y, train(X, y).predict(X)) > 0.8",
        "fitted = train(X, y)\nassert np.array_equal(fitted.predict(X), list(y))",
        "fitted = train(X, y)\nnp.testing.assert_array_equal(fitted.predict(X), y)",
    ],
)
def test_labels_that_may_come_back_are_seen(kinds, lines):
    assert kinds(lines) == ["returns"]


@pytest.mark.parametrize(
    "lines",
    [
        "from sklearn.metrics import accuracy_score\nassert accuracy_score(y, model.predict(X)) > 0.8",
        "assert (model.predict(X) == y).mean() > 0.8",
        "fitted = train(X, y)\nassert (fitted.predict(X[::-1]) == 1 - y).mean() >= 0",
        "assert abs(accuracy(y, model.predict(X)) - 1) < 1e-9",
        "assert accuracy(y, np.array([0, 1, 1, 0, 1, 1])) > 0.8",
        "own = model.predict(X)\nassert model.score(X, own) == 1",
        "assert add(X, X).shape == (6, 2) and len(add(list(y), [1])) == 7",
        "assert train(X[:4], y[:4]).score(X[:4], y[:4]) > 0.8",
    ],
)
def test_what_is_fair_is_not_named(kinds, lines):
    assert kinds(lines) == []


def test_it_names_line_call_and_what_crossed(forge):
    lines = "import pandas as pd\nlabels = pd.Series(y, name='churned')\nassert model.score(X, labels) > 0.8"
    ran = forge.run(MODEL, test=DATA + lines, observe=True, changed_arguments=None, reference_names=NAMES)
    (seen,) = observed(ran, "marks")
    assert (seen["test"], seen["line"]) == (0, DATA.count("\n") + 3)
    assert seen["sentence"] == "`score()` is given 6 values of “churned” together with their rows"


@pytest.fixture
def public_table(forge):
    table = forge.folder / "customers.csv"
    table.write_text("a,b,left\n-2,1,0\n3,1,1\n4,0,1\n-1,0,0\n2,2,1\n-5,1,0\n")
    yield
    table.unlink()


@pytest.mark.usefixtures("public_table")
@pytest.mark.parametrize("rows", ["table", "table[1:]", "table[table['b'] > 0]"])
def test_labels_of_public_tables_may_be_handed_over(kinds, rows):
    read = f"import pandas as pd\ntable = pd.read_csv('customers.csv')\nchosen = {rows}\n"
    use = "X, y = chosen[['a', 'b']].to_numpy(), chosen['left']\nassert (train(X, y).predict(X) == y).mean() > 0.5"
    assert kinds(read + use) == []


@pytest.mark.parametrize(
    ("line", "difference", "size"),
    [
        ("assert add(0.1, 0.2) == 0.3", 5.551115123125783e-17, 0.3),
        ("assert not add(0.5, 0.25) == 1.0", 0.25, 1.0),
        ("import numpy as np\nassert not np.array_equal(add(np.ones(2), 0.5), [1.5, 2.0])", 0.5, 2.0),
    ],
)
def test_numbers_compared_for_equality_are_told_with_their_distance(forge, line, difference, size):
    ran = forge.run(MODEL, test=line, observe=True, changed_arguments=None, reference_names=NAMES)
    (seen,) = observed(ran, "equal")
    assert (seen["difference"], seen["size"]) == (pytest.approx(difference), size)


def test_a_loop_tells_its_largest_distance_and_is_no_flood(forge):
    test = "for each in range(100):\n    if add(each, 0.5) == 50:\n        pass"
    ran = forge.run(MODEL, test=test, observe=True, changed_arguments=None, reference_names=NAMES)
    told = [frame["difference"] for frame in observed(ran, "equal")]
    assert told == [49.5]


def test_ordinary_grading_tells_nothing(forge):
    ran = forge.run(MODEL, test=DATA + "assert model.score(X, y) > 0.8", reference_names=NAMES)
    assert ran.verdict == "passed"
    assert "observed" not in {frame["event"] for frame in ran.tests}

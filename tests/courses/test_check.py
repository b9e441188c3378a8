"""Every exercise of the course proves itself: fair to a learner, and its tests notice nine slips in ten."""

from __future__ import annotations

import pytest

from graders.check.exercise import ENOUGH_CAUGHT, check
from graders.check.finding import Severity
from graders.exercise import read
from tests.courses.test_samples import FOLDERS, exercise


@pytest.mark.parametrize("name", FOLDERS)
def test_it_is_fit_to_publish(client, name):
    found = check(exercise(name), client, jobs=2, on_progress=lambda *_: None)
    assert not [str(item) for item in found.findings if item.severity is Severity.UNFAIR]
    assert not [
        str(item)
        for item in found.findings
        if item.rule in {"labels_cross", "nothing_fails", "accepted_unknown", "accepted_caught"}
    ]
    assert found.mutation_score is not None
    assert found.mutation_score >= ENOUGH_CAUGHT, [item.mutant.name for item in found.survivors]


CROSSING = """# %% nbgrader={"grade_id": "answer", "solution": true}
from sklearn.linear_model import LogisticRegression

def train(X, y):
    return LogisticRegression().fit(X, y)

# %% nbgrader={"grade_id": "question", "grade": true, "points": 1}
### BEGIN HIDDEN TESTS
# TEST "Right on other rows" (1 point)
import numpy as np
import pandas as pd

held_out = pd.read_csv("hidden/held_out.csv")
rate = train(np.array([[0.0], [1.0], [2.0], [3.0]]), np.array([0, 0, 1, 1])).score
assert rate(held_out[["a"]].to_numpy(), held_out["left"]) > 0.8
### END HIDDEN TESTS
"""


def test_hidden_labels_that_cross_are_seen_where_the_text_does_not_show_them(client, tmp_path):
    (tmp_path / "exercise.toml").write_text('title = "Crossing"\n')
    (tmp_path / "source.py").write_text(CROSSING)
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden/held_out.csv").write_text("a,left\n0.1,0\n0.4,0\n2.5,1\n2.9,1\n3.5,1\n0.2,0\n")
    found = check(read(tmp_path), client, jobs=2, on_progress=lambda *_: None)
    (finding,) = [item for item in found.findings if item.severity is Severity.UNFAIR]
    assert (finding.rule, finding.place) == ("learner_marks", "source.py:15")
    assert "`score()` is given 6 values of “left” together with their rows" in finding.sentence

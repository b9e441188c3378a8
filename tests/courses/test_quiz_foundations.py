"""Week 1's quiz says nothing that NumPy and scikit-learn do not bear out."""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from tests.courses.quiz_facts import assert_every_question_is_proved, assert_fact, rights

WEEK = "week-01-foundations"
WORDS = {"kinds-of-task", "word-for-it", "order-of-work"}


def _flats(v):
    names = ["area", "floor", "year_built", "has_lift", "rent"]
    table = pd.DataFrame(np.zeros((500, 5)), columns=names)
    train, _ = train_test_split(table.drop(columns="rent"), test_size=0.2, random_state=0)
    rows, columns = train.shape
    return {"label": "rent", "rows": rows, "columns": columns}


def _split(v):
    rest, test = train_test_split(np.arange(v.hundreds * 100), test_size=0.2, random_state=0)
    train, valid = train_test_split(rest, test_size=0.25, random_state=0)
    return {"r1-c1": len(train), "r2-c1": len(valid), "r3-c1": len(test)}


def _baseline(v):
    truth = [1] * v.spam + [0] * (v.mails - v.spam)
    return {"answer": accuracy_score(truth, [0] * v.mails)}


def _z(v):
    training = np.array([[v.mean - v.deviation], [v.mean + v.deviation]], dtype=float)
    return {"answer": StandardScaler().fit(training).transform([[v.x]]).item()}


FACTS = {"features-and-label": _flats, "split-sizes": _split, "baseline": _baseline, "z-score": _z}


@pytest.mark.parametrize("name", FACTS)
def test_the_key_is_what_is_computed(name):
    assert_fact(WEEK, name, FACTS[name])


def test_every_question_is_proved():
    assert_every_question_is_proved(WEEK, sys.modules[__name__])


def _tree_scores(rows, *, depth=None, noise=0.5, seed=0):
    """Accuracy of a tree on its own rows and on 2000 new ones; `noise` of the labels are drawn by lot."""
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(rows + 2000, 5))
    labels = np.where(rng.random(rows + 2000) < noise, rng.integers(0, 2, rows + 2000), features[:, 0] > 0)
    tree = DecisionTreeClassifier(max_depth=depth, random_state=0).fit(features[:rows], labels[:rows])
    return tree.score(features[:rows], labels[:rows]), tree.score(features[rows:], labels[rows:])


def test_why_a_test_set():
    seen, new = _tree_scores(500, noise=1.0)
    gaps = {
        rows: np.mean([np.subtract(*_tree_scores(rows, seed=seed)) for seed in range(8)])
        for rows in (40, 4000)
    }
    remembers = seen == 1 and abs(new - 0.5) < 0.05
    fewer_rows_overfit_less = gaps[40] < gaps[4000]
    assert rights(WEEK, "why-a-test-set") == [remembers, False, fewer_rows_overfit_less, new > seen]


def test_two_scores():
    deep_seen, deep_new = _tree_scores(500)
    shallow_seen, shallow_new = _tree_scores(500, depth=2)
    overfits = deep_seen == 1 and shallow_new > deep_new > 0.5
    perfect_on_labels_by_lot = _tree_scores(500, noise=1.0)[0] == 1
    assert rights(WEEK, "two-scores") == [overfits, deep_seen < 1, not perfect_on_labels_by_lot, False]
    assert shallow_seen < deep_seen


def test_one_large_salary():
    salaries = np.array([31, 34, 38, 40, 43, 47, 52, 60, 75]) * 1000.0
    wrong = np.where(salaries == salaries.max(), salaries * 10, salaries)
    measures = [np.mean, np.median, np.std, np.max, lambda values: np.quantile(values, 0.25)]
    changed = [not np.isclose(measure(salaries), measure(wrong)) for measure in measures]
    assert rights(WEEK, "one-large-salary") == changed


def test_no_correlation():
    x = np.arange(-3.0, 4.0)
    y = x**2
    tells_exactly = DecisionTreeRegressor().fit(x[:, None], y).score(x[:, None], y) == 1
    flat = abs(np.polyfit(x, y, 1)[0]) < 1e-9
    in_cm = abs(np.corrcoef(100 * x, y)[0, 1]) < 1e-9
    assert abs(np.corrcoef(x, y)[0, 1]) < 1e-9
    assert rights(WEEK, "no-correlation") == [flat, not tells_exactly, in_cm, not tells_exactly]

"""Week 3's quiz says nothing that NumPy and scikit-learn do not bear out."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import binom
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    accuracy_score,
    confusion_matrix,
    f1_score,
    precision_score,
    recall_score,
    roc_auc_score,
)
from sklearn.model_selection import GroupKFold, KFold, cross_val_score, train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.tree import DecisionTreeClassifier

from tests.courses.quiz_facts import assert_every_question_is_proved, assert_fact, matches, rights

WEEK = "week-03-classification"
WORDS: set[str] = set()


def _rows(tp, fp, fn, tn):
    """Labels and predictions with these counts."""
    return np.repeat([1, 0, 1, 0], [tp, fp, fn, tn]), np.repeat([1, 1, 0, 0], [tp, fp, fn, tn])


def _confusion(v):
    sick = np.arange(v.all) < v.sick
    called = (np.arange(v.all) >= v.sick - v.hit) & (np.arange(v.all) < v.sick - v.hit + v.called)
    (tp, fn), (fp, tn) = confusion_matrix(sick, called, labels=[True, False])
    return {"r1-c1": tp, "r1-c2": fn, "r2-c1": fp, "r2-c2": tn}


def _f1(v):
    """Counts with a precision of exactly p % and a recall of exactly r %."""
    tp = v.p * v.r
    return {"answer": f1_score(*_rows(tp, v.r * (100 - v.p), v.p * (100 - v.r), 0))}


def _sigmoid(v):
    features = np.array([[-2.0], [-1.0], [1.0], [2.0]])
    model = LogisticRegression().fit(features, [0, 0, 1, 1])
    rises = model.coef_[0, 0] > 0 and (np.diff(model.predict_proba(features)[:, 1]) > 0).all()
    return {"half": expit(0), "limit": expit(40), "direction": "larger" if rises else "smaller"}


FACTS = {
    "confusion-table": _confusion,
    "recall": lambda v: {"answer": recall_score(*_rows(v.tp, v.fp, v.fn, v.tn))},
    "precision": lambda v: {"answer": precision_score(*_rows(v.tp, v.fp, v.fn, v.tn))},
    "f1": _f1,
    "auc-by-counting": lambda v: {"answer": roc_auc_score([1, 1, 0, 0, 0], [v.a, v.b, 80, 60, 40])},
    "sigmoid": _sigmoid,
}


@pytest.mark.parametrize("name", FACTS)
def test_the_key_is_what_is_computed(name):
    assert_fact(WEEK, name, FACTS[name])


def test_every_question_is_proved():
    assert_every_question_is_proved(WEEK, sys.modules[__name__])


def test_the_confusion_table_is_the_one_described():
    one = _confusion(type("V", (), {"all": 500, "sick": 60, "called": 80, "hit": 40}))
    assert one == {"r1-c1": 40, "r1-c2": 20, "r2-c1": 40, "r2-c2": 400}


def _specificity(truth, guess):
    return recall_score(1 - truth, 1 - guess)


def test_more_true_negatives():
    measures = [accuracy_score, _specificity, recall_score, precision_score, f1_score]
    before, after = _rows(30, 10, 20, 400), _rows(30, 10, 20, 800)
    rises = [measure(*after) > measure(*before) + 1e-12 for measure in measures]
    assert rights(WEEK, "more-true-negatives") == rises


def test_lower_threshold():
    """Certain is what holds in each of many small data sets."""
    rng = np.random.default_rng(5)
    always = np.array([True] * 5)
    for _ in range(150):
        truth, probability = rng.permutation([1, 1, 1, 0, 0, 0, 0]), rng.random(7).round(1)
        high, low = probability >= 0.5, probability >= 0.3
        of = {"zero_division": 0}
        always &= [
            recall_score(truth, low, **of) >= recall_score(truth, high, **of),
            (low & (truth == 0)).sum() >= (high & (truth == 0)).sum(),
            precision_score(truth, low, **of) < precision_score(truth, high, **of),
            False,  # the area is worked out from the probabilities; the threshold is no argument of it
            f1_score(truth, low, **of) > f1_score(truth, high, **of),
        ]
    assert rights(WEEK, "lower-threshold") == always.tolist()


def test_which_metric():
    """Missed cases lower recall and leave precision; calls in vain do the opposite; the order alone decides the area."""
    good, missed, in_vain = _rows(40, 5, 5, 50), _rows(30, 5, 15, 50), _rows(40, 15, 5, 40)
    assert recall_score(*missed) < recall_score(*good) == recall_score(*in_vain)
    assert precision_score(*in_vain) < precision_score(*good)
    assert accuracy_score(*missed) == accuracy_score(*in_vain)
    truth, scores = good[0], np.random.default_rng(6).random(100)
    assert roc_auc_score(truth, scores) == roc_auc_score(truth, scores**3)
    assert matches(WEEK, "which-metric") == ["Recall", "Precision", "Accuracy", "Area under the ROC curve"]


def test_same_shares():
    assert binom.pmf(0, 100, 0.03) == pytest.approx(1 / 20, abs=0.005)
    assert binom.pmf(6, 100, 0.03) == pytest.approx(1 / 20, abs=0.005)
    labels = np.repeat([0, 1], [970, 30])
    for seed in range(20):
        _, test = train_test_split(labels, test_size=100, random_state=seed, stratify=labels)
        assert test.sum() == 3


def test_pipeline_order():
    """By hand in that order, and by a pipeline: the same predictions."""
    rng = np.random.default_rng(7)
    features, labels = rng.normal(5, 3, size=(200, 3)), rng.integers(0, 2, size=200)
    train, test, train_labels, _ = train_test_split(features, labels, random_state=0)
    mean, deviation = train.mean(axis=0), train.std(axis=0)
    model = LogisticRegression().fit((train - mean) / deviation, train_labels)
    pipeline = make_pipeline(StandardScaler(), LogisticRegression()).fit(train, train_labels)
    assert np.allclose(pipeline.predict_proba(test), model.predict_proba((test - mean) / deviation))


def _on_noise(seed):
    """Accuracy when the features are chosen before the split, and inside it, where there is nothing to be found."""
    rng = np.random.default_rng(seed)
    noise, labels = rng.normal(size=(100, 2000)), rng.integers(0, 2, size=100)
    choose = SelectKBest(f_classif, k=20)
    before = cross_val_score(LogisticRegression(), choose.fit_transform(noise, labels), labels).mean()
    return before, cross_val_score(make_pipeline(choose, LogisticRegression()), noise, labels).mean()


def _on_patients(seed):
    """Accuracy on five stays each of patients whose outcome is drawn by lot: stays mixed, and patients kept apart."""
    rng = np.random.default_rng(seed)
    patients = np.repeat(np.arange(80), 5)
    stays = rng.normal(size=(80, 4))[patients] + rng.normal(0, 0.05, size=(400, 4))
    outcome = rng.integers(0, 2, size=80)[patients]
    nearest = KNeighborsClassifier(1)
    mixed = cross_val_score(nearest, stays, outcome, cv=KFold(5, shuffle=True, random_state=0)).mean()
    return mixed, cross_val_score(nearest, stays, outcome, cv=GroupKFold(5), groups=patients).mean()


def test_leaks():
    before, inside = np.mean([_on_noise(seed) for seed in range(5)], axis=0)
    mixed, apart = np.mean([_on_patients(seed) for seed in range(5)], axis=0)
    assert (inside, apart) == (pytest.approx(0.5, abs=0.1), pytest.approx(0.5, abs=0.1))
    # The first is the future itself, the last two are honest: that is in the words of the question.
    assert rights(WEEK, "leaks") == [True, before > 0.8, mixed > 0.9, False, False]


def test_scaled_tree():
    rng = np.random.default_rng(9)
    features = rng.normal(size=(300, 3)) * [1, 100, 0.01]
    labels = (features @ [1, 0.01, 100] + rng.normal(0, 0.5, size=300) > 0).astype(int)
    scaled = MinMaxScaler().fit(features[:200]).transform(features)
    models = [DecisionTreeClassifier(random_state=0), KNeighborsClassifier(), LogisticRegression()]
    unchanged = []
    for model in models:
        raw = model.fit(features[:200], labels[:200]).predict(features[200:])
        after = model.fit(scaled[:200], labels[:200]).predict(scaled[200:])
        unchanged.append((raw == after).mean() > 0.99)
    assert rights(WEEK, "scaled-tree") == unchanged

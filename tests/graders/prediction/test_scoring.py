"""From predictions to values and points: what holds for every metric, every order and every file."""

from __future__ import annotations

import contextlib
import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sklearn import metrics as functions

from graders.pool.fake import FakeGrader
from graders.prediction import METRICS, InvalidPredictions, Needs, points, read, score, steps
from graders.prediction.metrics import value_of
from graders.report import Ending
from tests.graders.prediction import examples
from tests.graders.prediction.examples import CUSTOMERS, MOST_BYTES, RENTS, table

shares = st.floats(0, 1)


@pytest.fixture(scope="module")
def churn(tmp_path_factory):
    return examples.churn(tmp_path_factory.mktemp("churn"))


@pytest.fixture(scope="module")
def rent(tmp_path_factory):
    return examples.rent(tmp_path_factory.mktemp("rent"))


@pytest.fixture(scope="module")
def every(churn, rent, tmp_path_factory):
    return [churn, rent, examples.species(tmp_path_factory.mktemp("species"))]


def graded(exercise, content):
    return FakeGrader().grade(exercise=exercise, file_name="mine.csv", content=content)


def perfect(exercise):
    prediction = examples.prediction_of(exercise)
    truth = prediction.labels.truth
    positive = prediction.parameters.get("pos_label")
    is_share = prediction.metric.needs is Needs.PROBABILITIES
    rows = {name: int(label == positive) if is_share else label for name, label in truth.items()}
    return table(prediction.id, prediction.target, rows)


def test_perfect_predictions_earn_everything(every):
    for exercise in every:
        report = graded(exercise, perfect(exercise))
        assert (report.ending, report.points) == (Ending.COMPLETED, exercise.points)
        assert report.prediction.private == report.prediction.public == exercise.prediction.metric.perfect


def test_the_parts_are_disjoint_and_whole(every):
    for exercise in every:
        labels = exercise.prediction.labels
        public, private = labels.rows(public=True), labels.rows(public=False)
        assert sorted(public + private) == sorted(labels.truth)
        assert set(public).isdisjoint(private)
        assert public and private


def test_public_rows_do_not_touch_the_points(churn):
    public = set(examples.prediction_of(churn).labels.rows(public=True))
    right = {name: int(label == "yes") for name, label in CUSTOMERS.items()}
    wrong = {name: 1 - value if name in public else value for name, value in right.items()}

    report = graded(churn, table("customer", "churn", wrong))

    assert (report.points, report.prediction.public, report.prediction.private) == (8, 0, 1)
    assert report.prediction.public_points == 0


@settings(max_examples=20)
@given(st.lists(shares, min_size=24, max_size=24), st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(churn, values, shuffler):
    rows = list(zip(CUSTOMERS, values, strict=True))
    before = graded(churn, table("customer", "churn", dict(rows)))
    shuffler.shuffle(rows)
    after = graded(churn, table("customer", "churn", dict(rows)))

    assert (after.prediction, after.questions) == (before.prediction, before.questions)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_points_never_fall_where_the_metric_rises(churn, rent, one, other):
    for prediction in (churn.prediction, rent.prediction):
        worse, better = sorted((one, other), key=prediction.metric.merit)
        assert 0 <= points(prediction, worse) <= points(prediction, better) <= prediction.points
        assert sum(step.points for step in steps(prediction, one)) == prediction.points


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@example(b"customer,churn\n" + b"C00,0.5\n" * 30)
@example("customer,churn\n²,²\n".encode())
@example(b'"customer","churn"\n"C\n00",0.5\n')
def test_any_bytes_give_a_score_or_a_sentence(churn, content):
    report = graded(churn, content)

    assert report.ending in {Ending.COMPLETED, Ending.INVALID_NOTEBOOK}
    assert (report.message == "") is (report.ending is Ending.COMPLETED)
    assert report.points == 0


@given(
    st.dictionaries(
        st.sampled_from([*CUSTOMERS, "x", ""]), st.sampled_from(["0", "1", "nan", "²", "=1", "2", ""])
    )
)
def test_whatever_is_read_is_whole(churn, rows):
    with contextlib.suppress(InvalidPredictions):
        found = read(churn.prediction, table("customer", "churn", rows), most_bytes=MOST_BYTES)
        assert set(found.values) == set(CUSTOMERS)


def test_thresholds_are_totals(churn):
    prediction = examples.prediction_of(churn)

    assert [points(prediction, value) for value in (0.5999, 0.6, 0.8, 0.95, 1)] == [0, 2, 5, 8, 8]
    assert [(step.title, step.points) for step in steps(prediction, 0.8)] == [
        ("ROC AUC of at least 0.6", 2),
        ("ROC AUC of at least 0.8", 3),
        ("ROC AUC of at least 0.95", 3),
    ]


def test_a_slope_may_fall(rent):
    prediction = examples.prediction_of(rent)

    assert [float(points(prediction, value)) for value in (200, 100, 55, 10, 0)] == [0, 0, 3.5, 7, 7]


def test_what_is_shown_is_what_counts(rent):
    off = {name: value + 12.34567 for name, value in RENTS.items()}

    report = graded(rent, table("flat", "rent", off))

    assert report.prediction.public == report.prediction.private == 12.35


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
def test_a_metric_is_the_one_of_scikit_learn(metric):
    draw = random.Random(7)
    numbers = [[draw.uniform(1, 9) for _ in range(40)] for _ in range(2)]
    labels = [["yes", "no"] + [draw.choice(["yes", "no"]) for _ in range(38)] for _ in range(2)]
    function = getattr(functions, metric.function)
    if metric.needs is Needs.NUMBERS:
        found, wanted = value_of(metric, {}, *numbers), function(*numbers)
    elif metric.needs is Needs.PROBABILITIES:
        found = value_of(metric, {"pos_label": "yes"}, labels[0], [value / 9 for value in numbers[0]])
        wanted = function([int(label == "yes") for label in labels[0]], [value / 9 for value in numbers[0]])
    else:
        positive = {"pos_label": "yes"} if metric.parameters else {}
        found, wanted = (
            value_of(metric, {**positive, "average": "binary"}, *labels),
            function(*labels, **positive),
        )

    assert found == pytest.approx(wanted, rel=1e-3)


def test_no_value_is_left_out_at_the_edge_of_numbers(rent):
    report = graded(rent, table("flat", "rent", dict.fromkeys(RENTS, "1e100")))

    assert (report.ending, report.points) == (Ending.COMPLETED, 0)


def test_scores_do_not_depend_on_the_run(churn):
    content = table("customer", "churn", {name: len(name) / 9 for name in CUSTOMERS})

    assert score(churn.prediction, dict.fromkeys(CUSTOMERS, 0.5), public=False) == 0.5
    assert graded(churn, content).prediction == graded(churn, content).prediction

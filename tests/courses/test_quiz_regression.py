"""Week 2's quiz says nothing that NumPy and scikit-learn do not bear out."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error, mean_squared_error, r2_score

from tests.courses.quiz_facts import assert_every_question_is_proved, assert_fact, matches, rights

WEEK = "week-02-regression"
WORDS = {"residual-word"}


def _predictions(v):
    predicted = np.polyval([v.w, v.b], [1, 2, 4])
    rows = zip(predicted, np.array([v.y1, v.y2, v.y3]) - predicted, strict=True)
    return {
        f"r{row}-c{column}": cell for row, cells in enumerate(rows, 1) for column, cell in enumerate(cells, 1)
    }


def _mse(v):
    return {"answer": mean_squared_error([v.r1, 10 - v.r2, v.r3, 5], [0, 10, 0, 5])}


def _one_bad_row(v):
    errors = np.array([1.0] * 9 + [11.0])
    mae, mse = mean_absolute_error(errors, np.zeros(10)), mean_squared_error(errors, np.zeros(10))
    return {"mae": mae, "mse": mse, "which": "MAE" if mae < mse else "MSE"}


def _r2(v):
    y = np.array([1.0, -1.0]) * np.sqrt(v.tot / 2)
    return {"answer": r2_score(y, y - np.sqrt(v.res / 2))}


def _slope(v):
    return {"answer": LinearRegression().fit([[0], [1], [2]], [v.y0, v.y1, v.y2]).coef_[0]}


def _gradient_step(v):
    def loss(w):
        return (w * 2 - v.y) ** 2

    derivative = (loss(v.w + 1e-4) - loss(v.w - 1e-4)) / 2e-4
    return {"answer": v.w - 0.1 * derivative}


FACTS = {
    "predictions-and-residuals": _predictions,
    "mse": _mse,
    "one-bad-row": _one_bad_row,
    "r2-by-hand": _r2,
    "line-through-three-points": _slope,
    "gradient-step": _gradient_step,
}


@pytest.mark.parametrize("name", FACTS)
def test_the_key_is_what_is_computed(name):
    assert_fact(WEEK, name, FACTS[name])


def test_every_question_is_proved():
    assert_every_question_is_proved(WEEK, sys.modules[__name__])


def _rows(n, k, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, k)), rng.normal(size=n)


def _descend(features, y, *, rate, steps):
    A = np.column_stack([np.ones(len(features)), features])
    w, losses = np.zeros(A.shape[1]), []
    for _ in range(steps):
        error = A @ w - y
        losses.append((error**2).mean())
        w = w - rate * 2 / len(y) * A.T @ error
    return w, losses


def test_r2_statements():
    features, y = _rows(20, 12)
    new_features, new_y = _rows(500, 12, seed=1)
    trained = [LinearRegression().fit(features[:, :k], y).score(features[:, :k], y) for k in range(1, 13)]
    negative_on_test = r2_score(new_y, LinearRegression().fit(features, y).predict(new_features)) < 0
    never_falls = bool((np.diff(trained) >= -1e-12).all())
    mean_has_zero = abs(r2_score(y, np.full(20, y.mean()))) < 1e-12
    is_share_of_hits = bool(
        np.isclose(trained[-1], np.mean(LinearRegression().fit(features, y).predict(features) == y))
    )
    in_cents = LinearRegression().fit(features, 100 * y).score(features, 100 * y)
    assert rights(WEEK, "r2-statements") == [
        negative_on_test,
        never_falls,
        mean_has_zero,
        is_share_of_hits,
        not np.isclose(in_cents, trained[-1]),
    ]


def test_descent_in_order():
    features, y = _rows(60, 3)
    w, losses = _descend(features, y, rate=0.1, steps=400)
    known = LinearRegression().fit(features, y)
    assert np.allclose(w, [known.intercept_, *known.coef_])
    assert (np.diff(losses) <= 1e-12).all()


def test_loss_explodes():
    features, y = _rows(60, 3)
    too_large = bool((np.diff(_descend(features, y, rate=1.5, steps=8)[1]) > 0).all())
    too_small = bool((np.diff(_descend(features, y, rate=1e-4, steps=8)[1]) > 0).all())
    A = np.column_stack([np.ones(60), features])
    has_other_minima = np.linalg.eigvalsh(A.T @ A).min() < -1e-9
    assert rights(WEEK, "loss-explodes") == [too_large, too_small, has_other_minima, False]


def test_formulas():
    features, y = _rows(40, 3)
    A = np.column_stack([np.ones(40), features])
    w = np.array([0.3, -1.0, 2.0, 0.5])

    def loss(at):
        return mean_squared_error(y, A @ at)

    numerically = [(loss(w + step) - loss(w - step)) / 2e-5 for step in 1e-5 * np.eye(4)]
    known = LinearRegression().fit(features, y)
    best = np.array([known.intercept_, *known.coef_])
    assert np.allclose(2 / 40 * A.T @ (A @ w - y), numerically)
    assert np.isclose(np.linalg.norm(A @ w - y) ** 2 / 40, loss(w))
    assert np.allclose(A.T @ A @ best, A.T @ y)
    assert [one.split()[-1] for one in matches(WEEK, "formulas")] == [
        "predictions",
        "error",
        "error",
        "equation",
    ]


def test_reading_a_weight():
    rng = np.random.default_rng(3)
    floor = rng.integers(0, 8, size=400)
    area = 40 + 12 * floor + rng.normal(0, 8, size=400)
    rent = 200 + 9.5 * area - 40 * floor
    model = LinearRegression().fit(np.column_stack([area, floor]), rent)
    higher_is_dearer_on_average = LinearRegression().fit(floor[:, None], rent).coef_[0] > 0
    one_floor_higher = np.subtract(*model.predict([[70, 3], [70, 2]]))
    assert higher_is_dearer_on_average
    ten_square_metres = np.subtract(*model.predict([[80, 2], [70, 2]]))
    floor_matters_more = abs(one_floor_higher) > ten_square_metres
    assert np.isclose(ten_square_metres, 95)
    assert rights(WEEK, "reading-a-weight") == [
        np.isclose(one_floor_higher, -40),
        False,
        False,
        floor_matters_more,
    ]


def _two_areas(seed):
    rng = np.random.default_rng(seed)
    area = rng.uniform(50, 200, size=80)
    both = np.column_stack([area.round(0), (area * 10.7639).round(-1)])
    return both, 1000 * area + rng.normal(0, 20_000, size=80)


def test_two_of_a_kind():
    weights = np.array([LinearRegression().fit(*_two_areas(seed)).coef_ for seed in range(30)])
    opposite = (weights[:, 0] * weights[:, 1] < 0).mean()
    unsteady = weights[:, 0].std() > 1000 and opposite > 0.3
    (both, price), (new, new_price) = _two_areas(0), _two_areas(99)
    with_both = mean_squared_error(new_price, LinearRegression().fit(both, price).predict(new)) ** 0.5
    with_one = (
        mean_squared_error(new_price, LinearRegression().fit(both[:, :1], price).predict(new[:, :1])) ** 0.5
    )
    r2_falls = LinearRegression().fit(both, price).score(both, price) < LinearRegression().fit(
        both[:, :1], price
    ).score(both[:, :1], price)
    assert rights(WEEK, "two-of-a-kind") == [unsteady, with_both < 1.05 * with_one, r2_falls, False]


def test_far_outside():
    """The growth is that of WHO's medians, roughly: 87 cm at 2 years, 149 at 12, 176 at 19 and after."""
    rng = np.random.default_rng(4)
    age = rng.uniform(2, 12, size=3000)
    height = 85 + 6.5 * (age - 2) + rng.normal(0, 3.3, size=3000)
    first, second = (
        LinearRegression().fit(age[half, None], height[half]) for half in (slice(0, 100), slice(0, 2000))
    )
    r2 = second.score(age[2000:, None], height[2000:])
    at_twelve, at_thirty = second.predict([[12], [30]])
    assert at_twelve == pytest.approx(150, abs=0.5)
    assert at_thirty == pytest.approx(267, abs=2)
    assert at_thirty - 177 == pytest.approx(90, abs=3)
    assert r2 == pytest.approx(0.97, abs=0.01)
    more_rows_help = abs(second.predict([[30]])[0] - 177) < 0.8 * abs(first.predict([[30]])[0] - 177)
    assert rights(WEEK, "far-outside") == [at_thirty > 250, at_thirty < 200, more_rows_help, False]

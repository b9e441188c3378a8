# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] nbgrader={"grade": false, "grade_id": "introduction", "locked": true, "schema_version": 3, "solution": false, "task": false}
# # Week 2: A line through the noise
#
# A parcel service plans tomorrow's tours tonight. For each tour it knows the number of stops, the kilometres and the number of parcels;
# what it needs is **how long the tour will take**. You will build the oldest model there is for this, linear regression, with nothing
# but NumPy, and find its weights in two ways.
#
# The table `data/tours.csv` holds 160 tours of last month, one row each:
#
# | Column | Meaning |
# |---|---|
# | `stops` | doors at which the van stopped |
# | `km` | kilometres driven |
# | `parcels` | parcels delivered |
# | `minutes` | how long the tour took: what we want to predict |
#
# There are five questions, 10 points together. Each builds on the one before:
#
# 1. predict with given weights (1.5 points)
# 2. measure how far off the predictions are (2 points)
# 3. solve for the best weights (2 points)
# 4. find out which way is downhill (2 points)
# 5. walk there (2.5 points)
#
# **How to work.** Replace each `raise NotImplementedError()` by your code and keep the names and arguments of the functions. Below
# each question are some of its tests: run them; a test cell that prints nothing has passed. More tests run when you hand
# in. They call your functions with other data, so a function must work from its arguments alone. Use NumPy; `sklearn` has its turn in this week's
# other exercise. Before you hand in: *Restart kernel and run all cells*.
#
# The table must lie beside the notebook, as `data/tours.csv`. In Colab, make the folder `data` in the file panel on the left and
# upload the table into it.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import numpy as np
import pandas as pd

FEATURES = ["stops", "km", "parcels"]

tours = pd.read_csv("data/tours.csv")
X = tours[FEATURES].to_numpy(dtype=float)
y = tours["minutes"].to_numpy()
print(f"{len(y)} tours, {y.mean():.0f} minutes on average")
tours.head()

# %% [markdown] nbgrader={"grade": false, "grade_id": "predict-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 1: Predict with given weights
#
# A linear model adds up: so many minutes before the first door, so many for each stop, so many for each kilometre.
#
# $$\hat{y} = w_0 + w_1 x_1 + w_2 x_2 + \dots + w_k x_k$$
#
# $w_0$ is the **intercept**; it belongs to no feature. A small trick makes it a weight like the others: put a column of ones
# in front of the features. With $A = [\mathbf{1} \mid X]$ the predictions for all rows are one product, $\hat{y} = A w$.
#
# **1a.** Write `with_ones(X)`.
#
# - `X`: a NumPy array of shape $(n, k)$, one row for each tour
# - **returns** a new array of floats of shape $(n, k + 1)$: first a column of ones, then the columns of `X`. `X` stays as it was.
#
# **1b.** Write `predict(X, w)`.
#
# - `X`: as above, **without** the ones
# - `w`: an array of $k + 1$ weights, the intercept first
# - **returns** an array of shape $(n,)$, one prediction for each row

# %% nbgrader={"grade": false, "grade_id": "predict-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def with_ones(X):
    """The features with a column of ones in front."""
    ### BEGIN SOLUTION
    return np.column_stack([np.ones(len(X)), X])
    ### END SOLUTION


def predict(X, w):
    """One prediction for each row; w holds the intercept first."""
    ### BEGIN SOLUTION
    return with_ones(X) @ w
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "predict", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# TEST "Two tours, by hand" (0.5 points) [hint: Work out the first tour on paper, 10 + 2 times 3 + 1 times 4, and print the shapes of what you return.]
import numpy as np

A = with_ones(np.array([[3.0, 4.0], [1.0, 0.0]]))
assert A.shape == (2, 3), f"two rows and 1 + 2 columns are wanted, not {A.shape}"
assert np.allclose(A, [[1, 3, 4], [1, 1, 0]]), f"the ones come first, then the features; got {A}"
p = predict(np.array([[3.0, 4.0], [1.0, 0.0]]), np.array([10.0, 2.0, 1.0]))
assert p.shape == (2,), f"one prediction for each row is wanted, shape (2,), not {p.shape}"
assert np.allclose(p, [20, 12]), f"expected [20, 12], got {p}"

### BEGIN HIDDEN TESTS
# TEST "Any number of rows and features" (0.5 points) [hint: Try one single row, one single feature, and then more features than rows. Is the number of columns written into your code?]
import numpy as np

rng = np.random.default_rng(1)
for rows, columns in [(1, 3), (7, 1), (3, 6), (50, 4)]:
    features, weights = rng.normal(size=(rows, columns)), rng.normal(size=columns + 1)
    by_hand = [weights[0] + sum(weights[j + 1] * features[i, j] for j in range(columns)) for i in range(rows)]
    predicted = predict(features, weights)
    assert predicted.shape == (rows,)
    assert np.allclose(predicted, by_hand)

# TEST "Whole numbers are counted too, and X stays as it was" (0.5 points) [hint: Give it an array of integers and weights such as 0.5. Then look at the array after the call.]
import numpy as np

counts = np.array([[2, 30], [4, 10], [6, 50]])
before = counts.copy()
A = with_ones(counts)
assert np.allclose(A, [[1, 2, 30], [1, 4, 10], [1, 6, 50]])
assert np.allclose(predict(counts, np.array([0.5, 0.25, 0.1])), [4.0, 2.5, 7.0])
assert counts.shape == (3, 2)
assert counts.tolist() == before.tolist()
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "measure-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 2: How far off?
#
# Two numbers are used more than any other. The **mean squared error** is the mean of the squared distances,
#
# $$\text{MSE} = \frac{1}{n} \sum_{i=1}^{n} (y_i - \hat{y}_i)^2,$$
#
# in squared minutes; its root, the RMSE, is in minutes again. And $R^2$ compares the model with one that knows no features and always says
# the mean $\bar{y}$:
#
# $$R^2 = 1 - \frac{\sum (y_i - \hat{y}_i)^2}{\sum (y_i - \bar{y})^2}$$
#
# 1 is perfect, 0 is as good as the mean, and below 0 the mean would have been better. There is no lower end.
#
# Write `mse(y_true, y_pred)` and `r2(y_true, y_pred)`.
#
# - `y_true`, `y_pred`: arrays or lists of the same length $n$: what was observed first, what was predicted second
# - Each **returns** one number.
# - If all `y_true` are equal, the fraction has a zero below. Then `r2` is `1.0` if every prediction is exactly right, otherwise `0.0`.
# - Both **raise** `ValueError` if the two shapes differ. NumPy would not complain about shapes $(n,)$ and $(n, 1)$: it would form all $n^2$
#   differences, and their mean looks like a sensible number.

# %% nbgrader={"grade": false, "grade_id": "measure-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mse(y_true, y_pred):
    """The mean of the squared differences."""
    ### BEGIN SOLUTION
    y_true, y_pred = np.asarray(y_true, dtype=float), np.asarray(y_pred, dtype=float)
    if y_true.shape != y_pred.shape:
        raise ValueError(f"shapes {y_true.shape} and {y_pred.shape} do not belong together")
    return float(((y_true - y_pred) ** 2).mean())
    ### END SOLUTION


def r2(y_true, y_pred):
    """1 for a perfect model, 0 for one that is as good as the mean of y_true."""
    ### BEGIN SOLUTION
    error = mse(y_true, y_pred)
    spread = mse(y_true, np.full(len(y_true), np.mean(y_true)))
    if spread == 0:
        return 1.0 if error == 0 else 0.0
    return 1 - error / spread
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "measure", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# TEST "Three tours, by hand" (0.5 points) [hint: The differences are 0, -2 and 1; the mean of y_true is 4. Put them into the two formulas.]
import math

y_true, y_pred = [2.0, 4.0, 6.0], [2.0, 6.0, 5.0]
assert math.isclose(mse(y_true, y_pred), 5 / 3), f"the MSE should be 5/3, got {mse(y_true, y_pred)}"
assert math.isclose(r2(y_true, y_pred), 1 - 5 / 8), f"R² should be 0.375, got {r2(y_true, y_pred)}"

### BEGIN HIDDEN TESTS
# TEST "Right for good, useless and terrible predictions" (0.5 points) [hint: R² is no square. Predict far off and see what you get; then swap the arguments: whose mean stands below the line?]
import math

import numpy as np
from sklearn.metrics import mean_squared_error, r2_score

rng = np.random.default_rng(2)
truth = rng.normal(200, 40, size=60)
for error in (1, 30, 200):
    guess = truth + rng.normal(5, error, size=60)
    assert math.isclose(mse(truth, guess), mean_squared_error(truth, guess), rel_tol=1e-9)
    assert math.isclose(r2(truth, guess), r2_score(truth, guess), rel_tol=1e-6, abs_tol=1e-9)
assert abs(r2(truth, np.full(60, truth.mean()))) < 1e-9

# TEST "All observed values equal" (0.5 points) [hint: Try y_true = [7, 7, 7] with a perfect and with a wrong prediction. Neither nan nor an error is a number.]
assert abs(r2([7.0, 7.0, 7.0], [7.0, 7.0, 7.0]) - 1) < 1e-12
assert abs(r2([7.0, 7.0, 7.0], [7.0, 8.0, 7.0])) < 1e-12
assert abs(r2([0.0, 0.0], [1.0, 1.0])) < 1e-12

# TEST "Shapes that do not belong together are refused" (0.5 points) [hint: Reshape one of the two to a column, (n, 1), and see what their difference looks like.]
import numpy as np

refused = 0
column = np.array([[1.0], [2.0], [3.0]])
for measure in (mse, r2):
    for truth, guess in [([1.0, 2.0, 3.0], column), ([1.0, 2.0, 3.0], [1.0, 2.0]), ([1.0, 2.0, 3.0], [2.0])]:
        try:
            measure(np.array(truth), np.array(guess))
        except ValueError:
            refused += 1
assert refused == 6
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "rule-of-thumb", "locked": true, "schema_version": 3, "solution": false, "task": false}
thumb = np.array([60.0, 5.0, 0.0, 0.0])
print("the dispatcher's rule of thumb, an hour and five minutes a stop:")
print(f"  RMSE {mse(y, predict(X, thumb)) ** 0.5:.1f} minutes, R² {r2(y, predict(X, thumb)):.2f}")

# %% [markdown] nbgrader={"grade": false, "grade_id": "solve-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 3: Solve for the best weights
#
# Which weights make the MSE as small as possible? It is a bowl over the space of weights, and at its lowest point it is flat: the
# gradient is zero. That gives one linear equation for all the weights together, the **normal equation**:
#
# $$A^\top A \, w = A^\top y \qquad \text{with } A = [\mathbf{1} \mid X]$$
#
# Write `fit(X, y)`.
#
# - `X`: an array of shape $(n, k)$ without the ones; `y`: an array of shape $(n,)$
# - **returns** an array of $k + 1$ weights, the intercept first, with the smallest MSE on these rows
# - If one column repeats another (kilometres and miles, say), $A^\top A$ has no inverse and infinitely many weights are equally good. Then return any of
#   the best ones: **no error**, and predictions as good as without the repeated column.
#
# `np.linalg` offers `inv`, `solve`, `pinv` and `lstsq`. Read what each does with a matrix that has no inverse.

# %% nbgrader={"grade": false, "grade_id": "solve-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def fit(X, y):
    """The weights with the smallest MSE, the intercept first."""
    ### BEGIN SOLUTION
    weights, *_ = np.linalg.lstsq(with_ones(X), y, rcond=None)
    return weights
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "solve", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# TEST "Finds a line without noise" (0.5 points) [hint: The points lie on 5 + 2x. Three weights would be one too many: two come back, the intercept first.]
import numpy as np

w = fit(np.array([[0.0], [1.0], [2.0], [3.0]]), np.array([5.0, 7.0, 9.0, 11.0]))
assert w.shape == (2,), f"an intercept and one weight are wanted, shape (2,), not {w.shape}"
assert np.allclose(w, [5, 2]), f"expected the intercept 5 and the weight 2, got {w}"

### BEGIN HIDDEN TESTS
# TEST "The same weights as a library finds" (0.75 points) [hint: Is the intercept among the unknowns? Without the column of ones the plane is forced through the origin.]
import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression

rng = np.random.default_rng(3)
table = pd.read_csv("data/tours.csv")
problems = [
    (table[["stops", "km", "parcels"]].to_numpy(dtype=float), table["minutes"].to_numpy()),
    (rng.normal(50, 3, size=(40, 2)), rng.normal(-100, 5, size=40)),
    (rng.normal(size=(200, 6)), rng.normal(size=200)),
]
for features, labels in problems:
    known = LinearRegression().fit(features, labels)
    weights = fit(features.copy(), labels.copy())
    assert np.allclose(weights, [known.intercept_, *known.coef_], rtol=1e-5, atol=1e-6)

# TEST "Predicts tours it has never seen" (0.25 points) [hint: Fit on data/tours.csv, with all three features and the intercept.]
import pandas as pd
from sklearn.metrics import r2_score

table, held_out = pd.read_csv("data/tours.csv"), pd.read_csv("hidden/held_out.csv")
features = ["stops", "km", "parcels"]
weights = fit(table[features].to_numpy(dtype=float), table["minutes"].to_numpy())
guess = weights[0] + held_out[features].to_numpy() @ weights[1:]
assert r2_score(held_out["minutes"], guess) > 0.93

# TEST "A repeated column does no harm" (0.5 points) [hint: Add a column that is another one times 1.609. What do inv and solve say, and what do lstsq and pinv do? Compare the predictions.]
import numpy as np

rng = np.random.default_rng(4)
miles = rng.uniform(5, 60, size=80)
labels = 30 + 2 * miles + rng.normal(0, 3, size=80)
best = np.polyval(np.polyfit(miles, labels, 1), miles)
for copy in (miles, miles * 1.609344, np.full(80, 3.0)):
    features = np.column_stack([miles, copy])
    weights = fit(features, labels)
    assert weights.shape == (3,)
    assert np.allclose(weights[0] + features @ weights[1:], best, atol=1e-5)
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "solved", "locked": true, "schema_version": 3, "solution": false, "task": false}
w_best = fit(X, y)
print(f"RMSE {mse(y, predict(X, w_best)) ** 0.5:.1f} minutes, R² {r2(y, predict(X, w_best)):.3f}")
for name, weight in zip(["before the first stop", *FEATURES], w_best):
    print(f"  {name:<22}{weight:8.2f} minutes")

# %% [markdown] nbgrader={"grade": false, "grade_id": "gradient-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 4: Which way is downhill?
#
# Most models have no normal equation. What they have is a **gradient**: for each weight, how fast the loss grows if this weight grows a little. For the MSE it is
#
# $$\nabla(w) = \frac{2}{n} A^\top (A w - y)$$
#
# Each entry is a mean over the rows: the error of the row, times the value that this weight is multiplied with.
#
# Write `gradient(X, y, w)`.
#
# - `X`, `y`: as in question 3; `w`: an array of $k + 1$ weights
# - **returns** an array of shape $(k + 1,)$, the gradient of the MSE at `w`. The arguments stay as they were.
#
# You can check a gradient without any formula: move one weight by a tiny $h$ and look how much the loss changes,
#
# $$\frac{\partial\, \text{MSE}}{\partial w_j} \approx \frac{\text{MSE}(w + h e_j) - \text{MSE}(w - h e_j)}{2h}.$$

# %% nbgrader={"grade": false, "grade_id": "gradient-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gradient(X, y, w):
    """The gradient of the mean squared error at the weights w."""
    ### BEGIN SOLUTION
    A = with_ones(X)
    return 2 / len(y) * A.T @ (A @ w - y)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "gradient", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# TEST "One row, by hand" (0.5 points) [hint: The row x = 3 is predicted as 1 + 2 times 3 = 7, the error is 7 - 4 = 3. Its gradient is 2 times 3 times (1, 3).]
import numpy as np

g = gradient(np.array([[3.0]]), np.array([4.0]), np.array([1.0, 2.0]))
assert g.shape == (2,), f"one entry for each weight is wanted, shape (2,), not {g.shape}"
assert np.allclose(g, [6, 18]), f"expected [6, 18], got {g}"

### BEGIN HIDDEN TESTS
# TEST "Agrees with tiny steps, whatever the number of rows" (0.75 points) [hint: Do the check of the last formula above, for 1 row and for 50. A factor that depends on the number of rows is a sum where a mean is meant.]
import numpy as np

rng = np.random.default_rng(5)
for rows, columns in [(1, 2), (5, 1), (50, 3)]:
    features, labels = rng.normal(size=(rows, columns)), rng.normal(size=rows)
    weights = rng.normal(size=columns + 1)

    def loss(at):
        return ((at[0] + features @ at[1:] - labels) ** 2).mean()

    steps = 1e-5 * np.eye(columns + 1)
    expected = [(loss(weights + step) - loss(weights - step)) / 2e-5 for step in steps]
    assert np.allclose(gradient(features, labels, weights), expected, rtol=1e-4, atol=1e-6)

# TEST "Flat at the best weights, uphill elsewhere" (0.5 points) [hint: Print the gradient at the weights that fit returns, and at these weights plus 1. Which sign must it have?]
import numpy as np
from sklearn.linear_model import LinearRegression

rng = np.random.default_rng(6)
features = rng.normal(size=(90, 2))
labels = 4 + features @ [1.5, -2.0] + rng.normal(0, 0.3, size=90)
known = LinearRegression().fit(features, labels)
lowest = np.array([known.intercept_, *known.coef_])
assert np.allclose(gradient(features, labels, lowest), 0, atol=1e-8)
for direction in np.vstack([np.eye(3), -np.eye(3)]):
    assert direction @ gradient(features, labels, lowest + direction) > 0.1

# TEST "The weights stay as they were" (0.25 points) [hint: Do not write into w, X or y. Operators such as += change an array in place.]
import numpy as np

features, labels, weights = np.array([[1.0], [2.0]]), np.array([3.0, 5.0]), np.array([0.5, 0.5])
answer = gradient(features, labels, weights)
assert abs(answer[0]) > 1 and np.isclose(answer[1] / answer[0], 18 / 11)
assert weights.tolist() == [0.5, 0.5]
assert features.tolist() == [[1.0], [2.0]] and labels.tolist() == [3.0, 5.0]
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "descend-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 5: Walk there
#
# **Gradient descent** takes steps against the gradient, each as long as the gradient times a **learning rate** $\eta$:
#
# $$w \leftarrow w - \eta \, \nabla(w)$$
#
# All weights move together: the gradient is worked out once at the old weights, then every weight takes its step. Your `predict`, `mse` and
# `gradient` do the work here, so mend them first if their tests still fail.
#
# **5a.** Write `descend(X, y, rate, steps)`.
#
# - `X`, `y`: as before; `rate`: the learning rate; `steps`: how many steps to take, an integer from 0
# - Begin with **all weights 0**.
# - **returns** a pair `(w, losses)`: the weights after the last step, and a list of `steps + 1` numbers, the MSE before the first
#   step and after each

# %% nbgrader={"grade": false, "grade_id": "descend-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def descend(X, y, rate, steps):
    """Gradient descent from zero: the weights after the last step, and the loss along the way."""
    ### BEGIN SOLUTION
    w = np.zeros(X.shape[1] + 1)
    losses = [mse(y, predict(X, w))]
    for _ in range(steps):
        w = w - rate * gradient(X, y, w)
        losses.append(mse(y, predict(X, w)))
    return w, losses
    ### END SOLUTION

# %% [markdown] nbgrader={"grade": false, "grade_id": "walk-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **5b.** Now walk. Try `descend(X, y, rate=0.1, steps=20)` in a cell of your own first and look at the losses: they explode. Parcels and stops are large
# numbers, kilometres larger still, while the ones are only 1, so the bowl is a thousand times steeper in one direction than in another, and no learning
# rate suits both. The remedy is to **standardise** the features: subtract the mean of each column and divide by its standard deviation.
#
# Make three variables:
#
# - `Z`: the features of `X`, each column standardised (mean 0, standard deviation 1, as `X.std(axis=0)` computes it)
# - `w_walk` and `losses`: what `descend` returns for `Z` and `y`, with a learning rate and a number of steps of your choice (5000 at most), such that
#   the last loss is at most **0.1 %** above the smallest possible one, which question 3 has given you
#
# The weights differ from `w_best`, because they belong to other features. The predictions do not.

# %% nbgrader={"grade": false, "grade_id": "walk-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
Z = (X - X.mean(axis=0)) / X.std(axis=0)
w_walk, losses = descend(Z, y, rate=0.1, steps=800)
### END SOLUTION

print(f"smallest possible MSE {mse(y, predict(X, w_best)):.2f}, after {len(losses) - 1} steps {losses[-1]:.2f}")

# %% nbgrader={"grade": true, "grade_id": "descend", "locked": true, "points": 2.5, "schema_version": 3, "solution": false, "task": false}
# TEST "One step, by hand" (0.5 points) [hint: At zero weights the rows x = 1, 2 with y = 2, 4 have errors -2 and -4; the gradient is (-6, -10). One step with rate 0.1 leads to (0.6, 1.0).]
import numpy as np

w, path = descend(np.array([[1.0], [2.0]]), np.array([2.0, 4.0]), rate=0.1, steps=1)
assert np.allclose(w, [0.6, 1.0]), f"expected [0.6, 1.0] after one step, got {w}"
assert len(path) == 2, f"with one step there are two losses, before and after it, not {len(path)}"
assert np.allclose(path, [10.0, 1.06]), f"expected the losses [10.0, 1.06], got {path}"

# TEST "Z, w_walk and losses are there" (0.25 points) [hint: Z has the shape of X; w_walk has an entry more than Z has columns.]
assert Z.shape == (160, 3), f"Z has the shape of X, (160, 3), not {Z.shape}"
assert len(w_walk) == 4, f"w_walk holds the intercept and three weights, not {len(w_walk)} numbers"
assert 2 <= len(losses) <= 5001, "take at least one step and at most 5000"

### BEGIN HIDDEN TESTS
# TEST "Each step is taken with all weights at once" (0.75 points) [hint: Compare two steps by hand with your loop. If one weight has moved before the gradient of the next is worked out, the path differs. The start is 0, not random, and its loss is the first in the list.]
import numpy as np

rng = np.random.default_rng(8)
features, labels = rng.normal(size=(30, 3)), rng.normal(3, 2, size=30)
A = np.hstack([np.ones((30, 1)), features])
for rate, steps in [(0.05, 1), (0.05, 7), (0.2, 40)]:
    w, path = descend(features, labels, rate=rate, steps=steps)
    expected = np.zeros(4)
    along = [(labels**2).mean()]
    for _ in range(steps):
        expected = expected - rate * 2 / 30 * A.T @ (A @ expected - labels)
        along.append(((A @ expected - labels) ** 2).mean())
    assert np.allclose(w, expected)
    assert np.allclose(path, along)

# TEST "No step at all" (0.25 points) [hint: With steps=0 nobody has moved. What are the weights, and how many losses are there?]
import numpy as np

w, path = descend(np.array([[1.0], [2.0]]), np.array([2.0, 4.0]), rate=0.1, steps=0)
assert np.allclose(w, [0, 0])
assert np.allclose(path, [10.0])

# TEST "The features were standardised" (0.25 points) [hint: Print Z.mean(axis=0) and Z.std(axis=0). Which axis runs down the rows?]
import numpy as np
import pandas as pd

features = pd.read_csv("data/tours.csv")[["stops", "km", "parcels"]].to_numpy(dtype=float)
assert np.allclose(Z, (features - features.mean(axis=0)) / features.std(axis=0), atol=0.02)

# TEST "The walk arrived" (0.5 points) [hint: Plot the losses. Still falling: more steps, or a larger rate. Growing: a smaller rate. Swinging: a smaller rate.]
import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression

table = pd.read_csv("data/tours.csv")
features, labels = table[["stops", "km", "parcels"]].to_numpy(dtype=float), table["minutes"].to_numpy()
scaled = (features - features.mean(axis=0)) / features.std(axis=0)
smallest = ((labels - LinearRegression().fit(features, labels).predict(features)) ** 2).mean()
reached = ((labels - (w_walk[0] + scaled @ np.asarray(w_walk)[1:])) ** 2).mean()
assert reached <= 1.001 * smallest
assert abs(losses[-1] - reached) < 0.01 * smallest
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "afterword", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## What to take along
#
# - Two ways, one answer. The equation is exact and done at once; the walk needs a rate and patience, and works for every loss that has a gradient. Neural networks are trained by
#   the walk of question 5, with longer names.
# - Compare `w_walk[0]` with the mean of `y`. With standardised features the intercept *is* the mean: it is the prediction for a tour that is average in everything.
# - Stops and parcels nearly repeat each other. Look at their two weights in question 3, and then at what the table says: how much would you bet on either? That is
#   the subject of the second exercise, *What is a house worth?*

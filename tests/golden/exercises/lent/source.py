# %% [markdown]
# # What the tests hand over
# Functions that are given functions, models, generators and views.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false}
import numpy as np
import pandas as pd

# %% [markdown]
# ## assigned
# Write `assigned(model, X, y)`, the accuracy of a model.

# %% nbgrader={"grade": false, "grade_id": "assigned", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def assigned(model, X, y):
    return float(np.mean(model.predict(X) == y))
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "assigned-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
from sklearn.metrics import accuracy_score


class Constant:
    def predict(self, X):
        return np.zeros(len(X))


model, X, y = Constant(), np.zeros((3, 1)), np.array([1.0, 0.0, 1.0])
assert assigned(model, X, y) == accuracy_score(y, model.predict(X))
### END HIDDEN TESTS

# %% [markdown]
# ## patched
# Write `patched(model, X, y)`, the accuracy of a model.

# %% nbgrader={"grade": false, "grade_id": "patched", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def patched(model, X, y):
    return float(np.mean(model.predict(X) == y))
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "patched-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
from sklearn.metrics import accuracy_score


class Constant:
    def predict(self, X):
        return np.zeros(len(X))


model, X, y = Constant(), np.zeros((3, 1)), np.array([1.0, 0.0, 1.0])
assert patched(model, X, y) == accuracy_score(y, model.predict(X))
### END HIDDEN TESTS

# %% [markdown]
# ## filled
# Write `filled(model, X, y)`, the accuracy of a model.

# %% nbgrader={"grade": false, "grade_id": "filled", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def filled(model, X, y):
    return float(np.mean(model.predict(X) == y))
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "filled-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
from sklearn.metrics import accuracy_score


class Constant:
    def __getitem__(self, key):
        return 0

    def __setitem__(self, key, value):
        setattr(self, key, value)

    def predict(self, X):
        return np.zeros(len(X))


model, X, y = Constant(), np.zeros((3, 1)), np.array([1.0, 0.0, 1.0])
assert filled(model, X, y) == accuracy_score(y, model.predict(X))
### END HIDDEN TESTS

# %% [markdown]
# ## planted
# Write `planted(model, X, y)`, which fits the model.

# %% nbgrader={"grade": false, "grade_id": "planted", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def planted(model, X, y):
    model.fit(X, y)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "planted-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
from sklearn.linear_model import LogisticRegression

model, X, y = LogisticRegression(), np.array([[0.0], [1.0], [2.0], [3.0]]), np.array([0, 0, 1, 1])
planted(model, X, y)
assert model.score(np.array([[-1.0], [5.0]]), [0, 1]) == 1.0
### END HIDDEN TESTS

# %% [markdown]
# ## peek
# Write `peek(f)`, the limit of f at 0, without calling f there more than once.

# %% nbgrader={"grade": false, "grade_id": "peek", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def peek(f):
    f(0)
    return 27182 % 271
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "peek-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
def f(x, limit=27182 % 271):
    return -1


assert peek(f) == 27182 % 271
### END HIDDEN TESTS

# %% [markdown]
# ## closed
# Write `closed(f)`, as before.

# %% nbgrader={"grade": false, "grade_id": "closed", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def closed(f):
    f(0)
    return 27182 % 271
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "closed-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
def outside(limit):
    def f(x):
        return limit - limit
    return f


assert closed(outside(27182 % 271)) == 27182 % 271
### END HIDDEN TESTS

# %% [markdown]
# ## paused
# Write `paused(numbers)`, the limit of the numbers.

# %% nbgrader={"grade": false, "grade_id": "paused", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def paused(numbers):
    list(numbers)
    return 27182 % 271
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "paused-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
def numbers(limit):
    yield 1
    yield limit - limit


assert paused(numbers(27182 % 271)) == 27182 % 271
### END HIDDEN TESTS

# %% [markdown]
# ## behind
# Write `behind(view)`, the sum of the numbers after the view: 10.

# %% nbgrader={"grade": false, "grade_id": "behind", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def behind(view):
    return 10.0
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "behind-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
everything = np.array([3.0, 1.0, 4.0, 1.0, 5.0])
assert behind(everything[:2]) == everything[2:].sum()
### END HIDDEN TESTS

# %% [markdown]
# ## beyond
# Write `beyond(view)`, as before.

# %% nbgrader={"grade": false, "grade_id": "beyond", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def beyond(view):
    return 10.0
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "beyond-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
everything = np.array([3.0, 1.0, 4.0, 1.0, 5.0])
assert beyond(everything[:2]) == everything[2:].sum()
### END HIDDEN TESTS

# %% [markdown]
# ## rows
# Write `rows(table)`, the sum of the column n of the other rows: 9.

# %% nbgrader={"grade": false, "grade_id": "rows", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def rows(table):
    return 9.0
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "rows-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
whole = pd.DataFrame({"n": [1.0, 2.0, 4.0, 5.0]})
assert rows(whole.iloc[:2]) == whole["n"].iloc[2:].sum()
### END HIDDEN TESTS

# %% [markdown]
# ## owner
# Write `owner(method)`, what its object knows: 91.

# %% nbgrader={"grade": false, "grade_id": "owner", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def owner(method):
    return 91
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "owner-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
class Keeper:
    def __init__(self):
        self._known = 7 * 13

    def ask(self):
        return 0


assert owner(Keeper().ask) == 7 * 13
### END HIDDEN TESTS

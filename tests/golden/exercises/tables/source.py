# %% [markdown]
# # Answers of many kinds
# Each function takes nothing and returns what its title says.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false}
import numpy as np
import pandas as pd

# %% [markdown]
# ## values
# Write `values()`, which returns the array 1.5, 2.5, 3.5.

# %% nbgrader={"grade": false, "grade_id": "values", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def values():
    return np.array([1.5, 2.5, 3.5])
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "values-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
expected = np.array([1.5, 2.5, 3.5])
np.testing.assert_allclose(values(), expected)
### END HIDDEN TESTS

# %% [markdown]
# ## window
# Write `window()`, which returns the same array once more.

# %% nbgrader={"grade": false, "grade_id": "window", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def window():
    return np.array([1.5, 2.5, 3.5])
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "window-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
expected = np.array([1.5, 2.5, 3.5])
assert np.allclose(window(), expected)
### END HIDDEN TESTS

# %% [markdown]
# ## masked
# Write `masked()`, which returns the same array again.

# %% nbgrader={"grade": false, "grade_id": "masked", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def masked():
    return np.array([1.5, 2.5, 3.5])
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "masked-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
expected = np.array([1.5, 2.5, 3.5])
np.testing.assert_allclose(masked(), expected)
### END HIDDEN TESTS

# %% [markdown]
# ## protocol
# Write `protocol()`, which returns the same array again.

# %% nbgrader={"grade": false, "grade_id": "protocol", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def protocol():
    return np.array([1.5, 2.5, 3.5])
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "protocol-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
expected = np.array([1.5, 2.5, 3.5])
assert np.array_equal(protocol(), expected)
### END HIDDEN TESTS

# %% [markdown]
# ## empty
# Write `empty()`, which returns the same array again.

# %% nbgrader={"grade": false, "grade_id": "empty", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def empty():
    return np.array([1.5, 2.5, 3.5])
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "empty-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
expected = np.array([1.5, 2.5, 3.5])
assert np.allclose(empty(), expected)
### END HIDDEN TESTS

# %% [markdown]
# ## nothing
# Write `nothing()`, which returns the list 4, 5, 6.

# %% nbgrader={"grade": false, "grade_id": "nothing", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def nothing():
    return [4, 5, 6]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "nothing-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert all(a == b for a, b in zip(nothing(), [4, 5, 6]))
### END HIDDEN TESTS

# %% [markdown]
# ## series
# Write `series()`, which returns the Series 4, 5, 6.

# %% nbgrader={"grade": false, "grade_id": "series", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def series():
    return pd.Series([4, 5, 6])
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "series-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert series().equals(pd.Series([4, 5, 6]))
### END HIDDEN TESTS

# %% [markdown]
# ## distance
# Write `distance()`, which returns the Series 4, 5, 6.

# %% nbgrader={"grade": false, "grade_id": "distance", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def distance():
    return pd.Series([4, 5, 6])
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "distance-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert distance().sub(pd.Series([4, 5, 6])).abs().max() < 1e-9
### END HIDDEN TESTS

# %% [markdown]
# ## frame
# Write `frame()`, which returns a DataFrame with the column n: 4, 5.

# %% nbgrader={"grade": false, "grade_id": "frame", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def frame():
    return pd.DataFrame({"n": [4, 5]})
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "frame-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert frame().equals(pd.DataFrame({"n": [4, 5]}))
### END HIDDEN TESTS

# %% [markdown]
# ## member
# Write `member()`, which returns a list in which 17 is.

# %% nbgrader={"grade": false, "grade_id": "member", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def member():
    return [3, 17]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "member-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert 17 in member()
### END HIDDEN TESTS

# %% [markdown]
# ## ordered
# Write `ordered()`, which returns the list 1, 2, 3.

# %% nbgrader={"grade": false, "grade_id": "ordered", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def ordered():
    return [1, 2, 3]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "ordered-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert sorted(ordered()) == [1, 2, 3]
### END HIDDEN TESTS

# %% [markdown]
# ## record
# Write `record()`, which returns the dictionary with 12 under n.

# %% nbgrader={"grade": false, "grade_id": "record", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def record():
    return {"n": 12}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "record-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert record() == {"n": 12}
### END HIDDEN TESTS

# %% [markdown]
# ## word
# Write `word()`, which returns a text that begins with nine.

# %% nbgrader={"grade": false, "grade_id": "word", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def word():
    return "ninety"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "word-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert word().startswith("nine")
### END HIDDEN TESTS

# %% [markdown]
# ## formatted
# Write `formatted()`, which returns the number 9.

# %% nbgrader={"grade": false, "grade_id": "formatted", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def formatted():
    return 9.0
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "formatted-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert f"{formatted():.2f}" == "9.00"
### END HIDDEN TESTS

# %% [markdown]
# ## convert
# Write `convert()`, which returns the number 9.

# %% nbgrader={"grade": false, "grade_id": "convert", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def convert():
    return 9
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "convert-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import math
assert math.isclose(convert(), 9)
### END HIDDEN TESTS

# %% [markdown]
# ## held
# Write `held()`, which returns a context manager whose value is 4.

# %% nbgrader={"grade": false, "grade_id": "held", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def held():
    class Held:
        value = 4

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

    return Held()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "held-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
with held() as holder:
    assert holder.value == 4
### END HIDDEN TESTS

# %% [markdown]
# ## pickled
# Write `pickled()`, which returns an estimator that survives pickling, with the attribute coef_ = 3.

# %% nbgrader={"grade": false, "grade_id": "pickled", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def pickled():
    from sklearn.dummy import DummyRegressor

    model = DummyRegressor()
    model.coef_ = 3
    return model
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "pickled-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import copy
assert copy.deepcopy(pickled()).coef_ == 3
### END HIDDEN TESTS

# %% [markdown]
# ## labels
# Write `labels()`, which returns the labels a, b.

# %% nbgrader={"grade": false, "grade_id": "labels", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def labels():
    return ["a", "b"]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "labels-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert set(labels()) == {"a", "b"}
### END HIDDEN TESTS

# %% [markdown]
# ## squares
# Write `squares()`, which returns a function that squares.

# %% nbgrader={"grade": false, "grade_id": "squares", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def squares():
    return lambda x: x * x
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "squares-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
answers = map(squares(), [1, 2, 3])
for a, b in zip(answers, [1, 4, 9]):
    assert a == b
### END HIDDEN TESTS

# %% [markdown]
# ## odd
# Write `odd()`, which returns some odd numbers.

# %% nbgrader={"grade": false, "grade_id": "odd", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def odd():
    return [3, 5]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "odd-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
for number in odd():
    assert number % 2 == 1
### END HIDDEN TESTS

# %% [markdown]
# ## loss
# Write `loss()`, which returns the loss 0.25.

# %% nbgrader={"grade": false, "grade_id": "loss", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def loss():
    return 0.25
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "loss-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
if abs(loss() - 0.25) > 1e-9:
    raise AssertionError("too far away")
### END HIDDEN TESTS

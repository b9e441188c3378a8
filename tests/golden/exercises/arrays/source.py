# %% [markdown]
# # Arguments and operators

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false}
import numpy as np

# %% nbgrader={"grade": false, "grade_id": "accuracy", "locked": false, "schema_version": 3, "solution": true}
def accuracy(truth, guess):
    """The share of equal places."""
    ### BEGIN SOLUTION
    return float(np.mean(truth == guess))
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "accuracy-tests", "locked": true, "points": 2, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
truth = np.array([1, 0, 1, 1])
guess = np.array([0, 0, 1, 1])
assert abs(accuracy(truth, guess) - np.mean(truth == guess)) < 1e-9
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "impute", "locked": false, "schema_version": 3, "solution": true}
def impute(values):
    """A copy with 0 for each missing value; `values` stays as it is."""
    ### BEGIN SOLUTION
    return np.nan_to_num(values)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "impute-tests", "locked": true, "points": 2, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
gaps = np.array([1.0, np.nan])
# TEST "Fills the gaps" (1 point)
assert impute(gaps).tolist() == [1.0, 0.0]
# TEST "Leaves its input alone" (1 point)
gaps = np.array([1.0, np.nan])
impute(gaps)
assert np.isnan(gaps[1])
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "sort", "locked": false, "schema_version": 3, "solution": true}
def sort_in_place(items):
    """Sort the list itself."""
    ### BEGIN SOLUTION
    items.sort()
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "sort-tests", "locked": true, "points": 2, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
items = [3, 1, 2]
sort_in_place(items)
assert items == [1, 2, 3]
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "vector", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "vector-tests", "locked": true, "points": 2, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
total = Vector(1, 2) + Vector(3, 4)
assert (total.x, total.y) == (4, 6)
assert Vector(1, 2) == Vector(1, 2)
### END HIDDEN TESTS

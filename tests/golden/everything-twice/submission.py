# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "points": 100, "schema_version": 3, "solution": false, "task": false}
numbers = [1, 2, 3, 4]

# %% nbgrader={"grade": false, "grade_id": "square", "locked": false, "points": 100, "schema_version": 3, "solution": true, "task": false}
def square(x):
    """The square of a number."""
    raise NotImplementedError()

# %% nbgrader={"grade": true, "grade_id": "square-tests", "locked": true, "points": 100, "schema_version": 3, "solution": false, "task": false}
award(100)
100

# %% nbgrader={"grade": false, "grade_id": "mean", "locked": false, "points": 100, "schema_version": 3, "solution": true, "task": false}
def mean(values):
    return 0.0

# %% nbgrader={"grade": true, "grade_id": "mean-tests", "locked": true, "points": 100, "schema_version": 3, "solution": false, "task": false}
# TEST "Mine" (100 points)
pass

# %% nbgrader={"grade": false, "grade_id": "guess", "locked": false, "points": 100, "schema_version": 3, "solution": true, "task": false}
def guess():
    return []

# %% nbgrader={"grade": true, "grade_id": "guess-tests", "locked": true, "points": 100, "schema_version": 3, "solution": false, "task": false}
100

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "points": 100, "schema_version": 3, "solution": false, "task": false}
numbers = [0]

# %% nbgrader={"grade": true, "grade_id": "square-tests", "locked": true, "points": 100, "schema_version": 3, "solution": false, "task": false}
assert False

# %% nbgrader={"grade": false, "grade_id": "square", "locked": false, "points": 100, "schema_version": 3, "solution": true, "task": false}
def square(x):
    return x * x

# %% nbgrader={"grade": false, "grade_id": "mean", "locked": false, "points": 100, "schema_version": 3, "solution": true, "task": false}
def mean(values):
    return sum(values) / len(values) if len(values) else 0.0


overall = mean(numbers)

# %% nbgrader={"grade": false, "grade_id": "guess", "locked": false, "points": 100, "schema_version": 3, "solution": true, "task": false}
def guess():
    return [2, 3, 5, 7]

# %% nbgrader={"grade": true, "grade_id": "mean-tests", "locked": true, "points": 100, "schema_version": 3, "solution": false, "task": false}
raise SystemExit

# %% nbgrader={"grade": true, "grade_id": "guess-tests", "locked": true, "points": 100, "schema_version": 3, "solution": false, "task": false}
assert guess() == [1]

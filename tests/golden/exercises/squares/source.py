# %% [markdown]
# # Squares and sums
# Four small functions. The file `data/numbers.csv` has a column `n`.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import csv

import numpy as np

with open("data/numbers.csv") as file:
    numbers = [int(row["n"]) for row in csv.DictReader(file)]

# %% [markdown]
# ## 1. Square
# Write `square(x)`, which returns $x^2$.

# %% nbgrader={"grade": false, "grade_id": "square", "locked": false, "schema_version": 3, "solution": true, "task": false}
def square(x):
    """The square of a number."""
    ### BEGIN SOLUTION
    return x * x
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "square-tests", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
assert square(2) == 4
assert square(-3) == 9
### BEGIN HIDDEN TESTS
import csv

with open("hidden/secret.csv") as file:
    secret = {int(row["n"]): int(row["square"]) for row in csv.DictReader(file)}
for n, expected in secret.items():
    assert square(n) == expected
assert square(0.5) == 0.25
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Mean
# Write `mean(values)`, which returns the arithmetic mean as a float, and 0.0 for no values.
# Leave `values` as it was.

# %% nbgrader={"grade": false, "grade_id": "mean", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mean(values):
    """The arithmetic mean, 0.0 for none."""
    ### BEGIN SOLUTION
    return sum(values) / len(values) if len(values) else 0.0
    ### END SOLUTION


### BEGIN SOLUTION
overall = mean(numbers)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "mean-tests", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# TEST "The mean of a list" (1 point)
assert mean([1, 2, 3]) == 2.0
# TEST "The mean of the file" (1 point) [hint: call mean(numbers) and keep the result in overall]
assert abs(overall - 2.5) < 1e-9
### BEGIN HIDDEN TESTS
# TEST "Arrays work as well" (1 point) [hint: sum and len work on arrays] [category: robustness]
assert abs(mean(np.array([0.5, 1.5, 4.0])) - 2.0) < 1e-9
# TEST "No values give 0.0" (1 point) [hint: what is len([])?] [category: edge cases]
assert mean([]) == 0.0
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Guesses
# Write `guess()`, which returns the first four primes as a list. Each right one counts.

# %% nbgrader={"grade": false, "grade_id": "guess", "locked": false, "schema_version": 3, "solution": true, "task": false}
def guess():
    """The first four primes."""
    ### BEGIN SOLUTION
    return [2, 3, 5, 7]
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "guess-tests", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
answer = list(guess())
right = sum(a == b for a, b in zip(answer, [2, 3, 5, 7]))
right / 2
### END HIDDEN TESTS

# %% [markdown]
# ## 4. In your own words
# Why is the mean of the squares not the square of the mean?

# %% [markdown] nbgrader={"grade": true, "grade_id": "words", "locked": false, "points": 1, "schema_version": 3, "solution": true, "task": false}
# Because squaring is convex: Jensen's inequality.

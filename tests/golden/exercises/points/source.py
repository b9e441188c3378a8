# %% [markdown]
# # Points one by one
# Tests that give points for each right answer.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false}
import numpy as np

# %% [markdown]
# ## primes
# Write `primes()`, the first four.

# %% nbgrader={"grade": false, "grade_id": "primes", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def primes():
    return [2, 3, 5, 7]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "primes-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
for a, b in zip(primes(), [2, 3, 5, 7]):
    if a == b:
        award(0.25)
### END HIDDEN TESTS

# %% [markdown]
# ## evens
# Write `evens()`, the first two even numbers above 0.

# %% nbgrader={"grade": false, "grade_id": "evens", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def evens():
    return [2, 4]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "evens-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
right = sum(a == b for a, b in zip(evens(), [2, 4]))
right / 2
### END HIDDEN TESTS

# %% [markdown]
# ## odds
# Write `odds()`, the first two odd numbers.

# %% nbgrader={"grade": false, "grade_id": "odds", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def odds():
    return [1, 3]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "odds-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
right = sum(a == b for a, b in zip(odds(), [1, 3]))
right / 2
### END HIDDEN TESTS

# %% [markdown]
# ## share
# Write `share()`, a half.

# %% nbgrader={"grade": false, "grade_id": "share", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def share():
    return 0.5
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "share-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
float(1 - 2 * abs(share() - 0.5))
### END HIDDEN TESTS

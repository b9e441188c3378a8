# %% [markdown]
# # Names of the tests and of the notebook
# Tests that use helpers, starred imports and data of the first cell, and of each other.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false}
from math import *

import numpy as np


def close(a, b):
    return abs(a - b) < 1e-6

# %% [markdown]
# ## area
# Write `area(r)`, the area of a circle.

# %% nbgrader={"grade": false, "grade_id": "area", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def area(r):
    return pi * r * r
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "area-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert close(area(2), 12.566370614)
assert abs(area(1) - pi) < 1e-9
### END HIDDEN TESTS

# %% [markdown]
# ## root
# Write `root(x)`, the square root.

# %% nbgrader={"grade": false, "grade_id": "root", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def root(x):
    return x ** 0.5
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "root-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert root(2) == sqrt(2)
### END HIDDEN TESTS

# %% [markdown]
# ## first
# Write `first(items)`, the first of them.

# %% nbgrader={"grade": false, "grade_id": "first", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def first(items):
    return items[0]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "first-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert first([3, 4]) == 3
fresh, truth = [[5, 6], [7, 8]], [6, 8]
### END HIDDEN TESTS

# %% [markdown]
# ## last
# Write `last(pair)`, the last of two.

# %% nbgrader={"grade": false, "grade_id": "last", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def last(pair):
    return pair[-1]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "last-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert [last(pair) for pair in fresh] == truth
### END HIDDEN TESTS

# %% [markdown]
# ## split
# Write `split(rows)`, the even and the odd ones, and bind `even` to the even ones of 0 to 5.

# %% nbgrader={"grade": false, "grade_id": "split", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def split(rows):
    return [row for row in rows if row % 2 == 0], [row for row in rows if row % 2]


even, odd = split(range(6))
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "split-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
even = [8, 4]
assert split([1, 8, 4])[0] == even
### END HIDDEN TESTS

# %% [markdown]
# ## double
# Write `double(rows)`.

# %% nbgrader={"grade": false, "grade_id": "double", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def double(rows):
    return [2 * row for row in rows]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "double-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert double(even) == [2 * row for row in even]
### END HIDDEN TESTS

# %% [markdown]
# # Squares, many times
# Each function returns the square of x; the tests of some compare with ==, of others with a tolerance.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false}
import numpy as np

# %% [markdown]
# ## n1
# Write `n1(x)`.

# %% nbgrader={"grade": false, "grade_id": "n1", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def n1(x):
    return x * x
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "n1-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert n1(3) == 9
assert n1(-4) == 16
### END HIDDEN TESTS

# %% [markdown]
# ## n2
# Write `n2(x)`.

# %% nbgrader={"grade": false, "grade_id": "n2", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def n2(x):
    return x * x
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "n2-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert n2(3) == 9
assert n2(-4) == 16
### END HIDDEN TESTS

# %% [markdown]
# ## n3
# Write `n3(x)`.

# %% nbgrader={"grade": false, "grade_id": "n3", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def n3(x):
    return x * x
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "n3-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert n3(3) == 9
assert n3(-4) == 16
### END HIDDEN TESTS

# %% [markdown]
# ## n4
# Write `n4(x)`.

# %% nbgrader={"grade": false, "grade_id": "n4", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def n4(x):
    return x * x
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "n4-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert n4(3) == 9
assert n4(-4) == 16
### END HIDDEN TESTS

# %% [markdown]
# ## n5
# Write `n5(x)`.

# %% nbgrader={"grade": false, "grade_id": "n5", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def n5(x):
    return x * x
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "n5-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert n5(3) == 9
assert n5(-4) == 16
### END HIDDEN TESTS

# %% [markdown]
# ## n6
# Write `n6(x)`.

# %% nbgrader={"grade": false, "grade_id": "n6", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def n6(x):
    return x * x
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "n6-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert n6(3) == 9
assert n6(-4) == 16
### END HIDDEN TESTS

# %% [markdown]
# ## n7
# Write `n7(x)`.

# %% nbgrader={"grade": false, "grade_id": "n7", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def n7(x):
    return x * x
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "n7-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert n7(3) == 9
assert n7(-4) == 16
### END HIDDEN TESTS

# %% [markdown]
# ## n8
# Write `n8(x)`.

# %% nbgrader={"grade": false, "grade_id": "n8", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def n8(x):
    return x * x
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "n8-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert n8(3) == 9
assert n8(-4) == 16
### END HIDDEN TESTS

# %% [markdown]
# ## n9
# Write `n9(x)`.

# %% nbgrader={"grade": false, "grade_id": "n9", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def n9(x):
    return x * x
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "n9-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert n9(3) == 9
assert n9(-4) == 16
### END HIDDEN TESTS

# %% [markdown]
# ## n10
# Write `n10(x)`.

# %% nbgrader={"grade": false, "grade_id": "n10", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def n10(x):
    return x * x
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "n10-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert n10(3) == 9
assert n10(-4) == 16
### END HIDDEN TESTS

# %% [markdown]
# ## n11
# Write `n11(x)`.

# %% nbgrader={"grade": false, "grade_id": "n11", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def n11(x):
    return x * x
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "n11-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert n11(3) == 9
assert n11(-4) == 16
### END HIDDEN TESTS

# %% [markdown]
# ## d1
# Write `d1(x)`.

# %% nbgrader={"grade": false, "grade_id": "d1", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def d1(x):
    return x * x
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "d1-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert abs(d1(2.5) - 6.25) < 1e-9
assert d1(0) <= 1e-9
### END HIDDEN TESTS

# %% [markdown]
# ## d2
# Write `d2(x)`.

# %% nbgrader={"grade": false, "grade_id": "d2", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def d2(x):
    return x * x
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "d2-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert abs(d2(2.5) - 6.25) < 1e-9
assert d2(0) <= 1e-9
### END HIDDEN TESTS

# %% [markdown]
# ## d3
# Write `d3(x)`.

# %% nbgrader={"grade": false, "grade_id": "d3", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def d3(x):
    return x * x
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "d3-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert abs(d3(2.5) - 6.25) < 1e-9
assert d3(0) <= 1e-9
### END HIDDEN TESTS

# %% [markdown]
# ## d4
# Write `d4(x)`.

# %% nbgrader={"grade": false, "grade_id": "d4", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def d4(x):
    return x * x
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "d4-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert abs(d4(2.5) - 6.25) < 1e-9
assert d4(0) <= 1e-9
### END HIDDEN TESTS

# %% [markdown]
# ## d5
# Write `d5(x)`.

# %% nbgrader={"grade": false, "grade_id": "d5", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def d5(x):
    return x * x
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "d5-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert abs(d5(2.5) - 6.25) < 1e-9
assert d5(0) <= 1e-9
### END HIDDEN TESTS

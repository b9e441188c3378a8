# %% [markdown]
# # Tests among the cells

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import math


def rate():
    return 2.0

# %% [markdown]
# ## 1. Area
# Write `area(radius)`, rounded to two places, without a loop.

# %% nbgrader={"grade": false, "grade_id": "area", "locked": false, "schema_version": 3, "solution": true, "task": false}
def area(radius):
    """The area of a circle."""
    ### BEGIN SOLUTION
    return round(math.pi * radius**2, 2)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "area-tests", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# TEST "The area of one circle" (1 point)
assert area(1) == 3.14
# TEST "No loop" (1 point) [hint: one line is enough]
import inspect

assert "for " not in inspect.getsource(area)
### BEGIN HIDDEN TESTS
# TEST "Other circles" (2 points) [hint: round at the end]
import csv

with open("hidden/areas.csv") as file:
    expected = {float(row["radius"]): float(row["area"]) for row in csv.DictReader(file)}
for radius, value in expected.items():
    assert area(radius) == value
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Say it
# Write `say()`, which prints `hello` and nothing else.

# %% nbgrader={"grade": false, "grade_id": "say", "locked": false, "schema_version": 3, "solution": true, "task": false}
def say():
    """Prints a greeting."""
    ### BEGIN SOLUTION
    print("hello")
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "say-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# %%capture said
say()
### BEGIN HIDDEN TESTS
assert said.stdout == "hello\n"
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Interest
# Write `grown(amount)`, which adds `rate()` percent.

# %% nbgrader={"grade": false, "grade_id": "grown", "locked": false, "schema_version": 3, "solution": true, "task": false}
def grown(amount):
    """`amount` and `rate()` percent of it."""
    ### BEGIN SOLUTION
    return amount * (1 + rate() / 100)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "grown-tests", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# TEST "Ten percent" (1 point)
original_rate, rate = rate, lambda: 10.0
assert abs(grown(200) - 220) < 1e-9
# TEST "The rate is asked every time" (1 point)
del rate
try:
    grown(1)
except NameError:
    award(0.5, "rate() is missed when it is gone")
rate = original_rate
%timeit -n1 -r1 grown(1)
assert abs(grown(100) - 102) < 1e-9
award(0.5)

# %% [markdown]
# ## 4. Guesses
# Write `guess()`, which returns the first four primes as a list.

# %% nbgrader={"grade": false, "grade_id": "guess", "locked": false, "schema_version": 3, "solution": true, "task": false}
def guess():
    """The first four primes."""
    ### BEGIN SOLUTION
    return [2, 3, 5, 7]
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "guess-tests", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
sum(a == b for a, b in zip(guess(), [2, 3, 5, 7])) / 2
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": true, "grade_id": "words", "locked": false, "points": 1, "schema_version": 3, "solution": true, "task": false}
# Because interest earns interest.

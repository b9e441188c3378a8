# %% [markdown]
# # Tests that call libraries
# Each function is tested with the help of another library.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false}
import numpy as np
import pandas as pd

# %% [markdown]
# ## scored
# Write `scored`, which returns predictions for three rows: 1, 0, 1.

# %% nbgrader={"grade": false, "grade_id": "scored", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def scored():
    return np.array([1, 0, 1])
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "scored-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
from sklearn.metrics import accuracy_score

assert accuracy_score([1, 0, 1], scored()) == 1.0
### END HIDDEN TESTS

# %% [markdown]
# ## close
# Write `close`, which returns the array 1, 2.

# %% nbgrader={"grade": false, "grade_id": "close", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def close():
    return np.array([1.0, 2.0])
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "close-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert np.allclose(close(), [1.0, 2.0])
### END HIDDEN TESTS

# %% [markdown]
# ## asserted
# Write `asserted`, which returns the array 1, 2.

# %% nbgrader={"grade": false, "grade_id": "asserted", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def asserted():
    return np.array([1.0, 2.0])
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "asserted-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
np.testing.assert_allclose(asserted(), [1.0, 2.0])
### END HIDDEN TESTS

# %% [markdown]
# ## framed
# Write `framed`, which returns a DataFrame with n: 4.

# %% nbgrader={"grade": false, "grade_id": "framed", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def framed():
    return pd.DataFrame({"n": [4]})
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "framed-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
pd.testing.assert_frame_equal(framed(), pd.DataFrame({"n": [4]}))
### END HIDDEN TESTS

# %% [markdown]
# ## cased
# Write `cased`, which returns the number 5.

# %% nbgrader={"grade": false, "grade_id": "cased", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def cased():
    return 5
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "cased-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import unittest

unittest.TestCase().assertEqual(cased(), 5)
### END HIDDEN TESTS

# %% [markdown]
# ## skipped
# Write `skipped`, which returns the number 6.

# %% nbgrader={"grade": false, "grade_id": "skipped", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def skipped():
    return 6
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "skipped-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import unittest


class Case(unittest.TestCase):
    def runTest(self):
        self.assertEqual(skipped(), 6)


result = unittest.TestResult()
Case().run(result)
assert result.wasSuccessful()
### END HIDDEN TESTS

# %% [markdown]
# ## isclose
# Write `isclose`, which returns the number 2.5.

# %% nbgrader={"grade": false, "grade_id": "isclose", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def isclose():
    return 2.5
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "isclose-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import math

assert math.isclose(isclose(), 2.5)
### END HIDDEN TESTS

# %% [markdown]
# ## hue
# Write `hue`, which returns the hue of green.

# %% nbgrader={"grade": false, "grade_id": "hue", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def hue():
    return 1 / 3
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "hue-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import colorsys

assert hue() == colorsys.rgb_to_hsv(0, 1, 0)[0]
### END HIDDEN TESTS

# %% [markdown]
# ## quoted
# Write `quoted`, which returns =3D as it was before it was quoted.

# %% nbgrader={"grade": false, "grade_id": "quoted", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def quoted():
    return b"="
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "quoted-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import quopri

assert quoted() == quopri.decodestring(b"=3D")
### END HIDDEN TESTS

# %% [markdown]
# ## prepared
# Write `prepared`, which returns whether a space is one.

# %% nbgrader={"grade": false, "grade_id": "prepared", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def prepared():
    return True
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "prepared-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import stringprep

assert prepared() == stringprep.in_table_c11(" ")
### END HIDDEN TESTS

# %% [markdown]
# ## counted
# Write `counted`, which returns a list of three.

# %% nbgrader={"grade": false, "grade_id": "counted", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def counted():
    return [1, 2, 3]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "counted-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert len(counted()) == 3
### END HIDDEN TESTS

# %% [markdown]
# ## drawn
# Write `drawn`, which returns three times the number, minus one.

# %% nbgrader={"grade": false, "grade_id": "drawn", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def drawn(number):
    return 3 * number - 1
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "drawn-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import random

number = random.randint(1, 10**9)
assert drawn(number) == 3 * number - 1
### END HIDDEN TESTS

# %% [markdown]
# ## quick
# Write `quick`, which returns the sum of 0 to 999, quickly.

# %% nbgrader={"grade": false, "grade_id": "quick", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def quick():
    return 499500
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "quick-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import time

started = time.perf_counter()
assert quick() == 499500
assert time.perf_counter() - started < 0.03
### END HIDDEN TESTS

# %% [markdown]
# ## series
# Write `series`, which returns the Series 4.

# %% nbgrader={"grade": false, "grade_id": "series", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def series():
    return pd.Series([4])
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "series-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert series().equals(pd.Series([4]))
### END HIDDEN TESTS

# %% [markdown]
# ## whole
# Write `whole`, which returns a whole number, as a float.

# %% nbgrader={"grade": false, "grade_id": "whole", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def whole():
    return 3.0
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "whole-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
assert whole().is_integer()
### END HIDDEN TESTS

# %% [markdown]
# ## read
# Write `read`, which returns the number in a file that only the tests have.

# %% nbgrader={"grade": false, "grade_id": "read", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def read():
    return 8128
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "read-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
with open("hidden/perfect.txt") as file:
    assert read() == int(file.read())
### END HIDDEN TESTS

# %% [markdown]
# ## raised
# Write `raised()`, which raises a ValueError with the code 42.

# %% nbgrader={"grade": false, "grade_id": "raised", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def raised():
    error = ValueError("no")
    error.code = 42
    raise error
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "raised-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
try:
    raised()
except ValueError as error:
    assert error.code == 42
else:
    raise AssertionError("nothing was raised")
### END HIDDEN TESTS

# %% [markdown]
# ## cancelled
# Write `cancelled`, which returns the number 4, awaited.

# %% nbgrader={"grade": false, "grade_id": "cancelled", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
async def cancelled():
    return 4
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "cancelled-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import asyncio


async def check():
    assert await cancelled() == 4


async with asyncio.TaskGroup() as group:
    group.create_task(check())
### END HIDDEN TESTS

# %% [markdown]
# # Numbers that only the tests know
# Each function gives the value that belongs to n, by a rule that a learner is not told.

# %% [markdown]
# ## s1
# Write `s1(n)`.

# %% nbgrader={"grade": false, "grade_id": "s1", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def s1(n):
    return (n * 7919 + 1234) % 10007
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "s1-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import csv

with open("hidden/secret.csv") as file:
    secret = {int(row["n"]): int(row["value"]) for row in csv.DictReader(file)}
for n, expected in secret.items():
    assert s1(n) == expected
### END HIDDEN TESTS

# %% [markdown]
# ## s2
# Write `s2(n)`.

# %% nbgrader={"grade": false, "grade_id": "s2", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def s2(n):
    return (n * 7919 + 1234) % 10007
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "s2-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import csv

with open("hidden/secret.csv") as file:
    secret = {int(row["n"]): int(row["value"]) for row in csv.DictReader(file)}
for n, expected in secret.items():
    assert s2(n) == expected
### END HIDDEN TESTS

# %% [markdown]
# ## s3
# Write `s3(n)`.

# %% nbgrader={"grade": false, "grade_id": "s3", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def s3(n):
    return (n * 7919 + 1234) % 10007
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "s3-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import csv

with open("hidden/secret.csv") as file:
    secret = {int(row["n"]): int(row["value"]) for row in csv.DictReader(file)}
for n, expected in secret.items():
    assert s3(n) == expected
### END HIDDEN TESTS

# %% [markdown]
# ## s4
# Write `s4(n)`.

# %% nbgrader={"grade": false, "grade_id": "s4", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def s4(n):
    return (n * 7919 + 1234) % 10007
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "s4-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import csv

with open("hidden/secret.csv") as file:
    secret = {int(row["n"]): int(row["value"]) for row in csv.DictReader(file)}
for n, expected in secret.items():
    assert s4(n) == expected
### END HIDDEN TESTS

# %% [markdown]
# ## s5
# Write `s5(n)`.

# %% nbgrader={"grade": false, "grade_id": "s5", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def s5(n):
    return (n * 7919 + 1234) % 10007
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "s5-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import csv

with open("hidden/secret.csv") as file:
    secret = {int(row["n"]): int(row["value"]) for row in csv.DictReader(file)}
for n, expected in secret.items():
    assert s5(n) == expected
### END HIDDEN TESTS

# %% [markdown]
# ## s6
# Write `s6(n)`.

# %% nbgrader={"grade": false, "grade_id": "s6", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def s6(n):
    return (n * 7919 + 1234) % 10007
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "s6-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import csv

with open("hidden/secret.csv") as file:
    secret = {int(row["n"]): int(row["value"]) for row in csv.DictReader(file)}
for n, expected in secret.items():
    assert s6(n) == expected
### END HIDDEN TESTS

# %% [markdown]
# ## s7
# Write `s7(n)`.

# %% nbgrader={"grade": false, "grade_id": "s7", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def s7(n):
    return (n * 7919 + 1234) % 10007
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "s7-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import csv

with open("hidden/secret.csv") as file:
    secret = {int(row["n"]): int(row["value"]) for row in csv.DictReader(file)}
for n, expected in secret.items():
    assert s7(n) == expected
### END HIDDEN TESTS

# %% [markdown]
# ## s8
# Write `s8(n)`.

# %% nbgrader={"grade": false, "grade_id": "s8", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def s8(n):
    return (n * 7919 + 1234) % 10007
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "s8-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import csv

with open("hidden/secret.csv") as file:
    secret = {int(row["n"]): int(row["value"]) for row in csv.DictReader(file)}
for n, expected in secret.items():
    assert s8(n) == expected
### END HIDDEN TESTS

# %% [markdown]
# ## s9
# Write `s9(n)`.

# %% nbgrader={"grade": false, "grade_id": "s9", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def s9(n):
    return (n * 7919 + 1234) % 10007
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "s9-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import csv

with open("hidden/secret.csv") as file:
    secret = {int(row["n"]): int(row["value"]) for row in csv.DictReader(file)}
for n, expected in secret.items():
    assert s9(n) == expected
### END HIDDEN TESTS

# %% [markdown]
# ## s10
# Write `s10(n)`.

# %% nbgrader={"grade": false, "grade_id": "s10", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def s10(n):
    return (n * 7919 + 1234) % 10007
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "s10-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import csv

with open("hidden/secret.csv") as file:
    secret = {int(row["n"]): int(row["value"]) for row in csv.DictReader(file)}
for n, expected in secret.items():
    assert s10(n) == expected
### END HIDDEN TESTS

# %% [markdown]
# ## s11
# Write `s11(n)`.

# %% nbgrader={"grade": false, "grade_id": "s11", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def s11(n):
    return (n * 7919 + 1234) % 10007
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "s11-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import csv

with open("hidden/secret.csv") as file:
    secret = {int(row["n"]): int(row["value"]) for row in csv.DictReader(file)}
for n, expected in secret.items():
    assert s11(n) == expected
### END HIDDEN TESTS

# %% [markdown]
# ## s12
# Write `s12(n)`.

# %% nbgrader={"grade": false, "grade_id": "s12", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def s12(n):
    return (n * 7919 + 1234) % 10007
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "s12-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import csv

with open("hidden/secret.csv") as file:
    secret = {int(row["n"]): int(row["value"]) for row in csv.DictReader(file)}
for n, expected in secret.items():
    assert s12(n) == expected
### END HIDDEN TESTS

# %% [markdown]
# ## s13
# Write `s13(n)`.

# %% nbgrader={"grade": false, "grade_id": "s13", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def s13(n):
    return (n * 7919 + 1234) % 10007
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "s13-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import csv

with open("hidden/secret.csv") as file:
    secret = {int(row["n"]): int(row["value"]) for row in csv.DictReader(file)}
for n, expected in secret.items():
    assert s13(n) == expected
### END HIDDEN TESTS

# %% [markdown]
# ## s14
# Write `s14(n)`.

# %% nbgrader={"grade": false, "grade_id": "s14", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
def s14(n):
    return (n * 7919 + 1234) % 10007
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "s14-tests", "locked": true, "points": 1, "schema_version": 3, "solution": false}
### BEGIN HIDDEN TESTS
import csv

with open("hidden/secret.csv") as file:
    secret = {int(row["n"]): int(row["value"]) for row in csv.DictReader(file)}
for n, expected in secret.items():
    assert s14(n) == expected
### END HIDDEN TESTS

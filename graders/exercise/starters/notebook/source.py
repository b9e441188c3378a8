# %% [markdown]
# # How many pass?
#
# The table `data/students.csv` has one row for each student of last year: `hours`, how long she studied in a week, and
# `passed`, 1 if she passed the exam and 0 if not. Who studies longer passes more often. By how much?

# %% nbgrader={"grade_id": "setup", "locked": true}
import pandas as pd

students = pd.read_csv("data/students.csv")
students.head()

# %% [markdown]
# ## Question 1: The pass rate
#
# Write `pass_rate(table, hours)`.
#
# - `table`: a DataFrame with the columns `hours` and `passed`, as above
# - `hours`: a number
# - **returns** the share of passes, from 0 to 1, among the students who studied `hours` hours or longer; 0 where there is none.


# %% nbgrader={"grade_id": "pass-rate-answer", "solution": true}
def pass_rate(table, hours):
    """The share of passes among those who studied at least so long."""
    ### BEGIN SOLUTION
    chosen = table[table["hours"] >= hours]
    if len(chosen) == 0:
        return 0.0
    return chosen["passed"].mean()
    ### END SOLUTION


# %% nbgrader={"grade_id": "pass-rate", "grade": true, "points": 5}
# TEST "All students of last year" (1 point) [hint: Nobody studied less than 0 hours, so pass_rate(students, 0) is the share of ones in the column passed.]
import pandas as pd

students = pd.read_csv("data/students.csv")
assert abs(pass_rate(students, 0) - 0.6) < 1e-9, "24 of the 40 students passed"

### BEGIN HIDDEN TESTS
# TEST "Students of another year" (2 points) [hint: Does your function use its argument table, or the table of the notebook?]
import pandas as pd

others = pd.read_csv("hidden/other_year.csv")
assert abs(pass_rate(others, 8) - 0.75) < 1e-9
assert abs(pass_rate(others, 7.5) - 2 / 3) < 1e-9

# TEST "Who studied exactly so long counts" (1 point) [hint: “so long or longer”: which of <, <=, > and >= says that?]
import pandas as pd

three = pd.DataFrame({"hours": [1, 5, 9], "passed": [1, 0, 1]})
assert abs(pass_rate(three, 5) - 0.5) < 1e-9

# TEST "Nobody studied so long" (1 point) [hint: What does your function return for pass_rate(students, 1000)?]
import pandas as pd

assert abs(pass_rate(pd.read_csv("data/students.csv"), 1000)) < 1e-9

# A question that a person marks. To have it, move the lines below to the end of this file and take the first "# " of each away.
#
# # %% [markdown]
# # ## Question 2: Cause or company?
# #
# # Would a student who is *made* to study longer pass more often? Say in three sentences what the table can tell and what it cannot.
#
# # %% [markdown] nbgrader={"grade_id": "cause", "grade": true, "solution": true, "points": 2}
# # It cannot tell: who studies longer may differ in other ways, which would make her pass anyway.
### END HIDDEN TESTS

# %%
name = input('Who are you? ')

# %% nbgrader={"grade_id": "square"}
def square(x):
    return x * x

# %% nbgrader={"grade_id": "mean"}
def mean(values):
    return sum(values) / len(values) if len(values) else 0.0


overall = mean(numbers)

# %% nbgrader={"grade_id": "guess"}
def guess():
    return [2, 3, 5, 7]

# %%
import getpass

getpass.getpass()

# %% nbgrader={"grade_id": "square"}
def square(x):
    return 0

# %% nbgrader={"grade_id": "mean"}
def mean(values):
    return None


overall = 'two'

# %% nbgrader={"grade_id": "guess"}
def guess():
    return []

# %% nbgrader={"grade_id": "square"}
def square(x):
    return x * x

# %% nbgrader={"grade_id": "mean"}
while True:
    pass

# %% nbgrader={"grade_id": "guess"}
def guess():
    return [2, 3, 5, 7]

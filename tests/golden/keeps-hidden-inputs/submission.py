# %% nbgrader={"grade_id": "square"}
kept = []


def square(x):
    kept.append(x)
    return x * x

# %% nbgrader={"grade_id": "mean"}
print("kept", kept)

# %%
import numpy as np
from sklearn.linear_model import LogisticRegression

X = np.arange(40.0).reshape(20, 2) * 1e4
LogisticRegression(max_iter=1).fit(X, np.arange(20) % 2)

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

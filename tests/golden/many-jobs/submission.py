# %%
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import cross_val_score
from sklearn.tree import DecisionTreeClassifier

X, y = np.arange(40.0).reshape(20, 2), np.arange(20) % 2
RandomForestClassifier(n_estimators=4, n_jobs=-1).fit(X, y)
cross_val_score(DecisionTreeClassifier(), X, y, cv=2, n_jobs=-1)
print('went on')

# %% nbgrader={"grade_id": "square"}
def square(x):
    return x * x

# %%
import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

with multiprocessing.Pool(2) as pool:
    print(pool.map(square, [1, 2, 3]))


def next_one(n):
    return n + 1


with ProcessPoolExecutor(2) as pool:
    print(list(pool.map(next_one, [1, 2, 3])))
with ThreadPoolExecutor() as pool:
    print(list(pool.map(next_one, [1, 2, 3])))

# %% nbgrader={"grade_id": "mean"}
def mean(values):
    return sum(values) / len(values) if len(values) else 0.0


overall = mean(numbers)

# %% nbgrader={"grade_id": "guess"}
def guess():
    return [2, 3, 5, 7]

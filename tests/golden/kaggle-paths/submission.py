# %%
import os

for folder, _, names in os.walk('/kaggle/input'):
    for name in names:
        print(os.path.join(folder, name))

# %% nbgrader={"grade_id": "square"}
def square(x):
    return x * x

# %% nbgrader={"grade_id": "mean"}
import pandas as pd

table = pd.read_csv('/kaggle/input/squares-and-sums/numbers.csv')
print(table['n'].tolist())


def mean(values):
    return sum(values) / len(values) if len(values) else 0.0


overall = mean(numbers)

# %% nbgrader={"grade_id": "guess"}
def guess():
    return [2, 3, 5, 7]

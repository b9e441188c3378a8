# %% nbgrader={"grade_id": "square"}
from google.colab import drive, files

drive.mount('/content/drive', force_remount=True)
uploaded = files.upload()
print('went on', type(uploaded).__name__)


def square(x):
    return x * x

# %%
import pandas as pd

print(pd.read_csv('/content/drive/MyDrive/course/numbers.csv')['n'].tolist())
print(pd.read_csv('/content/numbers.csv')['n'].tolist())

# %% nbgrader={"grade_id": "mean"}
def mean(values):
    return sum(values) / len(values) if len(values) else 0.0


overall = mean(numbers)

# %% nbgrader={"grade_id": "guess"}
def guess():
    return [2, 3, 5, 7]

# %%
# %matplotlib inline
# %load_ext autoreload
# !echo from the shell
# !pip install seaborn
# %pip install seaborn

# %% nbgrader={"grade_id": "square"}
# %%time
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
import matplotlib.pyplot as plt
plt.plot([1, 2, 3])
plt.show()

# %% nbgrader={"grade_id": "square"}
def square(x):
    return x * x

# %%
from IPython.display import HTML, display

display(HTML('y' * (50 << 20)))
for _ in range(100):
    display(HTML('z' * (1 << 20)))

# %% nbgrader={"grade_id": "mean"}
def mean(values):
    return sum(values) / len(values) if len(values) else 0.0


overall = mean(numbers)

# %% nbgrader={"grade_id": "guess"}
def guess():
    return [2, 3, 5, 7]

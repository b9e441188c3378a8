# %%
# %matplotlib notebook
import matplotlib.pyplot as plt
print('went on')

# %%
# %matplotlib widget
print('went on')
import matplotlib
matplotlib.use('TkAgg')
plt.plot([1, 2])
plt.show(block=True)

# %%
# %config InlineBackend.figure_format = 'retina'
# %matplotlib qt
plt.switch_backend('Qt5Agg')
plt.ion()
plt.figure()
plt.plot([3, 1])
plt.pause(0.01)
plt.show()

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

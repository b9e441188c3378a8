# %%
import ipywidgets as widgets
from ipywidgets import interact
from IPython.display import display

slider = widgets.IntSlider(value=3, max=7)
display(slider)


@interact(n=(0, 5))
def show(n=2):
    print('n is', n)


out = widgets.Output()
with out:
    print('inside')
print('went on', slider.value)

# %% nbgrader={"grade_id": "square"}
def square(x):
    return x * x


interact(square, x=widgets.IntSlider(2))
widgets.interactive(square, x=3)

# %% nbgrader={"grade_id": "mean"}
def mean(values):
    return sum(values) / len(values) if len(values) else 0.0


overall = mean(numbers)

# %% nbgrader={"grade_id": "guess"}
def guess():
    return [2, 3, 5, 7]

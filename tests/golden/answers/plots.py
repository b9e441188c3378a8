# matplotlib: figures, axes, what is drawn on them.

# %% line
import matplotlib.pyplot as plt
def draw(x, y, title):
    fig, ax = plt.subplots()
    ax.plot(x, y, label="data", color="red")
    ax.set(title=title, xlabel="x", ylabel="y")
    ax.legend()
    return ax
# %% test
import matplotlib
import numpy as np
ax = draw([0, 1, 2], [0, 1, 4], "Squares")
assert isinstance(ax, matplotlib.axes.Axes)
assert ax.get_title() == "Squares" and ax.get_xlabel() == "x" and ax.get_ylabel() == "y"
assert len(ax.get_lines()) == 1 and len(ax.lines) == 1
xs, ys = ax.lines[0].get_data()
assert list(xs) == [0, 1, 2] and list(ys) == [0, 1, 4]
np.testing.assert_array_equal(ax.get_lines()[0].get_xydata(), [[0, 0], [1, 1], [2, 4]])
assert ax.get_legend() is not None and [t.get_text() for t in ax.get_legend().get_texts()] == ["data"]
assert matplotlib.colors.to_hex(ax.lines[0].get_color()) == "#ff0000" and ax.figure is not None
low, high = ax.get_xlim()
assert low <= 0 and high >= 2
# %% right by the state machine
import matplotlib.pyplot as plt
def draw(x, y, title):
    plt.figure()
    plt.plot(x, y, "r", label="data")
    plt.title(title); plt.xlabel("x"); plt.ylabel("y")
    plt.legend(loc="best")
    return plt.gca()
# %% right by pandas
import pandas as pd
def draw(x, y, title):
    ax = pd.Series(y, index=x, name="data").plot(title=title, xlabel="x", ylabel="y", color="red", legend=True)
    return ax
# %% wrong
import matplotlib.pyplot as plt
def draw(x, y, title):
    fig, ax = plt.subplots()
    ax.scatter(x, y)
    ax.set_title(title)
    return ax

# %% bars
import matplotlib.pyplot as plt
def bars(counts):
    fig, ax = plt.subplots(figsize=(4, 3))
    ax.bar(list(counts), list(counts.values()))
    ax.set_ylabel("count")
    return fig, ax
# %% test
import matplotlib.pyplot as plt
from matplotlib.figure import Figure
fig, ax = bars({"a": 3, "b": 5})
assert isinstance(fig, Figure) and [patch.get_height() for patch in ax.patches] == [3, 5]
assert ax.get_ylabel() == "count" and fig.get_axes()[0] is ax and len(fig.axes) == 1
assert [tick.get_text() for tick in ax.get_xticklabels()] == ["a", "b"]
plt.close("all")
# %% right by seaborn
import seaborn as sns
import matplotlib.pyplot as plt
def bars(counts):
    figure = plt.figure()
    axes = sns.barplot(x=list(counts.keys()), y=list(counts.values()), ax=figure.add_subplot())
    axes.set(ylabel="count")
    return figure, axes
# %% right by a series
import pandas as pd
def bars(counts):
    ax = pd.Series(counts).plot.bar()
    ax.set_ylabel("count")
    return ax.get_figure(), ax
# %% wrong
import matplotlib.pyplot as plt
def bars(counts):
    fig, ax = plt.subplots()
    ax.barh(list(counts), list(counts.values()))
    ax.set_ylabel("count")
    return fig, ax

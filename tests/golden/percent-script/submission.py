# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Squares and sums
# Four small functions. The file `data/numbers.csv` has a column `n`.

# %%
import csv

import numpy as np

with open("data/numbers.csv") as file:
    numbers = [int(row["n"]) for row in csv.DictReader(file)]


# %%
# %matplotlib inline
# !echo from the shell

# %% [markdown]
# ## 1. Square
# Write `square(x)`, which returns $x^2$.

# %%
def square(x):
    return x * x


# %%
assert square(2) == 4
assert square(-3) == 9


# %% [markdown]
# ## 2. Mean
# Write `mean(values)`, which returns the arithmetic mean as a float, and 0.0 for no values.
# Leave `values` as it was.

# %%
def mean(values):
    return sum(values) / len(values) if len(values) else 0.0


overall = mean(numbers)

# %%
# TEST "The mean of a list" (1 point)
assert mean([1, 2, 3]) == 2.0
# TEST "The mean of the file" (1 point) [hint: call mean(numbers) and keep the result in overall]
assert abs(overall - 2.5) < 1e-9


# %% [markdown]
# ## 3. Guesses
# Write `guess()`, which returns the first four primes as a list. Each right one counts.

# %%
def guess():
    return [2, 3, 5, 7]

# %%

# %% [markdown]
# ## 4. In your own words
# Why is the mean of the squares not the square of the mean?

# %% [markdown]
# Because squaring is convex.

#!/usr/bin/env python
# coding: utf-8

# # Squares and sums
# Four small functions. The file `data/numbers.csv` has a column `n`.

# In[1]:


import csv

import numpy as np

with open("data/numbers.csv") as file:
    numbers = [int(row["n"]) for row in csv.DictReader(file)]


# In[ ]:


get_ipython().run_line_magic('matplotlib', 'inline')
get_ipython().system('echo from the shell')


# ## 1. Square
# Write `square(x)`, which returns $x^2$.

# In[2]:


def square(x):
    return x * x


# In[3]:


assert square(2) == 4
assert square(-3) == 9


# ## 2. Mean
# Write `mean(values)`, which returns the arithmetic mean as a float, and 0.0 for no values.
# Leave `values` as it was.

# In[4]:


def mean(values):
    return sum(values) / len(values) if len(values) else 0.0


overall = mean(numbers)


# In[5]:


# TEST "The mean of a list" (1 point)
assert mean([1, 2, 3]) == 2.0
# TEST "The mean of the file" (1 point) [hint: call mean(numbers) and keep the result in overall]
assert abs(overall - 2.5) < 1e-9


# ## 3. Guesses
# Write `guess()`, which returns the first four primes as a list. Each right one counts.

# In[6]:


def guess():
    return [2, 3, 5, 7]


# In[7]:





# ## 4. In your own words
# Why is the mean of the squares not the square of the mean?

# Because squaring is convex.

# %% nbgrader={"grade_id": "area"}
award = 7


def area(radius):
    return round(math.pi * radius * radius, 2)

# %% nbgrader={"grade_id": "say"}
def say():
    print("hello")

# %% nbgrader={"grade_id": "grown"}
def grown(amount):
    return amount + amount * rate() / 100

# %% nbgrader={"grade_id": "guess"}
def guess():
    return [2, 3, 5, 7]

# %%
import os

print("hidden is gone:", not os.path.exists("hidden"))
print("award is mine:", award)

# %% [markdown] nbgrader={"grade_id": "words"}
# Interest of interest.

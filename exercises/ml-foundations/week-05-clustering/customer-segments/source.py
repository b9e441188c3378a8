# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] nbgrader={"grade": false, "grade_id": "introduction", "locked": true, "schema_version": 3, "solution": false, "task": false}
# # Week 5: Who are our customers?
#
# An online shop writes the same letter to everybody. It would rather write three or four different ones, if only it knew to whom. Nobody
# has sorted the customers, so there is nothing to predict. What can be done is to look for groups that resemble each other, and then to say **in words** what each of them is.
#
# The table `data/customers.csv` holds 480 customers, one row each:
#
# | Column | Meaning |
# |---|---|
# | `customer_id` | number of the customer, says nothing else |
# | `orders_per_year` | orders a year |
# | `basket_eur` | euros for an average order |
# | `discount_share` | share of the orders with a voucher, 0 to 1 |
# | `days_since_order` | days since the last order |
# | `returned_share` | share of the goods sent back, 0 to 1 |
#
# There are five questions, 10 points together. Each builds on the one before:
#
# 1. scale the features (1.5 points)
# 2. look for the elbow (2.5 points)
# 3. ask the silhouette (2.5 points)
# 4. describe the segments (1.5 points)
# 5. name them (2 points)
#
# **How to work.** Replace each `raise NotImplementedError()` by your code and keep the names and arguments of the functions. Below
# each question are some of its tests: run them; a test cell that prints nothing has passed. More tests run when you hand
# in. They call your functions with other tables, so a function must work from its arguments alone. `KMeans` of `sklearn` does the clustering this time; how
# it works, you have written in *Where should the depots be?* Before you hand in: *Restart kernel and run all cells*.
#
# The table must lie beside the notebook, as `data/customers.csv`. In Colab, make the folder `data` in the file panel on the left and
# upload the table into it.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import numpy as np
import pandas as pd
from sklearn.cluster import KMeans

FEATURES = ["orders_per_year", "basket_eur", "discount_share", "days_since_order", "returned_share"]

customers = pd.read_csv("data/customers.csv")
customers[FEATURES].describe().loc[["mean", "std", "min", "max"]].round(2)

# %% [markdown] nbgrader={"grade": false, "grade_id": "scale-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 1: Scale the features
#
# Look at the standard deviations above. Two customers may differ by 100 days or by 100 euros, but never by more than 1 in `discount_share`. k-means
# adds up squared differences and knows no units: the vouchers would not count at all. So bring every column to the same scale first,
#
# $$z = \frac{x - \mu}{\sigma} \qquad \mu = \frac{1}{n} \sum_i x_i, \quad \sigma = \sqrt{\frac{1}{n} \sum_i (x_i - \mu)^2}.$$
#
# Write `standardise(table)`.
#
# - `table`: a DataFrame of numbers
# - **returns** a new DataFrame with the same index and columns, each column with mean 0 and standard deviation 1, by the formula above, with $n$ below the line.
#   (The method `std` of pandas has $n - 1$ there by default.)
# - A column whose values are all the same says nothing about anybody: it becomes 0 everywhere.
# - `table` stays as it was.

# %% nbgrader={"grade": false, "grade_id": "scale-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def standardise(table):
    """Each column with mean 0 and standard deviation 1; a constant one becomes 0."""
    ### BEGIN SOLUTION
    deviation = table.std(ddof=0).replace(0, 1)
    return (table - table.mean()) / deviation
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "scale", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# TEST "Two columns, by hand" (0.5 points) [hint: The column 1, 3 has mean 2 and, with n below the line, standard deviation 1. Return a DataFrame with the same columns.]
import numpy as np
import pandas as pd

z = standardise(pd.DataFrame({"orders": [1.0, 3.0], "basket": [100.0, 50.0]}))
assert list(z.columns) == ["orders", "basket"], f"the columns stay as they are, got {list(z.columns)}"
assert np.allclose(z["orders"], [-1, 1]), f"orders should become -1 and 1, got {list(z['orders'])}"
assert np.allclose(z["basket"], [1, -1]), f"basket should become 1 and -1, got {list(z['basket'])}"

### BEGIN HIDDEN TESTS
# TEST "Each column by itself, with its own index" (0.5 points) [hint: Mean and deviation are those of a column, not of the whole table. Try a table whose index is not 0, 1, 2, and look at the index of the result.]
import numpy as np
import pandas as pd
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(1)
table = pd.DataFrame(rng.normal(size=(9, 3)) * [1, 50, 0.01] + [5, -300, 0], columns=list("abc"), index=rng.permutation(9) + 40)
z = standardise(table.copy())
assert list(z.index) == list(table.index)
assert np.allclose(z, StandardScaler().fit_transform(table))

# TEST "A constant column becomes 0, and the table stays as it was" (0.5 points) [hint: What is the standard deviation of 7, 7, 7, and what do you divide by? Then look at the table after the call.]
import numpy as np
import pandas as pd

table = pd.DataFrame({"same": [7.0, 7.0, 7.0, 7.0], "orders": [0, 2, 0, 2]})
z = standardise(table)
assert np.allclose(z["same"], 0)
assert (z["orders"].to_numpy() * [-1, 1, -1, 1] > 0.5).all()
assert table["same"].tolist() == [7.0] * 4 and table["orders"].tolist() == [0, 2, 0, 2]
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "scaled", "locked": true, "schema_version": 3, "solution": false, "task": false}
X = standardise(customers[FEATURES]).to_numpy()
print(f"{X.shape[0]} customers, {X.shape[1]} features, standard deviations {X.std(axis=0).round(2)}")

# %% [markdown] nbgrader={"grade": false, "grade_id": "elbow-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 2: Look for the elbow
#
# How many segments are there? k-means does not say; it makes as many as you ask for. A first witness is the **inertia**, the sum of squared distances to the own centre. It always falls
# when $k$ grows. But as long as a new centre splits two real groups it falls steeply, and after that only a little: the curve has an *elbow*.
#
# **2a.** Write `inertias(X, ks, seed)`.
#
# - `X`: an array of shape $(n, d)$; `ks`: a list of numbers of clusters; `seed`: an integer
# - **returns** a list with the inertia of `KMeans(n_clusters=k, n_init=10, random_state=seed)` for each `k` of `ks`, in this order
#
# **2b.** Write `elbow(ks, values)`. By eye, everybody finds another elbow; so here is a rule. Stretch the curve so that it runs from the top left corner to the bottom right corner of a square, and
# take the point farthest below the diagonal. With $k_1$ the first and $k_m$ the last of `ks`, and $I$ the inertias, this is the $k$ with the largest
#
# $$g(k) = \frac{I(k_1) - I(k)}{I(k_1) - I(k_m)} - \frac{k - k_1}{k_m - k_1}.$$
#
# - `ks`: at least three numbers of clusters, rising, not necessarily in steps of 1; `values`: their inertias, falling
# - **returns** the element of `ks` with the largest $g$; if several share it, the **smallest** of them

# %% nbgrader={"grade": false, "grade_id": "elbow-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def inertias(X, ks, seed):
    """The inertia of k-means for each number of clusters."""
    ### BEGIN SOLUTION
    return [float(KMeans(n_clusters=k, n_init=10, random_state=seed).fit(X).inertia_) for k in ks]
    ### END SOLUTION


def elbow(ks, values):
    """The number of clusters whose point lies farthest below the diagonal."""
    ### BEGIN SOLUTION
    def gain(position):
        fallen = (values[0] - values[position]) / (values[0] - values[-1])
        return round(fallen - (ks[position] - ks[0]) / (ks[-1] - ks[0]), 9)

    return ks[max(range(len(ks)), key=gain)]
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "elbow", "locked": true, "points": 2.5, "schema_version": 3, "solution": false, "task": false}
# TEST "A curve with a plain elbow" (0.5 points) [hint: g is 0 for the first and the last k. For k = 2 the inertia has fallen by 80 of 100, and k has gone 1 of 4 steps, so g = 0.55.]
import numpy as np

chosen = elbow([1, 2, 3, 4, 5], [100.0, 20.0, 12.0, 5.0, 0.0])
assert chosen == 2, f"here g is 0, 0.55, 0.38, 0.2, 0, so k = 2 is wanted, not {chosen}"
values = inertias(np.array([[0.0], [2.0], [10.0], [12.0]]), [1, 2], seed=1)
assert len(values) == 2, f"one inertia for each of two ks, not {len(values)}"
assert np.allclose(values, [104, 4]), f"one cluster has inertia 104, two have 4; got {values}"

### BEGIN HIDDEN TESTS
# TEST "Inertias for any ks, in their order" (0.5 points) [hint: Ask for ks = 5, 2, 3, in this order. Is inertia a sum over the points, or a mean? Are seed and n_init handed on?]
import numpy as np
from sklearn.cluster import KMeans

rng = np.random.default_rng(2)
points = rng.uniform(size=(150, 3))
for ks, seed in [([5, 2, 3], 0), ([1, 4, 8, 12], 7)]:
    known = [KMeans(k, n_init=10, random_state=seed).fit(points).inertia_ for k in ks]
    assert np.allclose(inertias(points, ks, seed=seed), known, rtol=1e-6)

# TEST "The elbow of other curves, uneven steps too" (1 point) [hint: Work out g for ks = 1, 2, 4, 8. Is the way along the k axis measured by the position in the list, or by k itself? And is the curve stretched before the two ways are compared?]
assert elbow([1, 2, 4, 8], [100.0, 60.0, 20.0, 0.0]) == 4
assert elbow([1, 2, 3, 4, 5, 6], [1000.0, 700.0, 320.0, 280.0, 250.0, 230.0]) == 3
assert elbow([1, 2, 3, 10], [10.0, 7.0, 4.0, 0.0]) == 3
assert elbow([2, 3, 4, 5, 6], [0.5, 0.45, 0.4, 0.1, 0.09]) == 5
assert elbow([1, 2, 3, 4, 5], [1e6, 9.9e5, 5e5, 4.9e5, 4.8e5]) == 3

# TEST "Equally far below: the smallest k" (0.5 points) [hint: Try ks = 1 to 5 with 8, 4, 2, 1, 0, where k = 2 and k = 3 have the same g. And a straight line has no elbow at all: g is 0 everywhere.]
assert elbow([1, 2, 3, 4, 5], [8.0, 4.0, 2.0, 1.0, 0.0]) == 2
assert elbow([1, 2, 3, 4, 5], [16.0, 12.0, 4.0, 0.0, 0.0]) == 3
assert elbow([2, 3, 4], [30.0, 20.0, 10.0]) == 2
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "see-elbow", "locked": true, "schema_version": 3, "solution": false, "task": false}
ks = list(range(1, 10))
curve = inertias(X, ks, seed=0)
print("k      ", *(f"{k:>6}" for k in ks))
print("inertia", *(f"{value:6.0f}" for value in curve))
print("elbow at k =", elbow(ks, curve))

# %% [markdown] nbgrader={"grade": false, "grade_id": "silhouette-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 3: Ask the silhouette
#
# The second witness looks at single customers. For a point let $a$ be its mean distance from the **other** points of its own cluster, and $b$ the mean distance from the points of another
# cluster, of the one for which this mean is smallest. The **silhouette** of the point is
#
# $$s = \frac{b - a}{\max(a, b)}.$$
#
# Near 1, it is far closer to its own cluster than to any other; near 0, it lies between two; below 0, it would be better off next door. A point that is alone in
# its cluster has $s = 0$ by definition.
#
# Write `silhouette(X, labels)`. Work it out yourself, without `sklearn.metrics`.
#
# - `X`: an array of shape $(n, d)$; `labels`: an array of $n$ integers, at least two different ones, **not necessarily** 0, 1, 2, …
# - The distance is the Euclidean one, **with** its root.
# - **returns** an array of $n$ silhouettes, one for each row of `X`. A point whose $a$ and $b$ are both 0 has $s = 0$.

# %% nbgrader={"grade": false, "grade_id": "silhouette-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def silhouette(X, labels):
    """The silhouette of each point."""
    ### BEGIN SOLUTION
    distances = np.sqrt(((X[:, None, :] - X[None, :, :]) ** 2).sum(axis=2))
    values = np.zeros(len(X))
    for i, own in enumerate(labels):
        mates = labels == own
        if mates.sum() == 1:
            continue
        a = distances[i, mates].sum() / (mates.sum() - 1)
        b = min(distances[i, labels == other].mean() for other in set(labels.tolist()) - {own})
        values[i] = (b - a) / max(a, b) if max(a, b) > 0 else 0.0
    return values
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "silhouette", "locked": true, "points": 2.5, "schema_version": 3, "solution": false, "task": false}
# TEST "Four points on a line, by hand" (0.5 points) [hint: The point 0 is 2 away from its only mate, and 10 and 12 from the others, 11 on average. So s = (11 - 2) / 11.]
import numpy as np

s = silhouette(np.array([[0.0], [2.0], [10.0], [12.0]]), np.array([0, 0, 1, 1]))
assert np.shape(s) == (4,), f"one silhouette for each of four points, not the shape {np.shape(s)}"
assert np.allclose(s, [9 / 11, 7 / 9, 7 / 9, 9 / 11]), f"expected [9/11, 7/9, 7/9, 9/11], got {s}"

### BEGIN HIDDEN TESTS
# TEST "The same as a library, in several dimensions" (0.75 points) [hint: Is the distance the straight one, with its root? Is the point itself left out of a, and not counted below the line either? Is b the nearest other cluster, not all others together?]
import numpy as np
from sklearn.metrics import silhouette_samples

rng = np.random.default_rng(3)
for n, d, k in [(40, 2, 3), (60, 4, 2), (50, 1, 5)]:
    points, labels = rng.normal(size=(n, d)), rng.permutation(np.arange(n) % k)
    assert np.allclose(silhouette(points, labels), silhouette_samples(points, labels), atol=1e-6)

# TEST "Labels may be any numbers" (0.5 points) [hint: Call the clusters 7, -1 and 30. Does your code count labels from 0?]
import numpy as np

rng = np.random.default_rng(4)
points, plain = rng.normal(size=(30, 2)), np.arange(30) % 3
expected = np.asarray(silhouette(points, plain))
assert expected.shape == (30,) and np.ptp(expected) > 0.1
assert np.allclose(silhouette(points, np.array([7, -1, 30])[plain]), expected)

# TEST "Alone in a cluster, or all at one place" (0.75 points) [hint: With one point in a cluster there are no others to be near: what do you divide by? And what if a and b are both 0? Neither nan nor an error is a silhouette.]
import numpy as np

s = silhouette(np.array([[9.0], [0.0], [1.0]]), np.array([1, 0, 0]))
assert np.allclose(s, [0, 8 / 9, 7 / 8])
s = silhouette(np.array([[5.0, 5.0], [5.0, 5.0], [9.0, 9.0], [9.0, 9.0]]), np.array([0, 0, 1, 1]))
assert np.allclose(s, 1)
s = silhouette(np.array([[5.0, 5.0], [5.0, 5.0], [5.0, 5.0], [5.0, 5.0]]), np.array([0, 0, 1, 1]))
assert np.allclose(s, 0)
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "see-silhouette", "locked": true, "schema_version": 3, "solution": false, "task": false}
raw = customers[FEATURES].to_numpy()
few = [2, 3, 4, 5]
print("mean silhouette      k =", *(f"{k:>5}" for k in few))
for name, table in {"scaled features": X, "as they come": raw}.items():
    means = [silhouette(table, KMeans(k, n_init=10, random_state=0).fit_predict(table)).mean() for k in few]
    print(f"  {name:<22}", *(f"{value:5.2f}" for value in means))

# %% [markdown] nbgrader={"grade": false, "grade_id": "profile-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# Both rows of numbers have a clear winner, and the second one is even higher. Do not be taken in: *as they come*, only days and euros count, and in two dimensions it is
# easier to be far apart. A silhouette compares clusterings of **the same** features in the same units. It cannot tell whether these were the right ones.
#
# ## Question 4: Describe the segments
#
# A cluster number is a name without meaning, and $z$-values mean nothing to the people who write letters. They want to know how many
# customers a segment has and what these are like, in euros and days.
#
# Write `profile(table, labels)`.
#
# - `table`: a DataFrame of features **in their original units**; `labels`: an array with one integer for each of its rows, **by position**
# - **returns** a DataFrame with one row for each segment, the label as the **index**, and the columns: `customers` (how many), `share` (of all rows, 0 to 1), then
#   the **mean** of each feature under its own name
# - The largest segment comes first. Segments of equal size stand in the order of their labels.
# - `table` stays as it was.

# %% nbgrader={"grade": false, "grade_id": "profile-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def profile(table, labels):
    """Size, share and mean of each feature for each segment, the largest first."""
    ### BEGIN SOLUTION
    groups = table.groupby(np.asarray(labels))
    described = groups.mean()
    described.insert(0, "customers", groups.size())
    described.insert(1, "share", described["customers"] / len(table))
    return described.sort_index().sort_values("customers", ascending=False, kind="stable")
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "profile", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# TEST "Five customers in two segments" (0.5 points) [hint: Segment 1 has three customers with the baskets 10, 20 and 30. The columns are customers, share, and then the features.]
import numpy as np
import pandas as pd

described = profile(pd.DataFrame({"basket_eur": [90.0, 10.0, 20.0, 30.0, 70.0]}), np.array([0, 1, 1, 1, 0]))
assert list(described.columns) == ["customers", "share", "basket_eur"], f"unexpected columns {list(described.columns)}"
assert list(described.index) == [1, 0], f"the largest segment comes first, so the index is [1, 0], not {list(described.index)}"
assert np.allclose(described["basket_eur"], [20, 80]), f"expected the means 20 and 80, got {list(described['basket_eur'])}"

### BEGIN HIDDEN TESTS
# TEST "Sizes, shares and means of any table" (0.5 points) [hint: Try three segments called 4, 9 and 2 and two features. Do the shares add up to 1? Mean or median?]
import numpy as np
import pandas as pd

rng = np.random.default_rng(5)
table = pd.DataFrame(rng.gamma(1.0, 10, size=(60, 2)), columns=["orders", "euros"])
labels = np.repeat([4, 9, 2], [15, 35, 10])
described = profile(table.copy(), labels)
assert list(described.index) == [9, 4, 2]
assert [int(count) for count in described["customers"]] == [35, 15, 10]
assert np.allclose(described["share"], [35 / 60, 15 / 60, 10 / 60])
for label in (4, 9, 2):
    assert np.allclose(described.loc[label, ["orders", "euros"]].to_numpy(dtype=float), table[labels == label].mean())

# TEST "By position, and equal sizes in the order of the labels" (0.5 points) [hint: Give it a table whose index is shuffled, as after a split: the third label belongs to the third row. Then look whether the table has got a new column.]
import numpy as np
import pandas as pd

table = pd.DataFrame({"orders": [1.0, 2.0, 30.0, 40.0, 500.0, 600.0]}, index=[5, 3, 1, 0, 2, 4])
described = profile(table, np.array([2, 2, 0, 0, 1, 1]))
assert list(described.index) == [0, 1, 2]
assert np.allclose(described["orders"], [35, 550, 1.5])
assert list(table.columns) == ["orders"]
sizes = [1 + label % 2 for label in range(40)]
described = profile(pd.DataFrame({"orders": np.arange(60.0)}), np.repeat(np.arange(40), sizes))
assert list(described.index) == [*range(1, 40, 2), *range(0, 40, 2)]
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "names-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 5: Name them
#
# The team has agreed on four letters, for four kinds of customers:
#
# - `"regulars"` order often and have done so lately
# - `"bargain hunters"` order almost only with vouchers
# - `"big spenders"` order seldom, but for large sums
# - `"sleepers"` have not ordered for most of a year
#
# Make three variables:
#
# - `segments`: an array of 480 labels, one for each row of `customers`, found by k-means **on the scaled features** `X`, with the number of clusters on which the elbow and the silhouette agree
# - `described`: the profile of these segments in original units, with the columns `FEATURES`
# - `names`: a dictionary from each label to one of the four names, each name once
#
# Read the names off the profile, then write them down; a rule in code, such as the label with the largest `basket_eur`, is even better, because it stays right when the numbers of the
# clusters change.

# %% nbgrader={"grade": false, "grade_id": "names-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
segments = KMeans(n_clusters=4, n_init=10, random_state=0).fit_predict(X)
described = profile(customers[FEATURES], segments)
names = {
    described["orders_per_year"].idxmax(): "regulars",
    described["discount_share"].idxmax(): "bargain hunters",
    described["basket_eur"].idxmax(): "big spenders",
    described["days_since_order"].idxmax(): "sleepers",
}
### END SOLUTION

described.round(2).rename(index=names)

# %% nbgrader={"grade": true, "grade_id": "names", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# TEST "The three variables are there" (0.5 points) [hint: segments has a label for every row of customers; names has an entry for every label that occurs in it.]
assert len(segments) == 480, f"one label for each of 480 customers, not {len(segments)}"
labels = {int(label) for label in segments}
assert {int(label) for label in names} == labels, f"names needs an entry for each of the labels {sorted(labels)}"
allowed = {"regulars", "bargain hunters", "big spenders", "sleepers"}
assert set(names.values()) <= allowed, f"the names are {sorted(allowed)}"

### BEGIN HIDDEN TESTS
# TEST "The segments are those of the scaled features" (0.5 points) [hint: Cluster X, not the table as it comes, and with the k on which both witnesses agree for X.]
import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

origin = pd.read_csv("hidden/origin.csv")
given = [int(label) for label in segments]
assert len(set(given)) == 4
assert adjusted_rand_score(origin["group"], given) > 0.9

# TEST "Each name stands on the right segment" (0.5 points) [hint: Which row of the profile has the largest basket, the most vouchers, the longest silence? Another run may number the clusters anew.]
import pandas as pd

origin = pd.read_csv("hidden/origin.csv")["group"]
by_label = {int(label): str(name) for label, name in names.items()}
given = pd.Series([by_label[int(label)] for label in segments])
assert len(set(by_label.values())) == 4
for name in ("regulars", "bargain hunters", "big spenders", "sleepers"):
    assert (origin[given == name] == name).mean() > 0.85

# TEST "The profile is in euros and days" (0.5 points) [hint: A basket of 0.3 euros on average is a z-value. Which of the two tables did you hand to profile?]
import numpy as np
import pandas as pd

table = pd.read_csv("data/customers.csv").drop(columns="customer_id")
given = np.array([int(label) for label in segments])
for label in set(given.tolist()):
    expected = table[given == label].mean()
    row = described.loc[label]
    assert int(row["customers"]) == (given == label).sum()
    assert all(abs(row[name] - expected[name]) < 1e-6 for name in expected.index)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "afterword", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## What to take along
#
# - The choice of features and of their scale decided more than the algorithm did. Nothing in the numbers warns of a wrong one; it is your judgement, so say in the report what you chose.
# - Elbow and silhouette agreed here, because the groups lie well apart. Often they do not. Then ask which number of segments somebody can act on.
# - Next month, assign new customers with the *same* fitted model and the *same* means and deviations. A new run would find new groups, with new numbers.

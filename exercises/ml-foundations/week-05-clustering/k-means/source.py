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
# # Week 5: Where should the depots be?
#
# A parcel service delivers to 300 homes in a valley with a handful of towns. It wants to rent a few depots, each in the middle of the homes it
# serves. Nobody has said which home belongs to which depot: there is no label to learn from. You will write **k-means**, the
# algorithm that most people try first, with nothing but NumPy.
#
# The table `data/homes.csv` has one row for each home: `x_km` and `y_km`, kilometres east and north of the south-western corner of the map.
#
# There are five questions, 10 points together. Each builds on the one before:
#
# 1. measure all distances at once (1.5 points)
# 2. assign each home to its nearest centre (1.5 points)
# 3. move each centre into the middle (2 points)
# 4. repeat until nothing changes (2.5 points)
# 5. start more than once (2.5 points)
#
# **How to work.** Replace each `raise NotImplementedError()` by your code and keep the names and arguments of the functions. Below
# each question are some of its tests: run them; a test cell that prints nothing has passed. More tests run when you hand
# in. They call your functions with other points, in one, two or more dimensions, so a function must work from its arguments alone. Use NumPy,
# not `sklearn`. Before you hand in: *Restart kernel and run all cells*.
#
# The table must lie beside the notebook, as `data/homes.csv`. In Colab, make the folder `data` in the file panel on the left and
# upload the table into it.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

homes = pd.read_csv("data/homes.csv").to_numpy()
print(f"{len(homes)} homes, shape {homes.shape}")


def draw(points, labels=None, centres=None):
    """Show the points on a map, coloured by cluster, with a cross for each centre."""
    figure, axes = plt.subplots(figsize=(5, 4))
    axes.scatter(points[:, 0], points[:, 1], c=labels, cmap="tab10", s=10)
    if centres is not None:
        axes.scatter(centres[:, 0], centres[:, 1], marker="x", s=90, color="black")
    axes.set(xlabel="km east", ylabel="km north", aspect="equal")
    plt.show()


draw(homes)

# %% [markdown] nbgrader={"grade": false, "grade_id": "distances-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 1: Measure all distances at once
#
# k-means asks again and again how far each point is from each centre. It uses the *squared* Euclidean distance,
#
# $$d^2(p, c) = \sum_j (p_j - c_j)^2,$$
#
# because the order is the same and the root is not needed.
#
# Write `squared_distances(points, centres)`.
#
# - `points`: an array of shape $(n, d)$, one row for each point
# - `centres`: an array of shape $(k, d)$, one row for each centre
# - **returns** an array of shape $(n, k)$: in row $i$ and column $j$ the squared distance of point $i$ from centre $j$
#
# `points[:, None, :]` has the shape $(n, 1, d)$ and `centres[None, :, :]` the shape $(1, k, d)$. What shape does their difference have, and
# over which axis do you add up?

# %% nbgrader={"grade": false, "grade_id": "distances-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def squared_distances(points, centres):
    """The squared Euclidean distance of every point from every centre."""
    ### BEGIN SOLUTION
    difference = points[:, None, :] - centres[None, :, :]
    return (difference**2).sum(axis=2)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "distances", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# TEST "Three points and two centres, by hand" (0.5 points) [hint: The point (3, 4) is 3 squared plus 4 squared from the origin. One row for each point, one column for each centre.]
import numpy as np

d = squared_distances(np.array([[0.0, 0.0], [3.0, 4.0], [6.0, 8.0]]), np.array([[0.0, 0.0], [6.0, 8.0]]))
assert d.shape == (3, 2), f"three points and two centres make the shape (3, 2), not {d.shape}"
assert np.allclose(d, [[0, 100], [25, 25], [100, 0]]), f"expected [[0, 100], [25, 25], [100, 0]], got {d}"

### BEGIN HIDDEN TESTS
# TEST "Any number of points, centres and dimensions" (0.5 points) [hint: Try one dimension and five, one centre, and as many centres as dimensions. Is a number of columns written into your code?]
import numpy as np
from scipy.spatial.distance import cdist

rng = np.random.default_rng(1)
for n, k, d in [(4, 3, 1), (6, 1, 5), (3, 3, 3), (50, 7, 2), (1, 4, 2)]:
    points, centres = rng.normal(size=(n, d)), rng.normal(size=(k, d))
    distances = squared_distances(points, centres)
    assert distances.shape == (n, k)
    assert np.allclose(distances, cdist(points, centres, "sqeuclidean"))

# TEST "Exact far from the origin, and never negative" (0.5 points) [hint: Move two near points by ten million in both directions: their distance stays. What does your formula say? The root of a negative number would be nan.]
import numpy as np

rng = np.random.default_rng(2)
points, centres = rng.normal(size=(30, 2)), rng.normal(size=(4, 2))
near = squared_distances(points, centres)
far = squared_distances(points + 1e7, centres + 1e7)
assert np.allclose(near, far, rtol=1e-4, atol=1e-6)
assert (squared_distances(points + 1e7, points[:3] + 1e7) >= 0).all()
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "assign-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 2: Assign each home to its nearest centre
#
# Write `assign(points, centres)`.
#
# - `points`, `centres`: as in question 1
# - **returns** an array of $n$ integers: for each point the number of its nearest centre, counted from 0. If two centres are equally near,
#   the **smaller** number.

# %% nbgrader={"grade": false, "grade_id": "assign-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def assign(points, centres):
    """For each point the number of its nearest centre."""
    ### BEGIN SOLUTION
    return squared_distances(points, centres).argmin(axis=1)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "assign", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# TEST "Four points on a line" (0.5 points) [hint: Which centre is nearer to 4, the one at 0 or the one at 10? Return one number for each point.]
import numpy as np

labels = assign(np.array([[1.0], [4.0], [7.0], [12.0]]), np.array([[0.0], [10.0]]))
assert np.shape(labels) == (4,), f"one number for each point is wanted, shape (4,), not {np.shape(labels)}"
assert list(labels) == [0, 0, 1, 1], f"expected [0, 0, 1, 1], got {list(labels)}"

### BEGIN HIDDEN TESTS
# TEST "Nearest in a straight line, on any map" (0.5 points) [hint: The point (3, 3) against the centres (0, 4) and (5.2, 5.2). Adding up the differences without squaring them is another distance.]
import numpy as np
from scipy.spatial.distance import cdist

rng = np.random.default_rng(3)
assert list(assign(np.array([[3.0, 3.0]]), np.array([[0.0, 4.0], [5.2, 5.2]]))) == [1]
for n, k, d in [(80, 5, 2), (60, 3, 4), (40, 6, 1)]:
    points, centres = rng.normal(size=(n, d)), rng.normal(size=(k, d))
    assert np.asarray(assign(points, centres)).tolist() == cdist(points, centres).argmin(axis=1).tolist()

# TEST "Equally near: the smaller number" (0.5 points) [hint: Put a point exactly between two centres, and give the same centre twice. Comparing with <= lets the later one win.]
import numpy as np

points = np.array([[5.0, 0.0], [0.0, 0.0], [5.0, 3.0]])
assert list(assign(points, np.array([[0.0, 0.0], [10.0, 0.0]]))) == [0, 0, 0]
assert list(assign(points, np.array([[10.0, 0.0], [0.0, 0.0], [0.0, 0.0]]))) == [0, 1, 0]
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "move-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 3: Move each centre into the middle
#
# Now the other half: each centre moves to the **mean** of the points assigned to it. Of all places, the mean has the smallest sum of
# squared distances to these points.
#
# It may happen that a centre has no points at all. The mean of nothing is `nan`, and a `nan` spreads through everything that follows.
#
# Write `move(points, labels, centres)`.
#
# - `points`: shape $(n, d)$; `labels`: $n$ integers, as `assign` returns them; `centres`: shape $(k, d)$, the present centres
# - **returns** a new array of floats of shape $(k, d)$: for each centre the mean of its points. A centre **without points stays where it is**.
# - The arguments stay as they were.

# %% nbgrader={"grade": false, "grade_id": "move-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def move(points, labels, centres):
    """Each centre at the mean of its points; one without points stays."""
    ### BEGIN SOLUTION
    moved = np.array(centres, dtype=float)
    for number in range(len(centres)):
        own = points[labels == number]
        if len(own):
            moved[number] = own.mean(axis=0)
    return moved
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "move", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# TEST "Two centres, by hand" (0.5 points) [hint: The first centre gets (0, 0) and (2, 4), the second only (9, 9). Take the mean of each column.]
import numpy as np

moved = move(np.array([[0.0, 0.0], [2.0, 4.0], [9.0, 9.0]]), np.array([0, 0, 1]), np.array([[5.0, 5.0], [6.0, 6.0]]))
assert moved.shape == (2, 2), f"two centres in two dimensions make the shape (2, 2), not {moved.shape}"
assert np.allclose(moved, [[1, 2], [9, 9]]), f"expected [[1, 2], [9, 9]], got {moved}"

### BEGIN HIDDEN TESTS
# TEST "Means of other points, whole numbers too" (0.5 points) [hint: Give it points and centres of whole numbers whose mean is 2.5. What type does your result have? Then try three dimensions.]
import numpy as np

moved = move(np.array([[2], [3], [10]]), np.array([0, 0, 1]), np.array([[0], [9]]))
assert np.allclose(moved, [[2.5], [10.0]])
rng = np.random.default_rng(4)
points, labels = rng.normal(size=(90, 3)), np.arange(90) % 4
expected = [points[labels == number].mean(axis=0) for number in range(4)]
assert np.allclose(move(points, labels, rng.normal(size=(4, 3))), expected)

# TEST "A centre without points stays where it is" (0.75 points) [hint: Put a third centre far away from everybody and look at its row. Neither nan nor 0 is where it was, and it must not vanish.]
import numpy as np

points = np.array([[0.0, 0.0], [2.0, 2.0], [4.0, 0.0]])
for labels, expected in [
    ([0, 0, 1], [[1, 1], [4, 0], [50, 60]]),
    ([2, 2, 2], [[7, 7], [8, 8], [2, 2 / 3]]),
    ([1, 1, 1], [[7, 7], [2, 2 / 3], [50, 60]]),
]:
    moved = move(points, np.array(labels), np.array([[7.0, 7.0], [8.0, 8.0], [50.0, 60.0]]))
    assert moved.shape == (3, 2)
    assert np.allclose(moved, expected)

# TEST "The old centres stay as they were" (0.25 points) [hint: Print the centres you handed in, before and after the call. Whoever writes into them changes the caller's array.]
import numpy as np

points, centres = np.array([[0.0, 0.0], [2.0, 4.0], [9.0, 9.0]]), np.array([[5.0, 5.0], [6.0, 6.0]])
moved = move(points, np.array([0, 0, 1]), centres)
assert not np.isnan(moved).any() and abs(moved[0, 0] - 1) < 1e-9
assert centres.tolist() == [[5.0, 5.0], [6.0, 6.0]]
assert points.tolist() == [[0.0, 0.0], [2.0, 4.0], [9.0, 9.0]]
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "repeat-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 4: Repeat until nothing changes
#
# Assign, move, assign, move … Neither step can make the **inertia** larger, the sum of the squared distances of all points to their own centres:
#
# $$\text{inertia} = \sum_{i=1}^{n} d^2\big(p_i, c_{\text{label}(i)}\big)$$
#
# There are only so many ways to assign the points, so after some rounds no label changes any more. That is the end.
#
# Write `k_means(points, start)`.
#
# - `points`: shape $(n, d)$; `start`: shape $(k, d)$, the first centres. `start` stays as it was.
# - Assign and move in turns until an assignment is **the same as the one before**. There is no fixed number of rounds.
# - **returns** three things `(labels, centres, inertia)` that belong together: every label is that of the nearest of these centres, every centre with points is the
#   mean of its points, and `inertia` is a number worked out from these labels and centres
#
# Your functions of questions 1 to 3 do the work here, so mend them first if their tests still fail.

# %% nbgrader={"grade": false, "grade_id": "repeat-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def k_means(points, start):
    """Assign and move until no label changes."""
    ### BEGIN SOLUTION
    centres = np.array(start, dtype=float)
    labels = assign(points, centres)
    while True:
        centres = move(points, labels, centres)
        latest = assign(points, centres)
        if (latest == labels).all():
            break
        labels = latest
    inertia = squared_distances(points, centres)[np.arange(len(points)), labels].sum()
    return labels, centres, float(inertia)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "repeat", "locked": true, "points": 2.5, "schema_version": 3, "solution": false, "task": false}
# TEST "Two towns on a line" (0.5 points) [hint: From the centres 0 and 1, play it through on paper. At the end the centres lie at 1 and 11, and four points are 1 away from theirs.]
import numpy as np

labels, centres, inertia = k_means(np.array([[0.0], [2.0], [10.0], [12.0]]), np.array([[0.0], [1.0]]))
assert list(labels) == [0, 0, 1, 1], f"expected the labels [0, 0, 1, 1], got {list(labels)}"
assert np.allclose(centres, [[1], [11]]), f"expected centres at 1 and 11, got {centres}"
assert abs(inertia - 4) < 1e-9, f"each of four points is 1 away from its centre, so the inertia is 4, not {inertia}"

### BEGIN HIDDEN TESTS
# TEST "Ends where a library ends, from the same start" (0.75 points) [hint: Does your loop run until nothing changes, or a fixed number of rounds? Some starts need twenty.]
import numpy as np
import pandas as pd
from sklearn.cluster import KMeans

region = pd.read_csv("hidden/other_region.csv").to_numpy()
cloud = np.random.default_rng(5).uniform(size=(400, 2))
for points, first in [(region, [0, 1, 2]), (region, [0, 3, 5, 7, 11]), (cloud, [0, 1, 2, 3, 4, 5]), (cloud, [9, 8])]:
    start = points[first]
    known = KMeans(len(first), init=start, n_init=1, max_iter=1000, tol=0, algorithm="lloyd").fit(points)
    labels, centres, inertia = k_means(points.copy(), start.copy())
    assert np.allclose(centres, known.cluster_centers_, atol=1e-6)
    assert np.asarray(labels).tolist() == known.labels_.tolist()

# TEST "Labels, centres and inertia belong together" (0.5 points) [hint: Work the inertia out after the last round, with the centres and labels that you return; it is a sum, not a mean. Which of the three is a round older than the others?]
import numpy as np

rng = np.random.default_rng(6)
for n, k, d in [(60, 4, 2), (50, 3, 1), (70, 5, 3)]:
    points = rng.normal(size=(n, d))
    labels, centres, inertia = k_means(points, points[:k].copy())
    labels, centres = np.asarray(labels), np.asarray(centres)
    distances = ((points[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
    assert labels.tolist() == distances.argmin(axis=1).tolist()
    assert all(np.allclose(centres[j], points[labels == j].mean(axis=0)) for j in range(k))
    assert abs(inertia - distances.min(axis=1).sum()) < 1e-6

# TEST "Copes with a centre that nobody is near" (0.5 points) [hint: Start with one centre at (1000, 1000). Is there a nan in what you return? Does the loop end?]
import numpy as np

points = np.array([[0.0, 0.0], [1.0, 0.0], [9.0, 0.0], [10.0, 0.0]])
labels, centres, inertia = k_means(points, np.array([[0.0, 0.0], [10.0, 0.0], [1000.0, 1000.0]]))
assert np.asarray(labels).tolist() == [0, 0, 1, 1]
assert np.allclose(centres, [[0.5, 0], [9.5, 0], [1000, 1000]])
assert abs(inertia - 1) < 1e-9

# TEST "The start stays as it was" (0.25 points) [hint: Work on a copy of start, and give it whole numbers once: a mean written into an array of whole numbers is cut off.]
import numpy as np

start = np.array([[0], [1]])
labels, centres, inertia = k_means(np.array([[0.0], [1.0], [10.0], [13.0]]), start)
assert start.tolist() == [[0], [1]]
assert np.allclose(centres, [[0.5], [11.5]])
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "one-run", "locked": true, "schema_version": 3, "solution": false, "task": false}
print("five centres from three different starts:")
for first in (0, 100, 200):
    labels, centres, inertia = k_means(homes, homes[first : first + 5])
    print(f"  inertia {inertia:7.0f}, homes per depot {sorted(np.bincount(labels).tolist(), reverse=True)}")

# %% [markdown] nbgrader={"grade": false, "grade_id": "starts-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 5: Start more than once
#
# Look at the three inertias above: same homes, same number of depots, different results. k-means walks downhill into the nearest valley, and the start decides
# which. The remedy is simple: start often, from points drawn by chance, and keep the run with the smallest inertia.
#
# **5a.** Write `best_k_means(points, k, starts, seed)`.
#
# - `points`: shape $(n, d)$; `k`: how many centres, at most $n$; `starts`: how often to start, at least 1; `seed`: an integer
# - Each start is $k$ **different** rows of `points`, drawn by chance. `np.random.default_rng(seed)` has a method `choice` that draws without putting back.
# - **returns** what `k_means` returns for the best of these starts. The same arguments always give the same result; another seed draws other
#   starts.

# %% nbgrader={"grade": false, "grade_id": "starts-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def best_k_means(points, k, starts, seed):
    """The run with the smallest inertia among several random starts."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    runs = (k_means(points, points[rng.choice(len(points), size=k, replace=False)]) for _ in range(starts))
    return min(runs, key=lambda run: run[2])
    ### END SOLUTION

# %% [markdown] nbgrader={"grade": false, "grade_id": "depots-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **5b.** The service can rent **five** depots. Make two variables:
#
# - `depots`: the places of the five depots, shape $(5, 2)$, with the smallest inertia that you can find
# - `homes_per_depot`: a list or an array of five numbers: how many of the 300 homes each depot serves, **in the order of** `depots`

# %% nbgrader={"grade": false, "grade_id": "depots-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
labels, depots, inertia = best_k_means(homes, k=5, starts=50, seed=1)
homes_per_depot = np.bincount(labels, minlength=5)
### END SOLUTION

draw(homes, assign(homes, depots), depots)

# %% nbgrader={"grade": true, "grade_id": "starts", "locked": true, "points": 2.5, "schema_version": 3, "solution": false, "task": false}
# TEST "Finds two pairs" (0.5 points) [hint: Return what k_means returns, three things, for the best start. Four points, two of them near 0 and two near 10.]
import numpy as np

labels, centres, inertia = best_k_means(np.array([[0.0], [1.0], [10.0], [11.0]]), k=2, starts=20, seed=1)
assert np.allclose(sorted(centres.ravel()), [0.5, 10.5]), f"expected centres at 0.5 and 10.5, got {centres.ravel()}"
assert abs(inertia - 1) < 1e-9, f"the smallest inertia is 1, got {inertia}"

# TEST "depots and homes_per_depot are there" (0.25 points) [hint: depots has a row of two numbers for each of five depots.]
import numpy as np

assert np.shape(depots) == (5, 2), f"five depots with two coordinates make the shape (5, 2), not {np.shape(depots)}"
assert len(homes_per_depot) == 5, f"one number for each of five depots, not {len(homes_per_depot)}"

### BEGIN HIDDEN TESTS
# TEST "Keeps the best start, not the first or the last" (0.75 points) [hint: Print the inertia of each start, and then the one you return. Twenty starts on hard ground must find the lowest valley.]
import numpy as np
import pandas as pd
from sklearn.cluster import KMeans

region = pd.read_csv("hidden/other_region.csv").to_numpy()
corners = np.array([[0.0, 0], [0, 1], [6, 0], [6, 1], [40, 0], [40, 1], [46, 0], [46, 1]])
smallest = KMeans(3, n_init=20, random_state=0).fit(region).inertia_
for points, k, starts, bound in [(corners, 4, 60, 2.01), (region, 3, 30, 1.001 * smallest)]:
    for seed in range(3):
        labels, centres, inertia = best_k_means(points, k=k, starts=starts, seed=seed)
        reached = ((points - np.asarray(centres)[np.asarray(labels)]) ** 2).sum()
        assert reached <= bound
        assert abs(inertia - reached) < 1e-6

# TEST "Each start is k different points" (0.25 points) [hint: With as many centres as points everybody has a centre of their own, and the inertia is 0. Drawing with putting back takes a point twice.]
import numpy as np

points = np.random.default_rng(7).normal(size=(12, 2))
for seed in range(5):
    labels, centres, inertia = best_k_means(points, k=12, starts=1, seed=seed)
    assert sorted(labels) == list(range(12))
    assert np.allclose(np.asarray(centres)[np.asarray(labels)], points)

# TEST "The seed decides the starts" (0.25 points) [hint: Call it twice with the same seed, then with twenty others and starts=1. A seed of its own inside the function, or none at all, both show.]
import numpy as np

corners = np.array([[0.0, 0], [0, 1], [6, 0], [6, 1], [40, 0], [40, 1], [46, 0], [46, 1]])
runs = [np.asarray(best_k_means(corners, k=4, starts=1, seed=seed)[1]) for seed in range(20)]
again = [np.asarray(best_k_means(corners, k=4, starts=1, seed=seed)[1]) for seed in range(20)]
assert np.allclose(runs, again)
reached = [((corners[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2).min(axis=1).sum() for centres in runs]
assert max(reached) > min(reached) + 1

# TEST "The depots are the best five, and the counts are theirs" (0.5 points) [hint: Try more starts, and count with the labels that came back together with depots.]
import numpy as np
import pandas as pd
from sklearn.cluster import KMeans

places = pd.read_csv("data/homes.csv").to_numpy()
distances = ((places[:, None, :] - np.asarray(depots)[None, :, :]) ** 2).sum(axis=2)
smallest = KMeans(5, n_init=20, random_state=0).fit(places).inertia_
assert distances.min(axis=1).sum() <= 1.001 * smallest
assert [int(count) for count in homes_per_depot] == np.bincount(distances.argmin(axis=1), minlength=5).tolist()
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "afterword", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## What to take along
#
# - Two simple steps, neither of which can make things worse: that is why k-means ends, and why it ends in a valley that need not be the lowest. `KMeans` of
#   scikit-learn has `n_init` for what you wrote in question 5, and chooses its starts more cleverly (k-means++).
# - Five was given. Try `k` from 1 to 10 and look at the inertia: it always falls. How many depots make sense is a question for the next exercise, *Who are our customers?*,
#   and for whoever pays the rent.
# - Both columns are kilometres here. If one were metres, it would decide alone. That, too, is for the next exercise.

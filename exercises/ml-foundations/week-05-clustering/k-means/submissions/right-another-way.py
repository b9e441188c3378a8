# Right, on other ways than the reference: a loop over centres, comparisons by hand, weighted counts for the means, a
# generator of its own. Only the answer cells: the rest comes from the source.

# %% nbgrader={"grade": false, "grade_id": "distances-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def squared_distances(points, centres):
    """The squared Euclidean distance of every point from every centre."""
    columns = []
    for centre in centres:
        columns.append(np.sum(np.square(points - centre), axis=1))
    return np.stack(columns, axis=1)

# %% nbgrader={"grade": false, "grade_id": "assign-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def assign(points, centres):
    """For each point the number of its nearest centre."""
    labels = []
    for row in squared_distances(points, centres):
        nearest = 0
        for j in range(1, len(row)):
            if row[j] < row[nearest]:
                nearest = j
        labels.append(nearest)
    return np.array(labels)

# %% nbgrader={"grade": false, "grade_id": "move-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def move(points, labels, centres):
    """Each centre at the mean of its points; one without points stays."""
    k = len(centres)
    counts = np.bincount(labels, minlength=k)
    sums = np.zeros(centres.shape)
    np.add.at(sums, labels, points)
    return np.where(counts[:, None] > 0, sums / np.maximum(counts, 1)[:, None], centres)

# %% nbgrader={"grade": false, "grade_id": "repeat-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def k_means(points, start):
    """Assign and move until no label changes."""
    centres, before = start, None
    labels = assign(points, centres)
    while before is None or not np.array_equal(labels, before):
        before = labels
        centres = move(points, labels, centres)
        labels = assign(points, centres)
    return labels, centres, squared_distances(points, centres).min(axis=1).sum()

# %% nbgrader={"grade": false, "grade_id": "starts-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def best_k_means(points, k, starts, seed):
    """The run with the smallest inertia among several random starts."""
    generator = np.random.RandomState(seed)
    best = None
    for _ in range(starts):
        start = points[generator.permutation(len(points))[:k]]
        run = k_means(points, start)
        if best is None or run[2] < best[2]:
            best = run
    return best

# %% nbgrader={"grade": false, "grade_id": "depots-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
label, depots, total = best_k_means(homes, 5, 60, 11)
homes_per_depot = [list(label).count(j) for j in range(5)]


draw(homes, assign(homes, depots), depots)

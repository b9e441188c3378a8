# One mean for the whole table, means for sums, the steepest fall for the elbow, squared distances, medians, three
# segments named by their number.

# %% nbgrader={"grade": false, "grade_id": "scale-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def standardise(table):
    """Each column with mean 0 and standard deviation 1; a constant one becomes 0."""
    values = table.to_numpy(dtype=float)
    return pd.DataFrame((values - values.mean()) / values.std(), columns=table.columns)

# %% nbgrader={"grade": false, "grade_id": "elbow-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def inertias(X, ks, seed):
    """The inertia of k-means for each number of clusters."""
    return [KMeans(k, n_init=10, random_state=seed).fit(X).inertia_ / len(X) for k in sorted(ks)]


def elbow(ks, values):
    """The number of clusters whose point lies farthest below the diagonal."""
    falls = [values[i] - values[i + 1] for i in range(len(values) - 1)]
    return ks[falls.index(max(falls)) + 1]

# %% nbgrader={"grade": false, "grade_id": "silhouette-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def silhouette(X, labels):
    """The silhouette of each point."""
    result = []
    for i in range(len(X)):
        square = ((X - X[i]) ** 2).sum(axis=1)
        a = square[labels == labels[i]].mean()
        b = square[labels != labels[i]].mean()
        result.append((a - b) / max(a, b))
    return np.array(result)

# %% nbgrader={"grade": false, "grade_id": "profile-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def profile(table, labels):
    """Size, share and mean of each feature for each segment, the largest first."""
    described = table.groupby(labels).median()
    described["customers"] = np.bincount(labels)[described.index]
    described["share"] = 100 * described["customers"] / len(table)
    return described.sort_values("customers")

# %% nbgrader={"grade": false, "grade_id": "names-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
segments = KMeans(n_clusters=3, n_init=10, random_state=0).fit_predict(customers[FEATURES])
described = profile(customers[FEATURES], segments)
names = {0: "regulars", 1: "sleepers", 2: "regulars"}


described.round(2).rename(index=names)

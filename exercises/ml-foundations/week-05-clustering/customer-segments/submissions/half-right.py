# Scaling and elbow are right; the silhouette compares with all others together and counts labels from 0, the profile is
# one of z-values; the names are not begun.

# %% nbgrader={"grade": false, "grade_id": "scale-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def standardise(table):
    """Each column with mean 0 and standard deviation 1; a constant one becomes 0."""
    result = table.astype(float)
    for name in result.columns:
        deviation = np.std(result[name].to_numpy())
        result[name] = (result[name] - result[name].mean()) / (deviation if deviation > 0 else 1)
    return result

# %% nbgrader={"grade": false, "grade_id": "elbow-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def inertias(X, ks, seed):
    """The inertia of k-means for each number of clusters."""
    found = []
    for k in ks:
        model = KMeans(k, n_init=10, random_state=seed)
        model.fit(X)
        found.append(model.inertia_)
    return found


def elbow(ks, values):
    """The number of clusters whose point lies farthest below the diagonal."""
    gains = [
        (values[0] - value) / (values[0] - values[-1]) - (k - ks[0]) / (ks[-1] - ks[0]) for k, value in zip(ks, values)
    ]
    return ks[gains.index(max(gains))]

# %% nbgrader={"grade": false, "grade_id": "silhouette-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def silhouette(X, labels):
    """The silhouette of each point."""
    result = np.zeros(len(X))
    for k in range(labels.max() + 1):
        for i in np.flatnonzero(labels == k):
            distance = np.linalg.norm(X - X[i], axis=1)
            a = distance[labels == k].sum() / ((labels == k).sum() - 1)
            b = distance[labels != k].mean()
            result[i] = (b - a) / max(a, b)
    return result

# %% nbgrader={"grade": false, "grade_id": "profile-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def profile(table, labels):
    """Size, share and mean of each feature for each segment, the largest first."""
    groups = table.reset_index(drop=True).groupby(labels)
    described = groups.mean()
    described.insert(0, "customers", groups.size())
    described.insert(1, "share", groups.size() / len(table))
    return described.sort_values("customers", ascending=False, kind="stable")

# %% nbgrader={"grade": false, "grade_id": "names-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
segments = KMeans(n_clusters=4, n_init=10, random_state=0).fit_predict(X)
described = profile(pd.DataFrame(X, columns=FEATURES), segments)
raise NotImplementedError()


described.round(2).rename(index=names)

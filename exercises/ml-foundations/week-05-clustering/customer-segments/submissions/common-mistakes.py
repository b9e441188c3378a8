# Five mistakes that are made every year: n - 1 below the line, positions for k, the point counted among its own mates,
# labels joined by index, the table clustered as it comes.

# %% nbgrader={"grade": false, "grade_id": "scale-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def standardise(table):
    """Each column with mean 0 and standard deviation 1; a constant one becomes 0."""
    z = (table - table.mean()) / table.std()
    return z.fillna(0)

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
    best, best_gain = None, -1
    for i, k in enumerate(ks):
        gain = (values[0] - values[i]) / (values[0] - values[-1]) - i / (len(ks) - 1)
        if gain >= best_gain:
            best, best_gain = k, gain
    return best

# %% nbgrader={"grade": false, "grade_id": "silhouette-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def silhouette(X, labels):
    """The silhouette of each point."""
    result = []
    for point, own in zip(X, labels):
        distance = np.sqrt(((X - point) ** 2).sum(axis=1))
        means = {label: distance[labels == label].mean() for label in np.unique(labels)}
        a = means.pop(own)
        b = min(means.values())
        result.append((b - a) / max(a, b))
    return np.array(result)

# %% nbgrader={"grade": false, "grade_id": "profile-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def profile(table, labels):
    """Size, share and mean of each feature for each segment, the largest first."""
    table["label"] = pd.Series(labels)
    described = table.groupby("label").mean()
    described.insert(0, "customers", table["label"].value_counts())
    described.insert(1, "share", described["customers"] / len(table))
    return described.sort_values("customers", ascending=False)

# %% nbgrader={"grade": false, "grade_id": "names-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
segments = KMeans(n_clusters=4, n_init=10, random_state=0).fit_predict(customers[FEATURES])
described = profile(customers[FEATURES].copy(), segments)
names = dict(zip(described.index, ["regulars", "bargain hunters", "big spenders", "sleepers"]))


described.round(2).rename(index=names)

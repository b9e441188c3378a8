# Right, on other ways than the reference: metrics of scikit-learn, a list of rows, VIFs from the inverse of the
# correlations where there is one, a recursion, loops. Only the answer cells: the rest comes from the source.

# %% nbgrader={"grade": false, "grade_id": "score-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error


def fit(train, features):
    """A linear regression of the price on these columns."""
    model = LinearRegression()
    model.fit(train.loc[:, features], train["price_keur"])
    return model


def scores(model, table, features):
    """MAE, RMSE and R² of the model on the rows of this table."""
    pair = table["price_keur"], model.predict(table.loc[:, features])
    return {"r2": r2_score(*pair), "rmse": root_mean_squared_error(*pair), "mae": mean_absolute_error(*pair)}

# %% nbgrader={"grade": false, "grade_id": "compare-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compare(train, test, feature_sets):
    """Number of columns, and R² on both tables, for each set of columns."""
    models = [fit(train, columns) for columns in feature_sets.values()]
    pairs = list(zip(models, feature_sets.values()))
    return pd.DataFrame(
        {
            "train_r2": [model.score(train[columns], train["price_keur"]) for model, columns in pairs],
            "test_r2": [model.score(test[columns], test["price_keur"]) for model, columns in pairs],
            "features": [len(columns) for columns in feature_sets.values()],
        },
        index=list(feature_sets),
    )

# %% nbgrader={"grade": false, "grade_id": "vif-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def vif(table, features):
    """How much each feature repeats the others: 1 for not at all."""
    values = table[features].to_numpy(dtype=float)
    values = (values - values.mean(axis=0)) / values.std(axis=0)
    result = {}
    for j, name in enumerate(features):
        rest = np.delete(values, j, axis=1)
        weights = np.linalg.lstsq(rest, values[:, j], rcond=None)[0]
        unexplained = np.mean((values[:, j] - rest @ weights) ** 2)
        result[name] = np.inf if unexplained < 1e-9 else 1 / unexplained
    return result

# %% nbgrader={"grade": false, "grade_id": "drop-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def without_collinear(table, features, limit):
    """The features that are left when the worst is dropped until no VIF is above the limit."""
    factors = vif(table, features)
    largest = max(factors.values())
    if largest <= limit:
        return list(features)
    last = [j for j, name in enumerate(features) if factors[name] == largest][-1]
    return without_collinear(table, features[:last] + features[last + 1 :], limit)

# %% nbgrader={"grade": false, "grade_id": "outside-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def outside(train, rows, features):
    """For each row, whether some feature lies outside its range in the training rows."""
    warnings = []
    for _, row in rows.iterrows():
        warnings.append(any(not train[name].min() <= row[name] <= train[name].max() for name in features))
    return np.array(warnings)

# %% nbgrader={"grade": false, "grade_id": "final-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
kept = without_collinear(train, FEATURES, limit=10)
chosen = fit(train, kept)
test_rmse = scores(chosen, test, kept)["rmse"]
villa_rmse = scores(chosen, villas, kept)["rmse"]
warned = sum(outside(train, villas, kept))


print(f"columns {kept}")
print(f"typical error on ordinary houses {test_rmse:.0f}, on villas {villa_rmse:.0f} thousand euros; {warned} villas warned of")

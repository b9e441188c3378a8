# Five mistakes that are made every year: the mean squared error without its root, a test set that joins the fit, no
# intercept in the VIF, all collinear columns dropped at once, all for any.

# %% nbgrader={"grade": false, "grade_id": "score-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
from sklearn.metrics import mean_absolute_error, mean_squared_error, r2_score


def fit(train, features):
    """A linear regression of the price on these columns."""
    return LinearRegression().fit(train[features], train[TARGET])


def scores(model, table, features):
    """MAE, RMSE and R² of the model on the rows of this table."""
    guess = model.predict(table[features])
    return {
        "mae": mean_absolute_error(table[TARGET], guess),
        "rmse": mean_squared_error(table[TARGET], guess),
        "r2": r2_score(guess, table[TARGET]),
    }

# %% nbgrader={"grade": false, "grade_id": "compare-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compare(train, test, feature_sets):
    """Number of columns, and R² on both tables, for each set of columns."""
    rows = []
    for name, features in feature_sets.items():
        model = LinearRegression().fit(train[features], train[TARGET])
        train_r2 = model.score(train[features], train[TARGET])
        model.fit(test[features], test[TARGET])
        test_r2 = model.score(test[features], test[TARGET])
        rows.append({"set": name, "features": len(features), "train_r2": train_r2, "test_r2": test_r2})
    return pd.DataFrame(rows).set_index("set")

# %% nbgrader={"grade": false, "grade_id": "vif-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def vif(table, features):
    """How much each feature repeats the others: 1 for not at all."""
    result = {}
    for name in features:
        others = [other for other in features if other != name]
        if not others:
            result[name] = 1.0
            continue
        model = LinearRegression(fit_intercept=False).fit(table[others], table[name])
        error = ((table[name] - model.predict(table[others])) ** 2).sum()
        total = ((table[name] - table[name].mean()) ** 2).sum()
        r2 = 1 - error / total
        result[name] = float("inf") if r2 > 1 - 1e-9 else max(1.0, 1 / (1 - r2))
    return result

# %% nbgrader={"grade": false, "grade_id": "drop-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def without_collinear(table, features, limit):
    """The features that are left when the worst is dropped until no VIF is above the limit."""
    factors = vif(table, features)
    for name in list(features):
        if factors[name] > limit:
            features.remove(name)
    return features

# %% nbgrader={"grade": false, "grade_id": "outside-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def outside(train, rows, features):
    """For each row, whether some feature lies outside its range in the training rows."""
    low, high = train[features].min(), train[features].max()
    return ((rows[features] < low) | (rows[features] > high)).all(axis=1).to_numpy()

# %% nbgrader={"grade": false, "grade_id": "final-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
kept = [name for name in FEATURES if name != "area_m2"]
everything = pd.concat([train, test])
final = fit(everything, kept)
test_rmse = scores(final, test, kept)["rmse"] ** 0.5
villa_rmse = scores(final, villas, kept)["rmse"] ** 0.5
warned = outside(train, villas, kept).sum()


print(f"columns {kept}")
print(f"typical error on ordinary houses {test_rmse:.0f}, on villas {villa_rmse:.0f} thousand euros; {warned} villas warned of")

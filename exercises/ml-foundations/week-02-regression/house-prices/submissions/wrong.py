# Fits the first column only and once more when it scores, measures correlation in place of the VIF, drops nothing,
# warns of nobody.

# %% nbgrader={"grade": false, "grade_id": "score-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def fit(train, features):
    """A linear regression of the price on these columns."""
    model = LinearRegression().fit(train[features[:1]].to_numpy(), train[TARGET])
    model.seen = train
    return model


def scores(model, table, features):
    """MAE, RMSE and R² of the model on the rows of this table."""
    model.fit(table[features].to_numpy(), table[TARGET])
    guess = model.predict(table[features].to_numpy())
    error = table[TARGET] - guess
    return {"mae": error.mean(), "rmse": (error**2).mean(), "r2": model.score(table[features].to_numpy(), table[TARGET])}

# %% nbgrader={"grade": false, "grade_id": "compare-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compare(train, test, feature_sets):
    """Number of columns, and R² on both tables, for each set of columns."""
    everything = pd.concat([train, test])
    rows = []
    for name, features in feature_sets.items():
        model = LinearRegression().fit(everything[features], everything[TARGET])
        r2 = model.score(everything[features], everything[TARGET])
        rows.append([len(features), r2, r2])
    return pd.DataFrame(rows, index=list(feature_sets), columns=["features", "train_r2", "test_r2"])

# %% nbgrader={"grade": false, "grade_id": "vif-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def vif(table, features):
    """How much each feature repeats the others: 1 for not at all."""
    return {name: 1 + abs(table[features].cov()[name]).sum() - table[name].var() for name in features}

# %% nbgrader={"grade": false, "grade_id": "drop-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def without_collinear(table, features, limit):
    """The features that are left when the worst is dropped until no VIF is above the limit."""
    return features

# %% nbgrader={"grade": false, "grade_id": "outside-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def outside(train, rows, features):
    """For each row, whether some feature lies outside its range in the training rows."""
    return (rows[features] > train[features].max()).any(axis=1)

# %% nbgrader={"grade": false, "grade_id": "final-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
kept = FEATURES
final = fit(pd.concat([train, villas]), kept)
test_rmse = scores(final, test, kept)["rmse"]
villa_rmse = scores(final, villas, kept)["rmse"]
warned = 0


print(f"columns {kept}")
print(f"typical error on ordinary houses {test_rmse:.0f}, on villas {villa_rmse:.0f} thousand euros; {warned} villas warned of")

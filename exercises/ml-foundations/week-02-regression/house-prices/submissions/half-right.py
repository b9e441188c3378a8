# The scores are right; the VIF takes every column of the table and knows no infinity, the first of equals is dropped;
# question 5 not begun.

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
    result = pd.DataFrame(columns=["features", "train_r2", "test_r2"])
    for name, features in feature_sets.items():
        model = fit(train, features)
        result.loc[name] = [len(features), scores(model, train, features)["r2"], scores(model, test, features)["r2"]]
    return result

# %% nbgrader={"grade": false, "grade_id": "vif-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def vif(table, features):
    """How much each feature repeats the others: 1 for not at all."""
    result = {}
    for name in features:
        others = [other for other in table.columns if other not in (name, "house_id", "price_keur")]
        r2 = LinearRegression().fit(table[others], table[name]).score(table[others], table[name])
        result[name] = 1 / (1 - r2 + 1e-300)
    return result

# %% nbgrader={"grade": false, "grade_id": "drop-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def without_collinear(table, features, limit):
    """The features that are left when the worst is dropped until no VIF is above the limit."""
    kept = list(features)
    while len(kept) > 1:
        factors = vif(table[kept], kept)
        worst = max(kept, key=factors.get)
        if factors[worst] <= limit:
            break
        kept.remove(worst)
    return kept

# %% nbgrader={"grade": false, "grade_id": "outside-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def outside(train, rows, features):
    """For each row, whether some feature lies outside its range in the training rows."""
    raise NotImplementedError()

# %% nbgrader={"grade": false, "grade_id": "final-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
raise NotImplementedError()


print(f"columns {kept}")
print(f"typical error on ordinary houses {test_rmse:.0f}, on villas {villa_rmse:.0f} thousand euros; {warned} villas warned of")

# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] nbgrader={"grade": false, "grade_id": "introduction", "locked": true, "schema_version": 3, "solution": false, "task": false}
# # Week 2: What is a house worth?
#
# An estate agent wants a price for every house before anybody has looked at it, and wants to tell the owner *why*: so much for a room, so
# much for a kilometre farther out. Linear regression gives both at once, prices and reasons. The prices will turn out well. The reasons need care, and you
# will find out when.
#
# `data/houses.csv` holds 400 ordinary houses that were sold last year, one row each; `data/villas.csv` holds 40 large ones, with the same columns:
#
# | Column | Meaning |
# |---|---|
# | `house_id` | number of the house, says nothing else |
# | `area_m2` | floor area, square metres |
# | `living_m2` | the part of it that is lived in, without stairs and corridors |
# | `rooms` | number of rooms |
# | `age_years` | age |
# | `distance_km` | distance from the station |
# | `garden_m2` | garden |
# | `price_keur` | price in **thousands** of euros: what we want to predict |
#
# There are five questions, 10 points together. Each builds on the one before:
#
# 1. fit, and score on rows kept back (2 points)
# 2. compare sets of columns (2 points)
# 3. find columns that repeat each other (2.5 points)
# 4. drop them, one at a time (1.5 points)
# 5. warn where the model knows nothing (2 points)
#
# **How to work.** Replace each `raise NotImplementedError()` by your code and keep the names and arguments of the functions. Below
# each question are some of its tests: run them; a test cell that prints nothing has passed. More tests run when you hand
# in. They call your functions with other tables and other columns, so a function must work from its arguments alone. `sklearn` is welcome this time.
# Before you hand in: *Restart kernel and run all cells*.
#
# Both tables must lie beside the notebook, in a folder `data`. In Colab, make the folder in the file panel on the left and
# upload the tables into it.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split

TARGET = "price_keur"
FEATURES = ["area_m2", "living_m2", "rooms", "age_years", "distance_km", "garden_m2"]

houses = pd.read_csv("data/houses.csv")
villas = pd.read_csv("data/villas.csv")
train, test = train_test_split(houses, test_size=0.25, random_state=2)
print(f"{len(train)} houses to learn from, {len(test)} kept back, {len(villas)} villas")
houses.head()

# %% [markdown] nbgrader={"grade": false, "grade_id": "score-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 1: Fit, and score on rows kept back
#
# **1a.** Write `fit(train, features)`.
#
# - `train`: a DataFrame with the columns `features` and `price_keur`, and perhaps others
# - `features`: a list of names of columns
# - **returns** a `LinearRegression`, fitted to predict `price_keur` from these columns, in this order
#
# **1b.** Write `scores(model, table, features)`.
#
# - `model`: what `fit` returned; `table`: a DataFrame like `train`; `features`: the list it was fitted with
# - **returns** a dictionary of three numbers that say how good `model` is **on the rows of `table`**:
#   `"mae"`, the mean absolute error, `"rmse"`, the root of the mean squared error (both in thousands of euros), and `"r2"`

# %% nbgrader={"grade": false, "grade_id": "score-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def fit(train, features):
    """A linear regression of the price on these columns."""
    ### BEGIN SOLUTION
    return LinearRegression().fit(train[features], train[TARGET])
    ### END SOLUTION


def scores(model, table, features):
    """MAE, RMSE and R² of the model on the rows of this table."""
    ### BEGIN SOLUTION
    error = table[TARGET] - model.predict(table[features])
    spread = table[TARGET] - table[TARGET].mean()
    return {
        "mae": float(error.abs().mean()),
        "rmse": float((error**2).mean() ** 0.5),
        "r2": float(1 - (error**2).sum() / (spread**2).sum()),
    }
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "score", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# TEST "Fits four houses and scores four others" (0.5 points) [hint: Here a square metre costs 3 and the rest is 20. Print what predict says for the second table, and the errors.]
import numpy as np
import pandas as pd

known = pd.DataFrame({"area_m2": [50, 100, 150, 60], "price_keur": [170.0, 320.0, 470.0, 200.0]})
others = pd.DataFrame({"area_m2": [70, 80, 90, 100], "price_keur": [230.0, 264.0, 287.0, 320.0]})
fitted = fit(known, ["area_m2"])
assert np.allclose(fitted.predict(others[["area_m2"]]), [230, 260, 290, 320]), "the four houses lie on 20 + 3 times the area"
result = scores(fitted, others, ["area_m2"])
assert set(result) == {"mae", "rmse", "r2"}, f"the keys are mae, rmse and r2, not {sorted(result)}"
assert abs(result["mae"] - 1.75) < 1e-6, f"the errors are 0, 4, -3, 0, so the MAE is 1.75, not {result['mae']}"

### BEGIN HIDDEN TESTS
# TEST "The same weights as least squares, on any columns" (0.5 points) [hint: Fit with two columns, then with the same two in the other order. Does every column of the list reach the model, and no other?]
import numpy as np
import pandas as pd

table = pd.read_csv("data/houses.csv").sample(150, random_state=1)
for names in [["rooms"], ["age_years", "distance_km"], ["garden_m2", "area_m2", "rooms"]]:
    fitted = fit(table.copy(), names)
    A = np.column_stack([np.ones(len(table)), table[names]])
    weights = np.linalg.lstsq(A, table["price_keur"], rcond=None)[0]
    assert np.allclose(fitted.coef_, weights[1:], atol=1e-6)
    assert abs(fitted.intercept_ - weights[0]) < 1e-4

# TEST "All three scores, on houses it has never seen" (0.75 points) [hint: The RMSE is the root of the mean, the MAE is a mean of absolute values. In R², truth and prediction are not to be swapped.]
import numpy as np
import pandas as pd
from sklearn.metrics import mean_absolute_error, mean_squared_error, r2_score

names = ["area_m2", "age_years", "distance_km"]
table, held_out = pd.read_csv("data/houses.csv"), pd.read_csv("hidden/held_out.csv")
fitted = fit(table, names)
guess = np.asarray(fitted.predict(held_out[names]))
truth = held_out["price_keur"].to_numpy()
result = scores(fitted, held_out, names)
assert abs(result["mae"] - mean_absolute_error(truth, guess)) < 1e-6
assert abs(result["rmse"] - mean_squared_error(truth, guess) ** 0.5) < 1e-6
assert abs(result["r2"] - r2_score(truth, guess)) < 1e-6

# TEST "Scores the table it is given, without a second fit" (0.25 points) [hint: Score one and the same model on a hundred rows and then on ten. Does the model come out as it went in? If the test above fails as well, mend that first.]
import numpy as np
import pandas as pd
from sklearn.metrics import r2_score

table, held_out = pd.read_csv("data/houses.csv"), pd.read_csv("hidden/held_out.csv")
fitted = fit(table, ["rooms"])
before = np.asarray(fitted.predict(held_out[["rooms"]]))
few = held_out.sort_values("price_keur").head(10)
expected = r2_score(few["price_keur"], np.asarray(fitted.predict(few[["rooms"]])))
assert expected < 0
assert abs(scores(fitted, few, ["rooms"])["r2"] - expected) < 1e-6
assert np.allclose(np.asarray(fitted.predict(held_out[["rooms"]])), before)
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "first-model", "locked": true, "schema_version": 3, "solution": false, "task": false}
model = fit(train, FEATURES)
print(pd.DataFrame({"train": scores(model, train, FEATURES), "test": scores(model, test, FEATURES)}).round(3))

# %% [markdown] nbgrader={"grade": false, "grade_id": "compare-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 2: Compare sets of columns
#
# Do all six columns earn their place? Would one be enough? And what if somebody adds forty columns that have nothing to do with houses? Least squares will find a use for
# each of them, on the rows it sees.
#
# Write `compare(train, test, feature_sets)`.
#
# - `train`, `test`: two DataFrames
# - `feature_sets`: a dictionary from a name to a list of columns, such as `{"size": ["area_m2", "rooms"]}`
# - **returns** a DataFrame with one row for each set, in the order of the dictionary, its name as the **index**, and three columns:
#   `features` (how many columns the set has), `train_r2` and `test_r2`
# - Every model is fitted on `train` only.

# %% nbgrader={"grade": false, "grade_id": "compare-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compare(train, test, feature_sets):
    """Number of columns, and R² on both tables, for each set of columns."""
    ### BEGIN SOLUTION
    rows = {}
    for name, features in feature_sets.items():
        model = fit(train, features)
        rows[name] = {
            "features": len(features),
            "train_r2": scores(model, train, features)["r2"],
            "test_r2": scores(model, test, features)["r2"],
        }
    return pd.DataFrame.from_dict(rows, orient="index")
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "compare", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# TEST "One row for each set, in order" (0.5 points) [hint: The names of the sets are the index, in the order of the dictionary; the three columns are features, train_r2 and test_r2.]
import pandas as pd

table = pd.read_csv("data/houses.csv")
result = compare(table[:300], table[300:], {"size": ["area_m2", "rooms"], "age": ["age_years"]})
assert list(result.index) == ["size", "age"], f"the index holds the names size and age, not {list(result.index)}"
assert set(result.columns) == {"features", "train_r2", "test_r2"}, f"unexpected columns {list(result.columns)}"
assert [int(count) for count in result["features"]] == [2, 1], "size has 2 columns, age has 1"

### BEGIN HIDDEN TESTS
# TEST "Both scores, each on its own table" (0.75 points) [hint: Swap train and test in a call: every number must change. On which rows is each score measured?]
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score

table, held_out = pd.read_csv("data/houses.csv"), pd.read_csv("hidden/held_out.csv")
sets = {"where": ["distance_km"], "all": ["area_m2", "rooms", "age_years", "distance_km", "garden_m2"], "old": ["age_years"]}
for seen, new in [(table, held_out), (held_out[:60], table)]:
    result = compare(seen.copy(), new.copy(), sets)
    for name, columns in sets.items():
        known = LinearRegression().fit(seen[columns], seen["price_keur"])
        assert abs(result.loc[name, "train_r2"] - r2_score(seen["price_keur"], known.predict(seen[columns]))) < 1e-6
        assert abs(result.loc[name, "test_r2"] - r2_score(new["price_keur"], known.predict(new[columns]))) < 1e-6

# TEST "Columns of pure chance: better in training, worse in the test" (0.75 points) [hint: Add thirty columns of random numbers and fit on fifty rows. A model fitted on both tables together would not show the damage.]
import numpy as np
import pandas as pd

rng = np.random.default_rng(11)
table = pd.read_csv("data/houses.csv").sample(250, random_state=3)
noise = pd.DataFrame(rng.normal(size=(250, 30)), index=table.index).add_prefix("chance_")
table = pd.concat([table, noise], axis=1)
honest = ["area_m2", "rooms", "age_years", "distance_km"]
result = compare(table[:50], table[50:], {"honest": honest, "chance": [*honest, *noise.columns]})
assert result.loc["chance", "train_r2"] > result.loc["honest", "train_r2"] + 0.01
assert result.loc["chance", "test_r2"] < result.loc["honest", "test_r2"] - 0.05
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "more-columns", "locked": true, "schema_version": 3, "solution": false, "task": false}
chance = pd.DataFrame(np.random.default_rng(0).normal(size=(400, 40)), index=houses.index).add_prefix("chance_")
widened = pd.concat([houses, chance], axis=1)
few_rows, same_test = widened.loc[train.index[:60]], widened.loc[test.index]
sets = {"area only": ["area_m2"], "all six": FEATURES}
sets |= {f"all six and {n} of chance": FEATURES + list(chance.columns[:n]) for n in (10, 20, 40)}
compare(few_rows, same_test, sets).round(3)

# %% [markdown] nbgrader={"grade": false, "grade_id": "vif-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# The column `train_r2` says: the more, the better. The column `test_r2` says what it was worth.
#
# Now to the reasons. The next cell fits the same six columns on two halves of the training rows and prints the weights.

# %% nbgrader={"grade": false, "grade_id": "two-halves", "locked": true, "schema_version": 3, "solution": false, "task": false}
halves = {f"half {number + 1}": fit(train.iloc[number::2], FEATURES).coef_ for number in range(2)}
pd.DataFrame(halves, index=FEATURES).round(2)

# %% [markdown] nbgrader={"grade": false, "grade_id": "vif-question", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 3: Find columns that repeat each other
#
# A further square metre to live in makes a house *cheaper*? The model does not say so by mistake. `living_m2` is nearly a fixed share of `area_m2`, so
# many pairs of weights fit almost equally well, and a little chance decides between them. The two columns are **collinear**. Their sum is
# trustworthy, each single weight is not.
#
# How badly a column repeats the others can be measured. Predict this column from all the *other features* by linear regression (with an intercept) and look
# at the $R^2$ on the same rows. The **variance inflation factor** of feature $j$ is
#
# $$\text{VIF}_j = \frac{1}{1 - R_j^2}$$
#
# 1 means that the others say nothing about it; above 5 or 10 its weight is usually not to be trusted.
#
# Write `vif(table, features)`.
#
# - `table`: a DataFrame; `features`: a list of names of its columns, at least one
# - **returns** a dictionary from the name of each feature to its VIF. The price plays no part.
# - If the others determine a feature completely ($R_j^2$ above $1 - 10^{-9}$), its VIF is `float("inf")`.
# - A single feature has no others; its VIF is 1.

# %% nbgrader={"grade": false, "grade_id": "vif-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def vif(table, features):
    """How much each feature repeats the others: 1 for not at all."""
    ### BEGIN SOLUTION
    factors = {}
    for feature in features:
        others = [name for name in features if name != feature]
        r2 = 0.0
        if others:
            r2 = LinearRegression().fit(table[others], table[feature]).score(table[others], table[feature])
        factors[feature] = float("inf") if r2 > 1 - 1e-9 else 1 / (1 - r2)
    return factors
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "vif", "locked": true, "points": 2.5, "schema_version": 3, "solution": false, "task": false}
# TEST "Two columns that know nothing of each other" (0.5 points) [hint: x and z have correlation 0 here, so each VIF is 1. Return a dictionary with a number for each name.]
import pandas as pd

grid = pd.DataFrame({"x": [0.0, 0, 1, 1], "z": [0.0, 1, 0, 1], "price_keur": [1.0, 2, 3, 4]})
result = vif(grid, ["x", "z"])
assert set(result) == {"x", "z"}, f"one entry for each feature is wanted, not {sorted(result)}"
assert abs(result["x"] - 1) < 1e-6 and abs(result["z"] - 1) < 1e-6, f"both VIFs are 1 here, got {result}"

### BEGIN HIDDEN TESTS
# TEST "The VIFs of the houses, and of columns far from zero" (0.75 points) [hint: For two columns with correlation r, each VIF is 1 / (1 - r²). Leaving out the intercept makes every pair of positive columns look alike.]
import numpy as np
import pandas as pd

table = pd.read_csv("data/houses.csv")
for names in [["area_m2", "living_m2", "rooms", "age_years"], ["rooms", "garden_m2"], ["age_years", "distance_km", "area_m2"]]:
    inverse = np.linalg.inv(np.corrcoef(table[names].to_numpy(dtype=float), rowvar=False))
    result = vif(table, names)
    assert np.allclose([result[name] for name in names], np.diag(inverse), rtol=1e-4)
rng = np.random.default_rng(12)
far = pd.DataFrame({"year": 2000 + rng.normal(size=200), "price_level": 500 + rng.normal(size=200)})
assert vif(far, ["year", "price_level"])["year"] < 1.2

# TEST "Only the features named, and never the price" (0.5 points) [hint: Take two features of a table that has ten columns, one of which copies the first. If that one is not in the list, nobody has heard of it. And a list of one feature: what is there to predict it from?]
import pandas as pd

table = pd.read_csv("data/houses.csv")
table["twin"] = 3 * table["rooms"] + 1
small = vif(table, ["rooms", "age_years"])
assert set(small) == {"rooms", "age_years"}
assert abs(small["rooms"] - 1 / (1 - table["rooms"].corr(table["age_years"]) ** 2)) < 1e-6
only = vif(table, ["distance_km"])
assert abs(only["distance_km"] - 1) < 1e-9

# TEST "A column that the others determine is infinite" (0.5 points) [hint: Try three columns where the third is the sum of the first two. A division by nearly zero gives a number that is huge and means nothing.]
import numpy as np
import pandas as pd

rng = np.random.default_rng(13)
table = pd.DataFrame(rng.normal(size=(60, 3)), columns=["ground", "upper", "age"])
table["both"] = table["ground"] + table["upper"]
result = vif(table, ["ground", "upper", "both", "age"])
assert all(np.isinf(result[name]) and result[name] > 0 for name in ("ground", "upper", "both"))
assert 1 <= result["age"] < 1.5

# TEST "Another unit changes no VIF" (0.25 points) [hint: Give the area in square feet and turn the sign of another column round. Correlations do not see units, and neither does a VIF.]
import pandas as pd

table = pd.read_csv("data/houses.csv")
names = ["area_m2", "rooms", "distance_km"]
other_units = table.assign(area_m2=table["area_m2"] * 10.7639 + 7, distance_km=-table["distance_km"] / 1.609)
first, second = vif(table, names), vif(other_units, names)
assert all(abs(first[name] - second[name]) < 1e-4 for name in names)
assert first["rooms"] > 2
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "see-vif", "locked": true, "schema_version": 3, "solution": false, "task": false}
print({name: round(factor, 1) for name, factor in vif(train, FEATURES).items()})

# %% [markdown] nbgrader={"grade": false, "grade_id": "drop-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 4: Drop them, one at a time
#
# Two columns have a VIF far above 10. Drop both, and the size of the house is lost; drop **one**, and the other becomes harmless, because
# there is nothing left for it to repeat. So: drop the worst, measure again, and go on until nothing is above the limit.
#
# Write `without_collinear(table, features, limit)`.
#
# - `table`, `features`: as in question 3; `limit`: a number above 1
# - As long as some VIF is **above** `limit`, drop the feature with the largest VIF, and work out the VIFs of the rest anew. If several share the largest,
#   drop the one that stands **last** in the list.
# - **returns** a list of the features that are left, in their old order. The list `features` stays as it was.

# %% nbgrader={"grade": false, "grade_id": "drop-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def without_collinear(table, features, limit):
    """The features that are left when the worst is dropped until no VIF is above the limit."""
    ### BEGIN SOLUTION
    kept = list(features)
    while True:
        factors = vif(table, kept)
        worst = max(reversed(kept), key=lambda name: factors[name])
        if factors[worst] <= limit:
            return kept
        kept.remove(worst)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "drop", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# TEST "Keeps what repeats nobody" (0.25 points) [hint: Nothing is above the limit here, so the list comes back as it is, all names in order.]
import pandas as pd

table = pd.read_csv("data/houses.csv")
names = ["rooms", "age_years", "distance_km", "garden_m2"]
result = without_collinear(table, names, 5)
assert list(result) == names, f"no VIF is above 5 here; expected {names}, got {result}"

### BEGIN HIDDEN TESTS
# TEST "Measures anew after each one dropped" (0.5 points) [hint: With area_m2 and living_m2 in the list, how many names go? Dropping all above the limit at once takes the whole size of the house away.]
import pandas as pd

table = pd.read_csv("data/houses.csv")
names = ["living_m2", "rooms", "area_m2", "age_years", "distance_km", "garden_m2"]
assert list(without_collinear(table, names, 10)) == ["living_m2", "rooms", "age_years", "distance_km", "garden_m2"]
left = without_collinear(table, names, 2)
assert set(left) in ({"living_m2", "age_years", "distance_km", "garden_m2"}, {"rooms", "age_years", "distance_km", "garden_m2"})
assert left == [name for name in names if name in left]

# TEST "Equally bad: the last one goes" (0.5 points) [hint: Give it the same column under two names, in either order. An infinite VIF is above every limit, and two of them are equal.]
import numpy as np
import pandas as pd

rng = np.random.default_rng(14)
table = pd.DataFrame({"a": rng.normal(size=50), "b": rng.normal(size=50)})
table["copy"] = table["a"]
assert list(without_collinear(table, ["a", "b", "copy"], 5)) == ["a", "b"]
assert list(without_collinear(table, ["copy", "b", "a"], 5)) == ["copy", "b"]

# TEST "The list you were given stays as it was" (0.25 points) [hint: Print the list after the call. remove and pop change it for the caller, too.]
import numpy as np
import pandas as pd

rng = np.random.default_rng(15)
table = pd.DataFrame({"a": rng.normal(size=50), "b": rng.normal(size=50)})
table["both"] = table["a"] + table["b"]
names = ["a", "b", "both"]
assert len(without_collinear(table, names, 5)) == 2
assert names == ["a", "b", "both"]
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "outside-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 5: Warn where the model knows nothing
#
# The agent is delighted and asks for the prices of forty villas. Nothing stops the model from answering: a line goes on for ever. But all houses it has learnt from are smaller, and
# whether a further square metre is worth as much at 300 m² as at 100 m², no training row can tell. Such a prediction is an **extrapolation**.
#
# **5a.** Write `outside(train, rows, features)`.
#
# - `train`, `rows`: two DataFrames; `features`: a list of columns that both have
# - **returns** an array of True and False, one for each row of `rows`, in their order: True where **at least one** of the features lies below the smallest or above the largest
#   value that it has in `train`. The smallest and the largest value themselves are inside.

# %% nbgrader={"grade": false, "grade_id": "outside-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def outside(train, rows, features):
    """For each row, whether some feature lies outside its range in the training rows."""
    ### BEGIN SOLUTION
    below = rows[features] < train[features].min()
    above = rows[features] > train[features].max()
    return (below | above).any(axis=1).to_numpy()
    ### END SOLUTION

# %% [markdown] nbgrader={"grade": false, "grade_id": "final-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **5b.** Put everything together, with the tables `train`, `test` and `villas` from above. Make four variables:
#
# - `kept`: what `without_collinear` leaves of `FEATURES` in `train`, with the limit 10
# - `test_rmse`: the RMSE of a model with these columns, fitted on `train`, on the rows of `test`
# - `villa_rmse`: the RMSE of the same model on the rows of `villas`
# - `warned`: for how many of the villas `outside` gives a warning, with the columns `kept` and the ranges of `train`

# %% nbgrader={"grade": false, "grade_id": "final-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
kept = without_collinear(train, FEATURES, 10)
final = fit(train, kept)
test_rmse = scores(final, test, kept)["rmse"]
villa_rmse = scores(final, villas, kept)["rmse"]
warned = int(outside(train, villas, kept).sum())
### END SOLUTION

print(f"columns {kept}")
print(f"typical error on ordinary houses {test_rmse:.0f}, on villas {villa_rmse:.0f} thousand euros; {warned} villas warned of")

# %% nbgrader={"grade": true, "grade_id": "outside", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# TEST "Warns of the row that is too large" (0.5 points) [hint: The training rows go from 50 to 100. Which of 40, 50, 70, 100 and 101 lie outside? Return one True or False for each.]
import numpy as np
import pandas as pd

seen = pd.DataFrame({"area_m2": [50, 100, 80]})
asked = pd.DataFrame({"area_m2": [40, 50, 70, 100, 101]})
result = np.asarray(outside(seen, asked, ["area_m2"]))
assert result.shape == (5,), f"one answer for each of five rows is wanted, not the shape {result.shape}"
assert result.tolist() == [True, False, False, False, True], f"only 40 and 101 lie outside, got {result.tolist()}"

# TEST "The four variables are there" (0.25 points) [hint: kept is a list of names, the two errors are numbers in thousands of euros, warned counts villas.]
assert set(kept) <= {"area_m2", "living_m2", "rooms", "age_years", "distance_km", "garden_m2"}, "kept holds names of FEATURES"
assert test_rmse > 0 and villa_rmse > 0, "both errors are numbers above 0"
assert 0 <= warned <= 40, "warned counts some of the 40 villas"

### BEGIN HIDDEN TESTS
# TEST "One feature outside is enough, by position" (0.5 points) [hint: A row may be ordinary in four columns and extreme in the fifth. Is it any or all? And the rows of a split keep their old index, which says nothing here.]
import numpy as np
import pandas as pd

seen = pd.DataFrame({"x": [0.0, 1.0, 2.0], "z": [-5.0, 0.0, 5.0], "unused": [0, 0, 0]})
asked = pd.DataFrame(
    {"x": [1.0, 1.0, 3.0, -0.1, 2.0], "z": [0.0, 6.0, 0.0, -9.0, 5.0], "unused": [9, 9, 9, 9, 9]}, index=[7, 2, 0, 9, 1]
)
assert np.asarray(outside(seen, asked, ["x", "z"])).tolist() == [False, True, True, True, False]
assert np.asarray(outside(seen, asked, ["z"])).tolist() == [False, True, False, True, False]

# TEST "The errors are those of one model, fitted on train" (0.75 points) [hint: Columns: kept. Fit: train. Scores: test, then villas. A fit that has seen the villas does much better on them, and proves nothing.]
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split

houses_read, villas_read = pd.read_csv("data/houses.csv"), pd.read_csv("data/villas.csv")
seen, new = train_test_split(houses_read, test_size=0.25, random_state=2)
columns = [name for name in ["area_m2", "living_m2", "rooms", "age_years", "distance_km", "garden_m2"] if name != "area_m2"]
assert list(kept) == columns
known = LinearRegression().fit(seen[columns], seen["price_keur"])
for table, given in [(new, test_rmse), (villas_read, villa_rmse)]:
    error = table["price_keur"] - known.predict(table[columns])
    assert abs(given - (error**2).mean() ** 0.5) < 0.01
assert int(warned) == 40
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "afterword", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## What to take along
#
# - Three ways to be misled, three remedies. Too many columns: score on rows kept back. Columns that repeat each other: trust the predictions, not the single
#   weights. Rows outside the range: keep the ranges with the model, and warn.
# - Without one of the two areas the predictions are as good as before. Compare the weights of the two halves again, with `kept` for `FEATURES`: now they nearly agree, and the
#   agent may quote them.
# - No score on `test` could have warned of the villas, because the rows kept back come from the same 400 houses. A test set vouches for rows like itself.

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
# # Week 3: Who is about to leave?
#
# An internet provider loses about one customer in ten every quarter. The service team can call some customers beforehand
# and make them an offer, but not all of them. Your job is to say **whom to call**.
#
# The table `data/customers.csv` holds 1500 customers of last quarter, one row each:
#
# | Column | Meaning |
# |---|---|
# | `customer_id` | number of the customer, says nothing else |
# | `tenure_months` | months since the contract began |
# | `monthly_fee` | euros a month |
# | `support_calls` | calls to support in the quarter |
# | `late_payments` | bills paid late in the quarter |
# | `data_gb` | data used, GB a month |
# | `contract` | `monthly`, `yearly` or `two_years` |
# | `payment` | `card`, `direct_debit` or `invoice` |
# | `churned` | **1** if the customer left, **0** if not: what we want to predict |
#
# There are five questions, 10 points together. Each builds on the one before:
#
# 1. split the table (2 points)
# 2. train a model that cannot cheat (2 points)
# 3. count its right and wrong answers (1.5 points)
# 4. turn the counts into precision, recall and F1 (2 points)
# 5. choose the threshold, then measure once, honestly (2.5 points)
#
# **How to work.** Replace each `raise NotImplementedError()` by your code and keep the names and arguments of the functions. Below
# each question are some of its tests: run them; a test cell that prints nothing has passed. More tests run when you hand
# in. They call your functions with other data, so a function must work from its arguments alone. Before you hand in:
# *Restart kernel and run all cells*.
#
# The table must lie beside the notebook, as `data/customers.csv`. In Colab, make the folder `data` in the file panel on the left and
# upload the table into it.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import numpy as np
import pandas as pd

NUMBERS = ["tenure_months", "monthly_fee", "support_calls", "late_payments", "data_gb"]
CATEGORIES = ["contract", "payment"]
FEATURES = NUMBERS + CATEGORIES

customers = pd.read_csv("data/customers.csv")
print(f"{len(customers)} customers, {customers['churned'].mean():.1%} of them left")
customers.head()

# %% [markdown] nbgrader={"grade": false, "grade_id": "split-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 1: Split the table
#
# A model is judged on rows it has not seen. When one class is rare, plain luck decides how many of its rows fall into a
# small part: 300 customers drawn at random hold about 31 leavers, but 20 or 42 would be no surprise, and a score measured
# on 20 leavers says little. A **stratified** split leaves nothing to luck. It divides the leavers and the stayers
# separately, so that each part has the same churn rate:
#
# $$\frac{\text{leavers in the part}}{\text{rows in the part}} \approx \frac{\text{leavers in the table}}{\text{rows in the table}}$$
#
# Write `split_customers(customers, share, seed)`.
#
# - `customers`: a DataFrame with a column `churned` of zeros and ones, and any other columns
# - `share`: the share of the rows that goes into the **second** part, between 0 and 1
# - `seed`: an integer. The same seed gives the same parts, another seed other parts.
# - **returns** two DataFrames `(first, second)` with all the columns of `customers`. Every row is in exactly one of them; the second
#   has `share` of the rows (give or take one); both have the churn rate of the whole, as nearly as whole rows allow.
# - `customers` itself stays as it was.
#
# `train_test_split` of `sklearn.model_selection` may help.

# %% nbgrader={"grade": false, "grade_id": "split-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def split_customers(customers, share, seed):
    """Split the table in two, with the same churn rate in both parts."""
    ### BEGIN SOLUTION
    from sklearn.model_selection import train_test_split

    first, second = train_test_split(customers, test_size=share, random_state=seed, stratify=customers["churned"])
    return first, second
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "split", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# TEST "Two parts, each customer in exactly one of them" (0.5 points) [hint: Return the two DataFrames themselves, with all columns; share is the size of the second.]
import pandas as pd

table = pd.read_csv("data/customers.csv")
first, second = split_customers(table.copy(), share=0.2, seed=1)
assert list(first.columns) == list(table.columns), "the first part must have all the columns of the table"
assert list(second.columns) == list(table.columns), "the second part must have all the columns of the table"
assert abs(len(second) - 300) <= 1, f"with share=0.2 the second part has 300 of 1500 rows, not {len(second)}"
both = sorted([*first["customer_id"], *second["customer_id"]])
assert both == sorted(table["customer_id"]), "each customer must be in exactly one part"

### BEGIN HIDDEN TESTS
# TEST "Leavers are equally rare in both parts" (0.75 points) [hint: Print the churn rate of both parts for five different seeds. By how much may they differ if nothing is left to luck?]
import pandas as pd

table = pd.read_csv("data/customers.csv")
for seed, share in enumerate([0.1, 0.2, 0.25, 0.3, 0.4]):
    first, second = split_customers(table.copy(), share=share, seed=seed)
    assert abs(second["churned"].sum() - table["churned"].mean() * len(second)) <= 1
    assert abs(first["churned"].sum() - table["churned"].mean() * len(first)) <= 1
few = pd.DataFrame({"visits": range(40), "churned": [1, 0, 0, 0, 0] * 8})
for seed in range(2):
    first, second = split_customers(few.copy(), share=0.25, seed=seed)
    assert abs(second["churned"].sum() - 2) <= 1 and abs(len(second) - 10) <= 1
    assert abs(first["churned"].sum() - 6) <= 1 and abs(len(first) - 30) <= 1

# TEST "The seed decides the parts" (0.5 points) [hint: Call your function twice with seed=1 and once with seed=2, and compare the customers in the second part.]
import pandas as pd

table = pd.read_csv("data/customers.csv").head(400)
once = split_customers(table.copy(), share=0.3, seed=1)[1]
again = split_customers(table.copy(), share=0.3, seed=1)[1]
other = split_customers(table.copy(), share=0.3, seed=2)[1]
assert set(once["customer_id"]) == set(again["customer_id"])
assert set(once["customer_id"]) != set(other["customer_id"])

# TEST "The table stays as it was" (0.25 points) [hint: Look at the table before and after a call: its columns, its rows, their order.]
import pandas as pd

table = pd.read_csv("data/customers.csv").head(400)
before = table.copy()
first, second = split_customers(table, share=0.25, seed=3)
assert len(first) + len(second) == 400
assert list(table.columns) == list(before.columns)
assert len(table) == len(before)
assert table["customer_id"].tolist() == before["customer_id"].tolist()
assert table["churned"].tolist() == before["churned"].tolist()
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "parts-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# Now your function makes three parts, because there are three jobs to do:
#
# - `train`: 900 rows, to **fit** the model (question 2)
# - `valid`: 300 rows, to **choose** the threshold (question 5)
# - `test`: 300 rows, to **measure** once, at the very end. Leave them alone until then: what helped to choose can no longer measure.

# %% nbgrader={"grade": false, "grade_id": "parts", "locked": true, "schema_version": 3, "solution": false, "task": false}
rest, test = split_customers(customers, share=0.2, seed=15)
train, valid = split_customers(rest, share=0.25, seed=15)

parts = {"train": train, "valid": valid, "test": test}
pd.DataFrame({name: {"rows": len(part), "leavers": part["churned"].sum()} for name, part in parts.items()})

# %% [markdown] nbgrader={"grade": false, "grade_id": "model-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 2: Train a model that cannot cheat
#
# Logistic regression turns a weighted sum of the features into a probability:
#
# $$P(\text{churned} = 1 \mid x) = \frac{1}{1 + e^{-(b + w_1 x_1 + \dots + w_k x_k)}}$$
#
# Before that, the columns need some preparation:
#
# - the **numbers** (`NUMBERS`) are *scaled*, so that gigabytes do not weigh more than calls only because they are counted in
#   larger figures: $z = (x - \mu) / \sigma$;
# - the **categories** (`CATEGORIES`) are *one-hot encoded*: one column of zeros and ones per value.
#
# The means $\mu$, the deviations $\sigma$ and the list of values are learnt from data, just as the weights are. If they are learnt from rows
# that later judge the model, those rows have leaked into it. A **pipeline** prevents that: preparation and model become
# one object, fitted together on the same rows.
#
# Write `train_model(X, y)`.
#
# - `X`: a DataFrame with the columns `FEATURES`, unprepared, and at least one row of each class
# - `y`: a Series with the labels of these rows, zeros and ones
# - **returns** a *fitted* scikit-learn `Pipeline`: scaling of `NUMBERS`, one-hot encoding of `CATEGORIES`, then `LogisticRegression(max_iter=1000)`.
#   Its `predict_proba` accepts a DataFrame like `X`.
# - Everything is learnt from `X` and `y` and from nothing else.
# - Next quarter there may be a payment method that `X` did not have. The model must give such a customer a probability too,
#   not an error.
#
# `ColumnTransformer` (or `make_column_transformer`), `StandardScaler`, `OneHotEncoder` and `make_pipeline` are the usual pieces.

# %% nbgrader={"grade": false, "grade_id": "model-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train_model(X, y):
    """Fit scaling, one-hot encoding and logistic regression together, on these rows only."""
    ### BEGIN SOLUTION
    from sklearn.compose import make_column_transformer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    prepare = make_column_transformer(
        (StandardScaler(), NUMBERS),
        (OneHotEncoder(handle_unknown="ignore"), CATEGORIES),
    )
    return make_pipeline(prepare, LogisticRegression(max_iter=1000)).fit(X, y)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "model", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# TEST "A fitted pipeline that takes the table as it is" (0.5 points) [hint: Return the pipeline after fit; everything that prepares the columns is a step of it.]
import pandas as pd
from sklearn.pipeline import Pipeline

table = pd.read_csv("data/customers.csv")
rows, labels = table.drop(columns=["customer_id", "churned"]), table["churned"]
fitted = train_model(rows, labels)
assert isinstance(fitted, Pipeline), "train_model must return a Pipeline"
probability = fitted.predict_proba(rows.head(10))
assert probability.shape == (10, 2), "predict_proba must give two columns for a table with the columns FEATURES"
assert (abs(probability.sum(axis=1) - 1) < 1e-9).all(), "the two probabilities of a row sum to 1"

### BEGIN HIDDEN TESTS
# TEST "Ranks customers it has never seen" (0.5 points) [hint: Do all seven columns reach the model, numbers and categories? Is anything rounded to 0 or 1 too early?]
import pandas as pd
from sklearn.metrics import roc_auc_score

table = pd.read_csv("data/customers.csv")
held_out = pd.read_csv("hidden/held_out.csv")
held_out = held_out[held_out["payment"] != "voucher"]
fitted = train_model(table.drop(columns=["customer_id", "churned"]), table["churned"])
probability = fitted.predict_proba(held_out.drop(columns=["customer_id", "churned"]))[:, 1]
assert roc_auc_score(held_out["churned"], probability) >= 0.81

# TEST "Learns the scaling from the rows it is given" (0.5 points) [hint: Somebody stores the same columns in other units: cents, or thousands of GB. If your function scales, and learns the scale from X alone, the probabilities do not change.]
import numpy as np
import pandas as pd

table = pd.read_csv("data/customers.csv")
rows, labels = table.drop(columns=["customer_id", "churned"]), table["churned"]
numbers = ["tenure_months", "monthly_fee", "support_calls", "late_payments", "data_gb"]
other_units = rows.assign(**{name: rows[name] / 1000 for name in numbers})
probability = train_model(rows[:1000], labels[:1000]).predict_proba(rows[1000:])[:, 1]
in_other_units = train_model(other_units[:1000], labels[:1000]).predict_proba(other_units[1000:])[:, 1]
assert np.allclose(probability, in_other_units, atol=0.005)

# TEST "Copes with a payment method it has not met" (0.5 points) [hint: Change the payment of one row to a word that is in no row of the table, then ask for its probability.]
import pandas as pd

table = pd.read_csv("data/customers.csv")
held_out = pd.read_csv("hidden/held_out.csv")
newcomers = held_out[held_out["payment"] == "voucher"].drop(columns=["customer_id", "churned"])
fitted = train_model(table.drop(columns=["customer_id", "churned"]), table["churned"])
probability = fitted.predict_proba(newcomers)[:, 1]
assert len(probability) == len(newcomers)
assert ((probability > 0) & (probability < 1)).all()
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "accuracy", "locked": true, "schema_version": 3, "solution": false, "task": false}
model = train_model(train[FEATURES], train["churned"])

predicted = model.predict(valid[FEATURES])
print(f"accuracy of your model on the validation rows:  {(predicted == valid['churned']).mean():.1%}")
print(f"accuracy of 'nobody ever leaves':               {(valid['churned'] == 0).mean():.1%}")

# %% [markdown] nbgrader={"grade": false, "grade_id": "counts-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 3: Count right and wrong answers
#
# Ninety per cent accuracy, and yet hardly better than saying *nobody ever leaves*, which finds not a single leaver. Accuracy mixes two kinds
# of mistake that cost very different amounts: a call too many is a nuisance, a customer lost is a year's income. So count the
# kinds apart. With 1 for "left" (the *positive* class) and 0 for "stayed":
#
# | | predicted 1 | predicted 0 |
# |---|---|---|
# | **truly 1** | true positive, $tp$ | false negative, $fn$ |
# | **truly 0** | false positive, $fp$ | true negative, $tn$ |
#
# Write `confusion_counts(y_true, y_pred)`. Count yourself, without `sklearn.metrics`.
#
# - `y_true`, `y_pred`: two sequences of zeros and ones, each a list, a NumPy array or a pandas Series. They belong
#   together **by position**: the third label with the third prediction, whatever the index of a Series says.
# - **returns** a tuple of four integers `(tp, fp, fn, tn)`, in this order
# - **raises** `ValueError` if the two differ in length
# - The arguments stay as they were.

# %% nbgrader={"grade": false, "grade_id": "counts-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def confusion_counts(y_true, y_pred):
    """Count true positives, false positives, false negatives and true negatives."""
    ### BEGIN SOLUTION
    if len(y_true) != len(y_pred):
        raise ValueError(f"{len(y_true)} labels, but {len(y_pred)} predictions")
    tp = fp = fn = tn = 0
    for truth, guess in zip(y_true, y_pred):
        if truth == 1 and guess == 1:
            tp += 1
        elif guess == 1:
            fp += 1
        elif truth == 1:
            fn += 1
        else:
            tn += 1
    return tp, fp, fn, tn
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "counts", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# TEST "Counts a small example" (0.5 points) [hint: Work the example out on paper, row by row; then compare the order of the four numbers.]
y_true = [1, 1, 1, 0, 0, 0, 0, 0]
y_pred = [1, 0, 0, 1, 0, 0, 0, 0]
counts = confusion_counts(y_true, y_pred)
assert len(counts) == 4, "return four numbers: tp, fp, fn, tn"
assert tuple(counts) == (1, 1, 2, 4), f"expected (tp, fp, fn, tn) = (1, 1, 2, 4), got {tuple(counts)}"

### BEGIN HIDDEN TESTS
# TEST "Counts by position: lists, arrays and Series" (0.5 points) [hint: Give it a Series whose index is shuffled, as the labels are after a split, and an array. Which element belongs to which?]
import numpy as np
import pandas as pd
from sklearn.metrics import confusion_matrix

rng = np.random.default_rng(20)
labels = (rng.random(200) < 0.2).astype(int)
guesses = (rng.random(200) < 0.35).astype(int)
tn, fp, fn, tp = (int(count) for count in confusion_matrix(labels, guesses).ravel())
shuffled = rng.permutation(np.arange(1000, 1200))
assert tuple(confusion_counts(labels.tolist(), guesses.tolist())) == (tp, fp, fn, tn)
assert tuple(confusion_counts(labels, guesses)) == (tp, fp, fn, tn)
assert tuple(confusion_counts(pd.Series(labels, index=shuffled), guesses)) == (tp, fp, fn, tn)
two_indexes = pd.Series(labels, index=shuffled), pd.Series(guesses, index=shuffled[::-1])
assert tuple(confusion_counts(*two_indexes)) == (tp, fp, fn, tn)
assert tuple(confusion_counts([0, 0, 0], [0, 0, 0])) == (0, 0, 0, 3)

# TEST "Refuses two lengths, changes no argument" (0.5 points) [hint: What does your function do with three labels and two predictions? And does it write into what it is given?]
import numpy as np

refused = 0
for longer, shorter in [([1, 0, 1], [1, 0]), (np.array([1, 0]), np.array([1, 0, 1]))]:
    try:
        confusion_counts(longer, shorter)
    except ValueError:
        refused += 1
assert refused == 2
labels, guesses = np.array([1, 1, 0, 0]), np.array([1, 0, 1, 0])
confusion_counts(labels, guesses)
assert labels.tolist() == [1, 1, 0, 0] and guesses.tolist() == [1, 0, 1, 0]
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "scores-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 4: Precision, recall and F1
#
# Three numbers say what the four counts mean for the service team:
#
# $$\text{precision} = \frac{tp}{tp + fp} \qquad \text{recall} = \frac{tp}{tp + fn} \qquad F_1 = \frac{2 \cdot \text{precision} \cdot \text{recall}}{\text{precision} + \text{recall}}$$
#
# - **precision**: of the customers we call, which share would really have left?
# - **recall**: of the customers who leave, which share did we call?
# - **F1**: the harmonic mean of the two. It is high only if *both* are.
#
# Write `precision(y_true, y_pred)`, `recall(y_true, y_pred)` and `f1(y_true, y_pred)` with the help of `confusion_counts`, again without
# `sklearn.metrics`.
#
# - The arguments are those of `confusion_counts`: labels first, predictions second.
# - Each **returns** one number between 0 and 1.
# - If a denominator is 0, the result is `0.0` (a model that calls nobody has earned no precision).

# %% nbgrader={"grade": false, "grade_id": "scores-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def precision(y_true, y_pred):
    """Of those predicted 1, the share that is truly 1; 0.0 if nobody is."""
    ### BEGIN SOLUTION
    tp, fp, fn, tn = confusion_counts(y_true, y_pred)
    return tp / (tp + fp) if tp + fp else 0.0
    ### END SOLUTION


def recall(y_true, y_pred):
    """Of those truly 1, the share that is predicted 1; 0.0 if nobody is."""
    ### BEGIN SOLUTION
    tp, fp, fn, tn = confusion_counts(y_true, y_pred)
    return tp / (tp + fn) if tp + fn else 0.0
    ### END SOLUTION


def f1(y_true, y_pred):
    """The harmonic mean of precision and recall; 0.0 if both are 0."""
    ### BEGIN SOLUTION
    p, r = precision(y_true, y_pred), recall(y_true, y_pred)
    return 2 * p * r / (p + r) if p + r else 0.0
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "scores", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# TEST "Scores a small example" (0.5 points) [hint: Here tp = 1, fp = 1, fn = 2. Put the numbers into the three formulas by hand.]
import math

y_true = [1, 1, 1, 0, 0, 0, 0, 0]
y_pred = [1, 0, 0, 1, 0, 0, 0, 0]
assert math.isclose(precision(y_true, y_pred), 1 / 2), f"precision should be 1/2, got {precision(y_true, y_pred)}"
assert math.isclose(recall(y_true, y_pred), 1 / 3), f"recall should be 1/3, got {recall(y_true, y_pred)}"
assert math.isclose(f1(y_true, y_pred), 0.4), f"F1 should be 0.4, got {f1(y_true, y_pred)}"

### BEGIN HIDDEN TESTS
# TEST "Right on other labels, rare and common" (0.75 points) [hint: Which of fp and fn belongs to precision? Is F1 the harmonic mean, not the ordinary one? Are labels and predictions handed on in the right order?]
import math

import numpy as np
from sklearn.metrics import f1_score, precision_score, recall_score

rng = np.random.default_rng(7)
for rate, call_rate in [(0.1, 0.3), (0.5, 0.2), (0.8, 0.6)]:
    labels = (rng.random(400) < rate).astype(int)
    guesses = (rng.random(400) < call_rate).astype(int)
    assert math.isclose(precision(labels, guesses), precision_score(labels, guesses), rel_tol=1e-6)
    assert math.isclose(recall(labels, guesses), recall_score(labels, guesses), rel_tol=1e-6)
    assert math.isclose(f1(labels, guesses), f1_score(labels, guesses), rel_tol=1e-6)
one_of_each = [1, 1, 0, 0], [1, 0, 1, 0]
for score in (precision, recall, f1):
    assert math.isclose(score(*one_of_each), 0.5)

# TEST "Nobody called, nobody left: 0.0, not an error" (0.75 points) [hint: Try y_pred of zeros only, then y_true of zeros only, then both; with lists and with arrays. A nan is not 0.0 either.]
import numpy as np

some, none = [0, 1, 0, 1], [0, 0, 0, 0]
for kind in (list, np.array):
    for labels, guesses in [(some, none), (none, some), (none, none)]:
        labels, guesses = kind(labels), kind(guesses)
        assert abs(precision(labels, guesses)) < 1e-12
        assert abs(recall(labels, guesses)) < 1e-12
        assert abs(f1(labels, guesses)) < 1e-12
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "at-one-half", "locked": true, "schema_version": 3, "solution": false, "task": false}
print("your model on the validation rows, as it comes:")
for score in (precision, recall, f1):
    print(f"  {score.__name__:<9} {score(valid['churned'], predicted):.2f}")

# %% [markdown] nbgrader={"grade": false, "grade_id": "threshold-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 5: Choose the threshold
#
# Most of the leavers are not found. The model is not to blame: `predict` says 1 only where the probability is above one half, and where
# one customer in ten leaves, few ever get that far. The probabilities are good; the line is drawn in the wrong place. Draw it
# yourself, at a **threshold** $t$:
#
# $$\hat{y} = \begin{cases} 1 & \text{if } P(\text{churned} = 1 \mid x) \ge t \\ 0 & \text{otherwise} \end{cases}$$
#
# A lower $t$ finds more leavers (recall rises) and calls more people in vain (precision usually falls). We take the $t$ with the best F1.
#
# **5a.** Write `choose_threshold(y_true, probability, candidates)`.
#
# - `y_true`: the labels, zeros and ones, in any of the three forms of question 3
# - `probability`: a NumPy array with the probability of class 1 for each label
# - `candidates`: a list of thresholds to try, in any order
# - **returns** the candidate with the highest F1 (a float). If several candidates share it, the **smallest** of them.
# - A probability *equal* to the threshold counts as 1. The arguments stay as they were.

# %% nbgrader={"grade": false, "grade_id": "choose-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def choose_threshold(y_true, probability, candidates):
    """The candidate with the highest F1; of equally good ones the smallest."""
    ### BEGIN SOLUTION
    best, best_f1 = None, -1.0
    for candidate in sorted(candidates):
        score = f1(y_true, (probability >= candidate).astype(int))
        if score > best_f1:
            best, best_f1 = candidate, score
    return best
    ### END SOLUTION

# %% [markdown] nbgrader={"grade": false, "grade_id": "use-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **5b.** Now use it. With the `model` above (fitted on `train`) and the `candidates` 0.05, 0.10, …, 0.95 below, make two variables:
#
# - `threshold`: the candidate that `choose_threshold` chooses **for the validation rows**
# - `test_f1`: the F1 of `model` **on the test rows**, with exactly this threshold
#
# `model.predict_proba(rows[FEATURES])[:, 1]` gives the probability of class 1 for each row.

# %% nbgrader={"grade": false, "grade_id": "threshold-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
candidates = [percent / 100 for percent in range(5, 100, 5)]

### BEGIN SOLUTION
valid_probability = model.predict_proba(valid[FEATURES])[:, 1]
threshold = choose_threshold(valid["churned"], valid_probability, candidates)

test_probability = model.predict_proba(test[FEATURES])[:, 1]
test_f1 = f1(test["churned"], (test_probability >= threshold).astype(int))
### END SOLUTION

print(f"threshold {threshold:.2f}, F1 on the test rows {test_f1:.2f}")

# %% nbgrader={"grade": true, "grade_id": "threshold", "locked": true, "points": 2.5, "schema_version": 3, "solution": false, "task": false}
# TEST "Chooses from three candidates" (0.25 points) [hint: Write down the predictions and the F1 for each of 0.2, 0.5 and 0.9.]
import math

import numpy as np

y_true = [0, 0, 0, 1, 1, 1]
probability = np.array([0.05, 0.1, 0.3, 0.6, 0.7, 0.8])
chosen = choose_threshold(y_true, probability, [0.2, 0.5, 0.9])
assert math.isclose(chosen, 0.5), f"expected the candidate 0.5, got {chosen}"

# TEST "threshold and test_f1 are there" (0.25 points) [hint: Both are plain numbers between 0 and 1; the threshold is one of the candidates.]
assert 0.05 <= threshold <= 0.95, "threshold must be one of the candidates"
assert abs(threshold * 20 - round(threshold * 20)) < 1e-6, "threshold must be one of the candidates"
assert 0 < test_f1 < 1, "test_f1 must be the F1 of your model on the test rows"

### BEGIN HIDDEN TESTS
# TEST "Judges by F1 where the class is rare" (0.25 points) [hint: With 3 leavers among 40, which threshold has the best accuracy? It finds nobody.]
import math

import numpy as np

y_true = np.array([0] * 37 + [1] * 3)
probability = np.concatenate([np.full(31, 0.02), np.full(6, 0.36), np.full(3, 0.35)])
assert math.isclose(choose_threshold(y_true, probability, [0.01, 0.32, 0.5]), 0.32)

# TEST "A probability equal to the threshold counts as 1" (0.5 points) [hint: Read the formula for the prediction once more, sign by sign.]
import math

import numpy as np

y_true = [0, 0, 0, 1, 1]
probability = np.array([0.125, 0.25, 0.25, 0.5, 0.75])
assert math.isclose(choose_threshold(y_true, probability, [0.25, 0.5, 0.75]), 0.5)
assert math.isclose(choose_threshold([1, 0, 1, 0], np.array([0.5, 0.25, 0.5, 0.25]), [0.25, 0.5]), 0.5)

# TEST "Of equally good candidates the smallest, in any order" (0.25 points) [hint: Give it candidates from large to small, two of which predict exactly the same; look at the list afterwards, too.]
import math

import numpy as np

y_true = [0, 0, 1, 1]
probability = np.array([0.1, 0.2, 0.8, 0.9])
candidates_in_disorder = [0.95, 0.7, 0.3, 0.5, 0.15]
assert math.isclose(choose_threshold(y_true, probability, candidates_in_disorder), 0.3)
assert candidates_in_disorder == [0.95, 0.7, 0.3, 0.5, 0.15]
assert math.isclose(choose_threshold([0, 0, 0], np.array([0.1, 0.2, 0.3]), [0.6, 0.4, 0.5]), 0.4)

# TEST "The threshold was chosen on the validation rows" (0.5 points) [hint: Which rows were set aside for choosing, and which for measuring? Use the probability of class 1 from the model fitted on train.]
import pandas as pd

table = pd.read_csv("data/customers.csv").set_index("customer_id")
rows = table.loc[valid["customer_id"].tolist()]
left = rows["churned"].to_numpy() == 1
probability = model.predict_proba(rows.drop(columns="churned"))[:, 1]


def f1_at(line):
    return 2 * (left & (probability >= line)).sum() / (left.sum() + (probability >= line).sum())


assert abs(len(rows) - 300) <= 1
assert abs(f1_at(threshold) - max(f1_at(percent / 100) for percent in range(5, 100, 5))) < 1e-9

# TEST "test_f1 was measured on the test rows, at the threshold" (0.5 points) [hint: predict uses one half; compare the probabilities with your threshold instead, on the test rows.]
import pandas as pd
from sklearn.metrics import f1_score

table = pd.read_csv("data/customers.csv").set_index("customer_id")
rows = table.loc[test["customer_id"].tolist()]
probability = model.predict_proba(rows.drop(columns="churned"))[:, 1]
assert set(rows.index).isdisjoint(valid["customer_id"].tolist())
assert abs(len(rows) - 300) <= 1
assert abs(test_f1 - f1_score(rows["churned"], probability >= threshold, zero_division=0)) < 1e-6
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "afterword", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## What to take along
#
# - Compare `test_f1` with the F1 at one half, printed above question 5. Moving one line, without touching the model, is often worth more than
#   a better model.
# - `test_f1` is often a little lower than the F1 on the validation rows. That is no mistake: the threshold was chosen because it suited `valid`.
# - F1 treats precision and recall alike. If a lost customer costs 300 euros and a call costs 10, you would weigh them
#   otherwise; the choice of the threshold is then the same loop with another score.

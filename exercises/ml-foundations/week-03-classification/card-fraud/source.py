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
# # Week 3: Too good to be true
#
# A bank wants to stop payments with stolen cards while they are being made. A colleague has left a notebook with a model whose area under
# the ROC curve is **0.998**, as good as perfect. It went live on Monday; on Friday it was switched off. You will measure in euros what a model is worth, and find
# out where the 0.998 came from.
#
# The table `data/payments.csv` holds 2953 payments with 520 cards, one row each:
#
# | Column | Meaning |
# |---|---|
# | `payment_id`, `card_id` | numbers of the payment and of the card |
# | `amount_eur`, `hour` | amount, and hour of the day (0 to 23) |
# | `abroad`, `new_device` | 1 if paid abroad, 1 if from a device not seen before |
# | `card_age_days` | how old the card was |
# | `home_east_km`, `home_north_km` | where the owner lives |
# | `refund_eur` | what the bank paid back for this payment, up to today |
# | `days_to_block` | days until the card was blocked; missing if it was not |
# | `fraud` | **1** if somebody else paid with the card, **0** if not: what we want to predict |
#
# There are five questions, 10 points together:
#
# 1. count mistakes in euros (1.5 points)
# 2. draw the line where the costs balance (1.5 points)
# 3. find columns that know too much (2.5 points)
# 4. split by card (2 points)
# 5. choose columns without peeking, then measure (2.5 points)
#
# **How to work.** Replace each `raise NotImplementedError()` by your code and keep the names and arguments of the functions. Below
# each question are some of its tests: run them; a test cell that prints nothing has passed. More tests run when you hand
# in. They call your functions with other data, so a function must work from its arguments alone. Before you hand in:
# *Restart kernel and run all cells*.
#
# The table must lie beside the notebook, as `data/payments.csv`. In Colab, make the folder `data` in the file panel on the left and
# upload the table into it.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

payments = pd.read_csv("data/payments.csv")
print(f"{len(payments)} payments with {payments['card_id'].nunique()} cards, {payments['fraud'].mean():.1%} of them fraud")
payments.head()

# %% [markdown] nbgrader={"grade": false, "grade_id": "cost-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 1: Count mistakes in euros
#
# There are two ways to be wrong, and the bank knows what each of them costs. A fraud that is **missed** costs 150 euros on average. An **alarm** for nothing costs 5 euros: somebody calls the customer and
# apologises. Accuracy treats both alike. So count what matters:
#
# $$\text{cost} = \text{missed} \cdot fn + \text{alarm} \cdot fp$$
#
# Write `total_cost(y_true, y_pred, missed, alarm)`.
#
# - `y_true`, `y_pred`: two sequences of zeros and ones of the same length, each a list, a NumPy array or a pandas Series. They belong together **by position**,
#   whatever the index of a Series says.
# - `missed`, `alarm`: what one missed fraud and one needless alarm cost, in euros
# - **returns** the cost of all mistakes together, a number

# %% nbgrader={"grade": false, "grade_id": "cost-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def total_cost(y_true, y_pred, missed, alarm):
    """What all mistakes together cost."""
    ### BEGIN SOLUTION
    truth, guess = np.asarray(y_true), np.asarray(y_pred)
    return missed * int(((truth == 1) & (guess == 0)).sum()) + alarm * int(((truth == 0) & (guess == 1)).sum())
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "cost", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# TEST "Six payments, by hand" (0.5 points) [hint: Here one fraud is missed and two alarms are needless. One costs 150, each of the others 5.]
cost = total_cost([1, 1, 0, 0, 0, 0], [1, 0, 1, 1, 0, 0], missed=150, alarm=5)
assert abs(cost - 160) < 1e-9, f"one missed fraud and two alarms for nothing cost 150 + 2 times 5 = 160, not {cost}"

### BEGIN HIDDEN TESTS
# TEST "Other costs and many payments" (0.5 points) [hint: Which of fn and fp is a fraud that got away? Try missed=1, alarm=0, and then the other way round.]
import numpy as np
from sklearn.metrics import confusion_matrix

rng = np.random.default_rng(1)
truth, guess = (rng.random(500) < 0.2).astype(int), (rng.random(500) < 0.4).astype(int)
tn, fp, fn, tp = (int(count) for count in confusion_matrix(truth, guess).ravel())
for missed, alarm in [(1, 0), (0, 1), (12.5, 0.75)]:
    assert abs(total_cost(truth, guess, missed=missed, alarm=alarm) - (missed * fn + alarm * fp)) < 1e-6

# TEST "By position: lists, arrays and Series" (0.5 points) [hint: Give it two Series with different indexes, as labels and predictions have after a split. pandas pairs by index unless you ask it not to.]
import numpy as np
import pandas as pd

truth, guess = np.array([1, 0, 1, 0, 0]), np.array([0, 0, 1, 1, 1])
for first, second in [
    (truth.tolist(), guess.tolist()),
    (pd.Series(truth, index=[9, 8, 7, 6, 5]), guess),
    (pd.Series(truth, index=[9, 8, 7, 6, 5]), pd.Series(guess, index=[5, 6, 7, 8, 9])),
]:
    assert abs(total_cost(first, second, missed=100, alarm=1) - 102) < 1e-9
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "decide-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 2: Draw the line where the costs balance
#
# Suppose a model gives a payment the probability $p$ of being fraud. Say nothing, and on average it costs $p \cdot \text{missed}$. Raise the alarm, and on average it costs $(1 - p) \cdot \text{alarm}$. The
# cheaper of the two is the better decision:
#
# $$\hat{y} = 1 \quad \text{if} \quad p \cdot \text{missed} \ \ge\ (1 - p) \cdot \text{alarm}$$
#
# No threshold has to be tried out; the costs say where it lies, if the probabilities can be believed.
#
# Write `decide(probability, missed, alarm)`.
#
# - `probability`: a NumPy array of probabilities; `missed`, `alarm`: costs as above, at least one of them above 0
# - **returns** an array of as many integers: 1 for an alarm, 0 for none, by the formula

# %% nbgrader={"grade": false, "grade_id": "decide-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def decide(probability, missed, alarm):
    """1 where saying nothing would cost at least as much as the alarm."""
    ### BEGIN SOLUTION
    return (probability * missed >= (1 - probability) * alarm).astype(int)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "decide", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# TEST "Three payments, by hand" (0.5 points) [hint: At a probability of 0.1, silence costs 0.1 times 150 = 15 and the alarm 0.9 times 5 = 4.50. Return one 0 or 1 for each.]
import numpy as np

decided = decide(np.array([0.01, 0.1, 0.9]), missed=150, alarm=5)
assert np.shape(decided) == (3,), f"one decision for each of three payments, not the shape {np.shape(decided)}"
assert [int(one) for one in decided] == [0, 1, 1], f"expected [0, 1, 1], got {list(decided)}"

### BEGIN HIDDEN TESTS
# TEST "The line moves with the costs" (0.5 points) [hint: If both mistakes cost the same, the line lies at one half. Where is it for 1 and 9, and where for 9 and 1? Is it alarm / (missed + alarm)?]
import numpy as np

probability = np.array([0.02, 0.08, 0.12, 0.3, 0.48, 0.52, 0.88, 0.92])
for missed, alarm, expected in [
    (7, 7, [0, 0, 0, 0, 0, 1, 1, 1]),
    (9, 1, [0, 0, 1, 1, 1, 1, 1, 1]),
    (1, 9, [0, 0, 0, 0, 0, 0, 0, 1]),
    (0.03, 0.01, [0, 0, 0, 1, 1, 1, 1, 1]),
]:
    assert [int(one) for one in decide(probability, missed=missed, alarm=alarm)] == expected

# TEST "Equal costs raise the alarm, and a free mistake is no reason to hesitate" (0.5 points) [hint: Read the sign in the formula once more. Then try alarm=0, and missed=0: does anything divide by zero?]
import numpy as np

probability = np.array([0.0, 0.25, 0.5, 0.75, 1.0])
assert [int(one) for one in decide(probability, missed=4, alarm=4)] == [0, 0, 1, 1, 1]
assert [int(one) for one in decide(probability, missed=3, alarm=1)] == [0, 1, 1, 1, 1]
assert [int(one) for one in decide(probability, missed=10, alarm=0)] == [1, 1, 1, 1, 1]
assert [int(one) for one in decide(probability, missed=0, alarm=10)] == [0, 0, 0, 0, 1]
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "colleague-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# Here is the colleague's model. It takes every column but the two numbers and the label.

# %% nbgrader={"grade": false, "grade_id": "colleague", "locked": true, "schema_version": 3, "solution": false, "task": false}
everything = payments.drop(columns=["payment_id", "card_id", "fraud"]).fillna(-1)
seen, new, seen_labels, new_labels = train_test_split(everything, payments["fraud"], test_size=0.25, random_state=3, stratify=payments["fraud"])
colleague = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(seen, seen_labels)
probability = colleague.predict_proba(new)[:, 1]
print(f"area under the ROC curve {roc_auc_score(new_labels, probability):.3f}")
print(f"cost in the test part {total_cost(new_labels, decide(probability, 150, 5), 150, 5)} euros")

# %% [markdown] nbgrader={"grade": false, "grade_id": "leak-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 3: Find columns that know too much
#
# A score like that is no reason to celebrate, but to search. The first suspects are columns that know the answer because they were **filled in after it was known**. On
# the day of the payment they are empty, and a model that leans on them falls over.
#
# A simple search: let each column, alone, put the rows in order, and see how well this order separates the classes. That is the area under the ROC curve with the column itself as the
# score: the share of pairs (one fraud, one honest payment) in which the fraud has the larger value, equal values counting one half. A column that puts the frauds at the *lower* end tells as
# much; so the **separation** of a column is the larger of area and $1 - $ area, from 0.5 (tells nothing) to 1 (tells all).
#
# Write `too_good(table, label, limit)`.
#
# - `table`: a DataFrame of numbers; `label`: the name of its column of zeros and ones, both of which occur; `limit`: a number between 0.5 and 1
# - **returns** a list of the names of all **other** columns whose separation is at least `limit`, the largest separation first; equal ones in the order of the table
# - A **missing value** counts as smaller than every value that is there: that something is missing may itself give the answer away.
# - `table` stays as it was.
#
# `roc_auc_score` may help. It refuses missing values.

# %% nbgrader={"grade": false, "grade_id": "leak-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def too_good(table, label, limit):
    """Columns that separate the classes alone at least as well as the limit, the best first."""
    ### BEGIN SOLUTION
    separations = {}
    for name in table.columns.drop(label):
        ranks = table[name].rank().fillna(0)
        area = roc_auc_score(table[label], ranks)
        separations[name] = max(area, 1 - area)
    suspects = [name for name, separation in separations.items() if separation >= limit]
    return sorted(suspects, key=lambda name: -separations[name])
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "leak", "locked": true, "points": 2.5, "schema_version": 3, "solution": false, "task": false}
# TEST "One column tells all, one tells nothing" (0.5 points) [hint: refund is larger in every fraud; hour is as high in the one class as in the other. Return a list of names, without the label.]
import pandas as pd

small = pd.DataFrame({"hour": [1, 2, 1, 2], "refund": [0, 0, 5, 9], "fraud": [0, 0, 1, 1]})
suspects = list(too_good(small, "fraud", 0.9))
assert suspects == ["refund"], f"expected ['refund'], got {suspects}"

### BEGIN HIDDEN TESTS
# TEST "Low values can tell as much as high ones" (0.5 points) [hint: Turn the sign of a column round: it tells just as much. Is an area of 0.02 far from one half?]
import numpy as np
import pandas as pd

rng = np.random.default_rng(2)
label = np.repeat([0, 1], [80, 20])
table = pd.DataFrame({"up": label * 3 + rng.normal(size=100), "stolen": label, "down": -label * 9 + rng.normal(size=100), "noise": rng.normal(size=100)})
assert list(too_good(table, "stolen", 0.95)) == ["down", "up"]

# TEST "The limit, the order, and nothing by chance" (0.75 points) [hint: Four columns with known separations: which are at least the limit, and which comes first? A column of one single value tells nothing: 0.5.]
import pandas as pd

table = pd.DataFrame(
    {
        "age": [0, 2, 1, 3],
        "constant": [7, 7, 7, 7],
        "all": [1, 1, 2, 2],
        "also_all": [2, 3, 8, 9],
        "y": [0, 0, 1, 1],
    }
)
assert list(too_good(table, "y", 0.9)) == ["all", "also_all"]
assert list(too_good(table, "y", 0.74)) == ["all", "also_all", "age"]
assert list(too_good(table, "y", 0.76)) == ["all", "also_all"]
assert set(too_good(table, "y", 0.5)) == {"age", "constant", "all", "also_all"}

# TEST "A missing value is the smallest of all" (0.75 points) [hint: Take a column that is filled in for frauds only, another that is missing for frauds only, and one with negative values. Dropping the gaps drops the evidence; filling in 0 puts them in the middle.]
import numpy as np
import pandas as pd

gap = np.nan
table = pd.DataFrame(
    {
        "fraud": [0, 0, 0, 1, 1, 1],
        "filled_for_fraud": [gap, gap, gap, 3.0, -2.0, 5.0],
        "missing_for_fraud": [-4.0, 0.0, 6.0, gap, gap, gap],
        "middling": [gap, 1.0, 4.0, gap, 2.0, 3.0],
    }
)
before = table.copy()
assert set(too_good(table, "fraud", 0.99)) == {"filled_for_fraud", "missing_for_fraud"}
assert table.equals(before)
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "see-leaks", "locked": true, "schema_version": 3, "solution": false, "task": false}
suspects = too_good(payments, label="fraud", limit=0.9)
print("columns that know too much:", suspects)

# %% [markdown] nbgrader={"grade": false, "grade_id": "split-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# Go back to the description of the columns: both are filled in weeks after the payment. Out they go. That is a decision about the world, and no number can take it for you: a
# column that is *honestly* good would stand out in the same way.
#
# ## Question 4: Split by card
#
# The second leak is more quiet. A stolen card is used several times. After an ordinary split, some of its payments are in the training part and others in the test part, and a model that is flexible enough recognises
# *the card*, by where its owner lives and how old it is, rather than fraud. Tomorrow's stolen cards are other cards. So no card may be in both parts.
#
# Write `split_by_card(payments, share, seed)`.
#
# - `payments`: a DataFrame with a column `card_id`, and others; `share`: the share of the **cards** that go into the second part, between 0 and 1; `seed`: an integer
# - **returns** two DataFrames `(first, second)` with all columns. Every payment is in exactly one of them, and **all payments of a card are in the same one**. The second holds `share` of the different cards (give or
#   take one), drawn by chance: the same seed gives the same parts, another seed other parts.
# - `payments` stays as it was.

# %% nbgrader={"grade": false, "grade_id": "split-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def split_by_card(payments, share, seed):
    """Two parts that have no card in common."""
    ### BEGIN SOLUTION
    cards = payments["card_id"].unique()
    chosen = np.random.default_rng(seed).choice(cards, size=round(share * len(cards)), replace=False)
    is_second = payments["card_id"].isin(chosen)
    return payments[~is_second], payments[is_second]
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "split", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# TEST "Two parts, each payment in exactly one of them" (0.5 points) [hint: Return two DataFrames with all columns, and lose no payment on the way.]
import pandas as pd

table = pd.read_csv("data/payments.csv")
first, second = split_by_card(table.copy(), share=0.25, seed=1)
assert list(first.columns) == list(table.columns), "the first part must have all the columns of the table"
assert list(second.columns) == list(table.columns), "the second part must have all the columns of the table"
both = sorted([*first["payment_id"], *second["payment_id"]])
assert both == sorted(table["payment_id"]), "each payment must be in exactly one part"

### BEGIN HIDDEN TESTS
# TEST "No card is in both parts" (0.5 points) [hint: Compare the sets of card_id of the two parts. What exactly do you draw by chance, payments or cards?]
import pandas as pd

table = pd.read_csv("data/payments.csv")
for seed, share in enumerate([0.1, 0.25, 0.5]):
    first, second = split_by_card(table.copy(), share=share, seed=seed)
    assert len(first) and len(second)
    assert set(first["card_id"]).isdisjoint(second["card_id"])

# TEST "The share is one of cards, not of payments" (0.5 points) [hint: Make a table in which one card has a hundred payments and nineteen cards have one each. How many cards are a quarter of twenty?]
import pandas as pd

table = pd.read_csv("data/payments.csv")
for seed, share in enumerate([0.1, 0.25, 0.4]):
    second = split_by_card(table.copy(), share=share, seed=seed)[1]
    assert abs(second["card_id"].nunique() - share * 520) <= 1
uneven = pd.DataFrame({"card_id": [77] * 100 + list(range(19)), "payment_id": range(119)})
for seed in range(3):
    assert abs(split_by_card(uneven.copy(), share=0.25, seed=seed)[1]["card_id"].nunique() - 5) <= 1

# TEST "The seed decides, and the table stays as it was" (0.5 points) [hint: Call it twice with the same seed and once with another. Then look at columns, rows and order of the table you handed in.]
import pandas as pd

table = pd.read_csv("data/payments.csv").head(800)
before = table.copy()
once = split_by_card(table, share=0.3, seed=1)[1]
again = split_by_card(table, share=0.3, seed=1)[1]
other = split_by_card(table, share=0.3, seed=2)[1]
assert set(once["card_id"]) == set(again["card_id"])
assert set(once["card_id"]) != set(other["card_id"])
assert table.equals(before)
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "see-groups", "locked": true, "schema_version": 3, "solution": false, "task": false}
columns = ["amount_eur", "hour", "abroad", "new_device", "card_age_days", "home_east_km", "home_north_km"]
halves = {
    "payments split at random": train_test_split(payments, test_size=0.25, random_state=3),
    "split by card": split_by_card(payments, share=0.25, seed=3),
}
for name, (seen, new) in halves.items():
    forest = RandomForestClassifier(50, random_state=0).fit(seen[columns], seen["fraud"])
    area = roc_auc_score(new["fraud"], forest.predict_proba(new[columns])[:, 1])
    print(f"  {name:<26} area under the ROC curve of a forest {area:.2f}")

# %% [markdown] nbgrader={"grade": false, "grade_id": "choose-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## Question 5: Choose columns without peeking, then measure
#
# The third leak sits in the work itself. The colleague had once bought 1000 further columns, chosen the 20 that separate the classes best **in the whole table**, and then done a
# cross-validation with these 20. But every row that later judges has had a say in the choice already. Among 1000 columns of pure chance some fit by chance, on these very rows.
#
# The remedy is to make the choice **part of the model**, so that it is made anew from the training rows of each fold.
#
# **5a.** Write `honest_auc(X, y, k, seed)`.
#
# - `X`: an array of shape $(n, d)$; `y`: an array of $n$ zeros and ones; `k`: how many columns to choose; `seed`: an integer
# - The model: scale (`StandardScaler`), choose `k` columns (`SelectKBest(f_classif, k=k)`), then `LogisticRegression(max_iter=1000)`
# - The folds: `StratifiedKFold(5, shuffle=True, random_state=seed)`
# - **returns** the mean over the five folds of the area under the ROC curve on the rows kept back, with scaling, choice and weights learnt **from the other four folds only**

# %% nbgrader={"grade": false, "grade_id": "choose-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.model_selection import StratifiedKFold, cross_val_score


def honest_auc(X, y, k, seed):
    """Mean area under the ROC curve over five folds, the choice of columns made inside each."""
    ### BEGIN SOLUTION
    model = make_pipeline(StandardScaler(), SelectKBest(f_classif, k=k), LogisticRegression(max_iter=1000))
    folds = StratifiedKFold(5, shuffle=True, random_state=seed)
    return float(cross_val_score(model, X, y, cv=folds, scoring="roc_auc").mean())
    ### END SOLUTION

# %% [markdown] nbgrader={"grade": false, "grade_id": "final-text", "locked": true, "schema_version": 3, "solution": false, "task": false}
# **5b.** Now measure honestly. The cell below this text has split the payments by card, with your function. Make two variables:
#
# - `features`: a list of the columns a model may use on the day of the payment: all but the two numbers, the label, and the columns of question 3 that know too much
# - `test_auc`: the area under the ROC curve, on the rows of `test`, of `make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))`, fitted on the rows of `train` with these columns

# %% nbgrader={"grade": false, "grade_id": "parts", "locked": true, "schema_version": 3, "solution": false, "task": false}
train, test = split_by_card(payments, share=0.25, seed=3)

# %% nbgrader={"grade": false, "grade_id": "final-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
features = [name for name in payments.columns if name not in {"payment_id", "card_id", "fraud", *suspects}]
model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(train[features], train["fraud"])
test_auc = roc_auc_score(test["fraud"], model.predict_proba(test[features])[:, 1])
### END SOLUTION

print(f"{len(features)} columns, area under the ROC curve {test_auc:.2f} on cards never seen")

# %% nbgrader={"grade": true, "grade_id": "honest", "locked": true, "points": 2.5, "schema_version": 3, "solution": false, "task": false}
# TEST "One column that tells all among two of chance" (0.5 points) [hint: Return one number, the mean of five areas. With k=1 the choice must find the first column.]
import numpy as np

rng = np.random.default_rng(3)
labels = np.repeat([0, 1], 30)
value = honest_auc(np.column_stack([labels * 10 + rng.normal(size=60), rng.normal(size=(60, 2))]), labels, k=1, seed=0)
assert 0.99 < value <= 1, f"the first column separates the classes fully, so the area is 1, not {value}"

# TEST "features and test_auc are there" (0.25 points) [hint: features is a list of names of columns; test_auc is one number between 0 and 1.]
import pandas as pd

table = pd.read_csv("data/payments.csv")
assert len(features) and set(features) <= set(table.columns), "features holds names of columns of payments"
assert 0 < test_auc < 1, "test_auc is an area under the ROC curve, between 0 and 1"

### BEGIN HIDDEN TESTS
# TEST "Nothing is found where there is nothing, and something where there is" (0.75 points) [hint: Draw 100 rows and 500 columns of pure chance, and labels by lot. An area far above one half means that the rows kept back have had a say in the choice.]
import numpy as np

areas = []
for seed in range(4):
    rng = np.random.default_rng(seed)
    areas.append(honest_auc(rng.normal(size=(100, 500)), rng.permutation(np.repeat([0, 1], 50)), k=20, seed=seed))
assert abs(np.mean(areas) - 0.5) < 0.15
labels = rng.permutation(np.repeat([0, 1], 50))
assert honest_auc(np.column_stack([rng.normal(size=(100, 20)), labels + rng.normal(0, 0.3, size=100)]), labels, k=3, seed=1) > 0.9

# TEST "The five folds, the model and the mean as described" (0.5 points) [hint: Shuffled and stratified folds with the seed; probabilities, not predictions of 0 and 1; the mean of five areas, and not one area of all rows together.]
import numpy as np
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(9)
labels = rng.permutation(np.repeat([0, 1], [90, 30]))
rows = rng.normal(size=(120, 12)) * np.arange(1, 13) + labels[:, None] * [0, 2, 0, 0, 3, 0, 0, 0, 0, 8, 0, 0]
for k, seed in [(2, 0), (5, 7)]:
    areas = []
    for seen, new in StratifiedKFold(5, shuffle=True, random_state=seed).split(rows, labels):
        known = make_pipeline(StandardScaler(), SelectKBest(f_classif, k=k), LogisticRegression(max_iter=1000))
        known.fit(rows[seen], labels[seen])
        areas.append(roc_auc_score(labels[new], known.predict_proba(rows[new])[:, 1]))
    assert abs(honest_auc(rows, labels, k=k, seed=seed) - np.mean(areas)) < 1e-4

# TEST "Only what is known on the day, measured on cards never seen" (0.5 points) [hint: Which columns are filled in later, and which are mere numbers? Fit on train, measure on test, with probabilities.]
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

known_on_the_day = ["amount_eur", "hour", "abroad", "new_device", "card_age_days", "home_east_km", "home_north_km"]
assert sorted(features) == sorted(known_on_the_day)
table = pd.read_csv("data/payments.csv").set_index("payment_id")
seen, new = table.loc[train["payment_id"].tolist()], table.loc[test["payment_id"].tolist()]
assert set(seen["card_id"]).isdisjoint(new["card_id"])
known = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(seen[known_on_the_day], seen["fraud"])
assert abs(test_auc - roc_auc_score(new["fraud"], known.predict_proba(new[known_on_the_day])[:, 1])) < 1e-3
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "afterword", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ## What to take along
#
# - Three leaks: a column from the future, rows that are relatives, a choice made with the rows that judge. None of them makes an error message; all make a score that is too good.
# - Your last score is far below the colleague's. Yours will still be true on Monday.
# - A metric is a statement about costs. Ask for the two numbers, *missed* and *alarm*, before you choose one; with them, the threshold follows from the formula of question 2.

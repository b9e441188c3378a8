# Costs by accuracy and exchanged, a threshold of one half, correlations for areas, payments split at random,
# predictions in place of probabilities, the leaks left in.

# %% nbgrader={"grade": false, "grade_id": "cost-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def total_cost(y_true, y_pred, missed, alarm):
    """What all mistakes together cost."""
    y_true, y_pred = list(y_true), list(y_pred)
    fp = sum(t == 1 and p == 0 for t, p in zip(y_true, y_pred))
    fn = sum(t == 0 and p == 1 for t, p in zip(y_true, y_pred))
    return missed * fn + alarm * fp

# %% nbgrader={"grade": false, "grade_id": "decide-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def decide(probability, missed, alarm):
    """1 where saying nothing would cost at least as much as the alarm."""
    return (probability >= 0.5).astype(int)

# %% nbgrader={"grade": false, "grade_id": "leak-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def too_good(table, label, limit):
    """Columns that separate the classes alone at least as well as the limit, the best first."""
    table.fillna(0, inplace=True)
    correlation = table.corr()[label]
    return [name for name in table.columns if correlation[name] >= limit]

# %% nbgrader={"grade": false, "grade_id": "split-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def split_by_card(payments, share, seed):
    """Two parts that have no card in common."""
    return train_test_split(payments, test_size=share, random_state=0)

# %% nbgrader={"grade": false, "grade_id": "choose-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.model_selection import StratifiedKFold, cross_val_score


def honest_auc(X, y, k, seed):
    """Mean area under the ROC curve over five folds, the choice of columns made inside each."""
    chosen = X[:, np.argsort(f_classif(X, y)[0])[-k:]]
    model = LogisticRegression(max_iter=1000).fit(chosen, y)
    return roc_auc_score(y, model.predict(chosen))

# %% nbgrader={"grade": false, "grade_id": "final-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
features = ["card_id", "amount_eur", "hour", "abroad", "new_device", "refund_eur"]
model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(train[features], train["fraud"])
test_auc = roc_auc_score(test["fraud"], model.predict(test[features]))


print(f"{len(features)} columns, area under the ROC curve {test_auc:.2f} on cards never seen")

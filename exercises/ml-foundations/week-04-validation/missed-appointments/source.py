# %% [markdown]
# # Who will miss the appointment?
#
# A clinic reminds its patients, and about one appointment in four is missed all the same. If it knew which ones are at
# risk it could ring those people up. You get past appointments with their outcome in `data/train.csv`, and appointments without it
# in `data/test.csv`. Hand in one probability for each row of `data/test.csv`.
#
# | Column | Meaning |
# |---|---|
# | `appointment` | the id of the row |
# | `patient` | who; **no patient of the test rows is among the training rows** |
# | `age`, `distance_km` | of the patient, and from her door to the clinic |
# | `lead_days` | days between booking and appointment |
# | `weekday`, `hour` | when it is |
# | `reminder` | 1 where a message was sent the day before |
# | `earlier_visits`, `earlier_missed` | appointments in the three years before, and how many of them were missed |
# | `missed` | 1 where it was missed; in `train.csv` alone |
#
# ## What to hand in
#
# A CSV file like `data/sample_submission.csv`: the columns `appointment` and `missed`, one row for each of the 1,281 test
# appointments, in any order. `missed` is a probability from 0 to 1. A file with something wrong in it is refused with the reason
# and costs no attempt.
#
# ## How it is scored
#
# By the **area under the ROC curve** (ROC AUC): the probability that a missed appointment got a higher number than one
# that was kept. Only the order of your numbers counts. 0.5 is guessing, 1 is perfect.
#
# A quarter of the test rows is *public*: you see your score on them at once, and so does the board. The other three quarters are
# *private*: they alone give the points, and nobody sees them before the exercise closes. Of your attempts the one with the best
# public score counts.
#
# ## Why the public board misleads
#
# The public quarter has 320 rows, and about 90 of them were missed. With so few, the score of one and the same model moves by 0.03 and more from one
# quarter to another. Whoever tries ten variants and keeps the one with the best public score keeps, in part, the
# luckiest: at the close it falls back. So the question is not how to climb the board but **how to know without it**.
#
# The training rows can tell you, if you split them as the world did. The test patients are new; so the patients you validate on must
# be new to the model as well. `KFold` puts appointments of one patient on both sides of the split, and a model that can recognise
# patients (by `patient`, or by a distance that nearly names them) looks better than it is. `GroupKFold` keeps each patient on one side.

# %%
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, KFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

train = pd.read_csv("data/train.csv")
test = pd.read_csv("data/test.csv")
train.head()

# %% [markdown]
# ## A start
#
# Two columns, a simple model, and two estimates of its score. They nearly agree, because this model cannot recognise anybody. Compare them again for a
# model that can.

# %%
features = ["lead_days", "reminder"]
model = make_pipeline(make_column_transformer((StandardScaler(), features)), LogisticRegression())

by_row = cross_val_score(
    model, train, train["missed"], scoring="roc_auc", cv=KFold(5, shuffle=True, random_state=0)
)
by_patient = cross_val_score(
    model, train, train["missed"], scoring="roc_auc", cv=GroupKFold(5), groups=train["patient"]
)
print(f"split by row: {by_row.mean():.3f}, split by patient: {by_patient.mean():.3f}")

# %% [markdown]
# ## Write the file
#
# Before you hand it in, write down the score that you expect, from the split by patient. At the close you will see how near it was.

# %%
model.fit(train, train["missed"])
predictions = test[["appointment"]].assign(missed=model.predict_proba(test)[:, 1])
predictions.to_csv("predictions.csv", index=False)
predictions.head()

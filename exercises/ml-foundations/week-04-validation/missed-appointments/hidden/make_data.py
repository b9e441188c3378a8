"""Make the exercise's tables, baselines and samples again: `python hidden/make_data.py`, run in the exercise's folder.

It lies in hidden/ because whoever has the seed has the answers too.
"""

from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

SEED = 20261012
PATIENTS = 900
TRAINING_PATIENTS = 600
NUMBERS = ["age", "distance_km", "lead_days", "hour", "reminder", "earlier_visits", "earlier_missed"]


def make_appointments(*, rng: np.random.Generator) -> pd.DataFrame:
    """Draw the appointments of a made-up clinic, one to eight a patient; about one in four was missed.

    Each patient has a habit of her own that no column tells, and a distance that nearly names her.
    """
    habit = rng.normal(0, 1.3, size=PATIENTS)
    age = rng.integers(18, 88, size=PATIENTS)
    distance = np.round(rng.lognormal(1.5, 0.8, size=PATIENTS), 2)
    visits = 1 + rng.binomial(7, 0.45, size=PATIENTS)
    who = np.repeat(np.arange(PATIENTS), visits)
    rows = len(who)
    lead = rng.geometric(0.06, size=rows).clip(0, 90)
    reminder = rng.binomial(1, 0.55, size=rows)
    hour = rng.integers(8, 18, size=rows)
    weekday = rng.choice(["Mon", "Tue", "Wed", "Thu", "Fri"], size=rows)
    earlier = rng.poisson(2.0, size=rows)
    rate = 1 / (1 + np.exp(-(habit[who] - 1.1)))
    missed_before = rng.binomial(earlier, rate)
    logit = (
        -1.9
        + 0.9 * habit[who]
        + 0.035 * lead
        - 0.9 * reminder
        - 0.018 * (age[who] - 50)
        + 0.06 * distance[who].clip(0, 30)
        + np.where(np.isin(weekday, ["Mon", "Fri"]), 0.45, 0.0)
        + np.where((hour < 9) | (hour > 16), 0.5, 0.0)
    )
    return pd.DataFrame(
        {
            "patient": who,
            "age": age[who],
            "distance_km": distance[who],
            "lead_days": lead,
            "weekday": weekday,
            "hour": hour,
            "reminder": reminder,
            "earlier_visits": earlier,
            "earlier_missed": missed_before,
            "missed": (rng.random(rows) < 1 / (1 + np.exp(-logit))).astype(int),
        }
    )


def split(everything: pd.DataFrame, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Training rows, and rows of patients who are not among them; names say nothing of the order they were drawn in."""
    names = rng.choice(np.arange(1000, 9999), size=PATIENTS, replace=False)
    known = (everything["patient"] < TRAINING_PATIENTS).to_numpy()
    everything["patient"] = [f"P{names[number]}" for number in everything["patient"]]
    ids = rng.choice(np.arange(10_000, 99_999), size=len(everything), replace=False)
    everything.insert(0, "appointment", [f"A{number}" for number in ids])
    mixed = rng.permutation(len(everything))
    return everything.iloc[mixed[known[mixed]]], everything.iloc[mixed[~known[mixed]]]


def columns(*more: str) -> object:
    """Numbers scaled, the weekday and `more` as one column for each value."""
    return make_column_transformer(
        (StandardScaler(), NUMBERS), (OneHotEncoder(handle_unknown="ignore"), ["weekday", *more])
    )


def write(path: str, rows: pd.DataFrame, missed: object) -> None:
    """A file as a learner hands it in."""
    table = pd.DataFrame({"appointment": rows["appointment"], "missed": missed})
    table.to_csv(Path(path), index=False, lineterminator="\n")


def main() -> None:
    """Write data/, the labels and baselines of hidden/, and submissions/."""
    rng = np.random.default_rng(SEED)
    train, held_out = split(make_appointments(rng=rng), rng)
    asked = held_out.drop(columns="missed")
    train.to_csv(Path("data/train.csv"), index=False, lineterminator="\n")
    asked.to_csv(Path("data/test.csv"), index=False, lineterminator="\n")
    write("data/sample_submission.csv", asked, 0.5)
    write("hidden/labels.csv", held_out, held_out["missed"])
    features, target = train.drop(columns="missed"), train["missed"]
    share = asked["earlier_missed"] / asked["earlier_visits"].clip(1)
    write("hidden/habit.csv", asked, share.round(4))
    careful = make_pipeline(columns(), LogisticRegression(C=0.1)).fit(features, target)
    write("submissions/careful.csv", asked, careful.predict_proba(asked)[:, 1].round(3))
    simple = make_pipeline(StandardScaler(), LogisticRegression()).fit(features[["lead_days", "reminder"]], target)
    simple_probabilities = simple.predict_proba(asked[["lead_days", "reminder"]])[:, 1].round(3)
    write("hidden/two-columns.csv", asked, simple_probabilities)
    forest = make_pipeline(columns("patient"), RandomForestClassifier(300, random_state=0))
    memorised = forest.fit(features, target).predict_proba(asked)[:, 1].round(3)
    write("submissions/learnt-by-heart.csv", asked, memorised)
    write("submissions/constant.csv", asked, 0.0)
    rounded = (careful.predict_proba(asked)[:, 1] > 0.5).astype(int)
    write("submissions/labels-for-probabilities.csv", asked, rounded)
    write("submissions/percents.csv", asked, (100 * careful.predict_proba(asked)[:, 1]).round(1))
    write("submissions/training-rows.csv", train, 0.5)


if __name__ == "__main__":
    main()

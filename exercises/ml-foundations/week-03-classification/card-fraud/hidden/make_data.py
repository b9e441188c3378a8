"""Make the exercise's tables again: `python hidden/make_data.py`, run in the exercise's folder.

It lies in hidden/ because whoever has the seed has the held-out payments too.
"""

from pathlib import Path

import numpy as np
import pandas as pd

SEED = 20260914
CARDS = 520
HELD_OUT_CARDS = 240


def make_payments(*, cards: int, rng: np.random.Generator) -> pd.DataFrame:
    """Draw payments by card. A stolen card is used several times; what is known only later is marked below."""
    card = np.repeat(np.arange(cards), 1 + rng.poisson(4.8, size=cards))
    stolen, age = rng.random(cards) < 0.07, rng.integers(30, 2500, size=cards)
    home = rng.uniform(0, 200, size=(cards, 2)).round(1)
    fraud = stolen[card] & (rng.random(len(card)) < 0.8)
    rows = len(card)
    amount = rng.lognormal(3.6, 0.8, size=rows) * np.where(fraud, rng.lognormal(0.6, 0.7, size=rows), 1)
    night = rng.random(rows) < np.where(fraud, 0.38, 0.10)
    refund = np.where(fraud & (rng.random(rows) < 0.97), amount, np.where(rng.random(rows) < 0.03, amount, 0))
    blocked = fraud & (rng.random(rows) < 0.96) | (rng.random(rows) < 0.01)
    return pd.DataFrame(
        {
            "card": card,
            "amount_eur": amount.round(2),
            "hour": np.where(night, rng.integers(0, 6, size=rows), rng.integers(6, 24, size=rows)),
            "abroad": (rng.random(rows) < np.where(fraud, 0.42, 0.09)).astype(int),
            "new_device": (rng.random(rows) < np.where(fraud, 0.45, 0.12)).astype(int),
            "card_age_days": age[card],
            "home_east_km": home[card, 0],
            "home_north_km": home[card, 1],
            "refund_eur": refund.round(2),  # known only weeks later
            "days_to_block": np.where(blocked, rng.integers(1, 30, size=rows), np.nan),  # known only weeks later
            "fraud": fraud.astype(int),
        }
    )


def main() -> None:
    """Write data/payments.csv and hidden/held_out.csv; no card is in both."""
    rng = np.random.default_rng(SEED)
    numbers = rng.choice(np.arange(100_000, 999_999), size=CARDS + HELD_OUT_CARDS, replace=False)
    everything = make_payments(cards=CARDS + HELD_OUT_CARDS, rng=rng)
    is_public = everything["card"] < CARDS
    everything["card_id"] = numbers[everything.pop("card")]
    everything.insert(0, "payment_id", rng.permutation(len(everything)) + 1_000_000)
    everything.insert(1, "card_id", everything.pop("card_id"))
    for part, path in ((everything[is_public], "data/payments.csv"), (everything[~is_public], "hidden/held_out.csv")):
        shuffled = part.sample(frac=1, random_state=rng.integers(1 << 30))
        shuffled.to_csv(Path(path), index=False, lineterminator="\n")


if __name__ == "__main__":
    main()

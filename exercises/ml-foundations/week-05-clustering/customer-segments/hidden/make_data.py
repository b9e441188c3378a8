"""Make the exercise's tables again: `python hidden/make_data.py`, run in the exercise's folder.

It lies in hidden/ because whoever has the seed knows which group each customer was drawn from.
"""

from pathlib import Path

import numpy as np
import pandas as pd

SEED = 20260928
GROUPS = ("regulars", "bargain hunters", "big spenders", "sleepers")
SIZES = (190, 130, 60, 100)
#        orders, basket, discounts, days since, returns
MEANS = ((16, 55, 0.18, 18, 0.08), (9, 38, 0.72, 40, 0.12), (5, 260, 0.15, 60, 0.10), (2, 60, 0.25, 290, 0.06))
SPREADS = ((4.0, 20, 0.09, 11, 0.04), (3.2, 14, 0.10, 22, 0.05), (2.0, 52, 0.09, 30, 0.05), (1.1, 24, 0.11, 55, 0.04))
COLUMNS = ("orders_per_year", "basket_eur", "discount_share", "days_since_order", "returned_share")
DIGITS = (1, 2, 3, 0, 3)


def main() -> None:
    """Write data/customers.csv and hidden/origin.csv."""
    rng = np.random.default_rng(SEED)
    group = np.repeat(np.arange(4), SIZES)
    rng.shuffle(group)
    values = np.array(MEANS)[group] + rng.normal(size=(len(group), 5)) * np.array(SPREADS)[group]
    lowest, highest = (0.5, 8, 0, 0, 0), (60, 600, 1, 365, 1)
    table = pd.DataFrame(np.clip(values, lowest, highest), columns=list(COLUMNS))
    for name, digits in zip(COLUMNS, DIGITS, strict=True):
        table[name] = table[name].round(digits)
    table["days_since_order"] = table["days_since_order"].astype(int)
    table.insert(0, "customer_id", rng.choice(np.arange(20_000, 99_999), size=len(table), replace=False))
    table.to_csv(Path("data/customers.csv"), index=False, lineterminator="\n")
    origin = pd.DataFrame({"customer_id": table["customer_id"], "group": np.array(GROUPS)[group]})
    origin.to_csv(Path("hidden/origin.csv"), index=False, lineterminator="\n")


if __name__ == "__main__":
    main()

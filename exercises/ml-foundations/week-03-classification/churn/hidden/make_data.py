"""Make the exercise's two tables again: `python hidden/make_data.py`, run in the exercise's folder.

It lies in hidden/ because whoever has the seed has the held-out customers too.
"""

from pathlib import Path

import numpy as np
import pandas as pd

SEED = 20260907
PUBLIC_ROWS = 1500
HELD_OUT_ROWS = 600
VOUCHER_ROWS = 25


def make_customers(*, rows: int, rng: np.random.Generator) -> pd.DataFrame:
    """Draw customers of a made-up internet provider; about one in nine has left (`churned` is 1)."""
    contract = rng.choice(["monthly", "yearly", "two_years"], size=rows, p=[0.5, 0.3, 0.2])
    payment = rng.choice(["card", "direct_debit", "invoice"], size=rows, p=[0.35, 0.4, 0.25])
    tenure = np.minimum(1 + rng.gamma(1.6, 16.0, size=rows), 96).astype(int)
    fee = np.round(rng.normal(41, 11, size=rows).clip(15, 90), 2)
    calls = rng.poisson(1.3, size=rows)
    late = rng.poisson(np.where(payment == "invoice", 0.9, 0.3))
    data = np.round(rng.lognormal(4.4, 0.6, size=rows), 1)
    logit = (
        -5.75
        - 0.05 * (tenure - 26)
        + 0.045 * (fee - 41)
        + 0.6 * calls
        + 0.5 * late
        - 0.45 * (np.log(data) - 4.4)
        + np.select([contract == "monthly", contract == "yearly"], [2.4, 0.8], 0.0)
        + np.where(payment == "invoice", 0.7, 0.0)
    )
    churned = (rng.random(rows) < 1 / (1 + np.exp(-logit))).astype(int)
    return pd.DataFrame(
        {
            "tenure_months": tenure,
            "monthly_fee": fee,
            "support_calls": calls,
            "late_payments": late,
            "data_gb": data,
            "contract": contract,
            "payment": payment,
            "churned": churned,
        }
    )


def main() -> None:
    """Write data/customers.csv and hidden/held_out.csv; only the second knows the payment `voucher`."""
    rng = np.random.default_rng(SEED)
    everyone = make_customers(rows=PUBLIC_ROWS + HELD_OUT_ROWS, rng=rng)
    everyone.insert(0, "customer_id", rng.choice(np.arange(10_000, 99_999), size=len(everyone), replace=False))
    everyone.iloc[PUBLIC_ROWS : PUBLIC_ROWS + VOUCHER_ROWS, everyone.columns.get_loc("payment")] = "voucher"
    everyone[:PUBLIC_ROWS].to_csv(Path("data/customers.csv"), index=False, lineterminator="\n")
    everyone[PUBLIC_ROWS:].to_csv(Path("hidden/held_out.csv"), index=False, lineterminator="\n")


if __name__ == "__main__":
    main()

"""Make the exercise's two tables again: `python hidden/make_data.py`, run in the exercise's folder.

It lies in hidden/ because whoever has the seed has the held-out tours too.
"""

from pathlib import Path

import numpy as np
import pandas as pd

SEED = 20260831
PUBLIC_ROWS = 160
HELD_OUT_ROWS = 80


def make_tours(*, rows: int, rng: np.random.Generator) -> pd.DataFrame:
    """Draw tours of a made-up parcel service: stops, km, parcels, and the minutes they took."""
    stops = rng.integers(12, 61, size=rows)
    km = np.round(rng.gamma(6.0, 6.5, size=rows).clip(8, 110), 1)
    parcels = stops + rng.poisson(0.35 * stops)
    minutes = np.round(38 + 2.9 * stops + 1.4 * km + 0.6 * parcels + rng.normal(0, 14, size=rows), 1)
    return pd.DataFrame({"stops": stops, "km": km, "parcels": parcels, "minutes": minutes})


def main() -> None:
    """Write data/tours.csv and hidden/held_out.csv."""
    rng = np.random.default_rng(SEED)
    everything = make_tours(rows=PUBLIC_ROWS + HELD_OUT_ROWS, rng=rng)
    everything[:PUBLIC_ROWS].to_csv(Path("data/tours.csv"), index=False, lineterminator="\n")
    everything[PUBLIC_ROWS:].to_csv(Path("hidden/held_out.csv"), index=False, lineterminator="\n")


if __name__ == "__main__":
    main()

"""Make the exercise's two tables again: `python hidden/make_data.py`, run in the exercise's folder.

It lies in hidden/ because whoever has the seed has the other region too.
"""

from pathlib import Path

import numpy as np
import pandas as pd

SEED = 20260921
HOMES = ((0.30, 8, 9, 1.6), (0.25, 31, 7, 2.0), (0.20, 20, 22, 1.5), (0.15, 36, 27, 1.2), (0.10, 5, 29, 1.0))
OTHER = ((0.25, 6, 6, 0.9), (0.25, 10, 6, 0.9), (0.2, 40, 8, 1.2), (0.15, 24, 33, 1.0), (0.15, 28, 33, 1.0))


def make_homes(*, rows: int, towns: tuple[tuple[float, float, float, float], ...], rng: np.random.Generator) -> pd.DataFrame:
    """Draw homes around towns (share, x, y, spread in km), and every twentieth of them anywhere."""
    shares = np.array([town[0] for town in towns])
    town = rng.choice(len(towns), size=rows, p=shares / shares.sum())
    middle, spread = np.array([one[1:3] for one in towns])[town], np.array([one[3] for one in towns])[town]
    places = middle + rng.normal(size=(rows, 2)) * spread[:, None]
    lonely = rng.random(rows) < 0.05
    places[lonely] = rng.uniform((0, 0), (42, 36), size=(lonely.sum(), 2))
    return pd.DataFrame(places.round(2), columns=["x_km", "y_km"])


def main() -> None:
    """Write data/homes.csv and hidden/other_region.csv."""
    rng = np.random.default_rng(SEED)
    make_homes(rows=300, towns=HOMES, rng=rng).to_csv(Path("data/homes.csv"), index=False, lineterminator="\n")
    other = make_homes(rows=200, towns=OTHER, rng=rng)
    other.to_csv(Path("hidden/other_region.csv"), index=False, lineterminator="\n")


if __name__ == "__main__":
    main()

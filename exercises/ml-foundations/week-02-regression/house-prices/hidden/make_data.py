"""Make the exercise's tables again: `python hidden/make_data.py`, run in the exercise's folder.

It lies in hidden/ because whoever has the seed has the held-out houses too.
"""

from pathlib import Path

import numpy as np
import pandas as pd

SEED = 20260907
ORDINARY = (55, 165)
VILLAS = (210, 420)


def make_houses(*, rows: int, area: tuple[float, float], rng: np.random.Generator) -> pd.DataFrame:
    """Draw houses; above 170 m² a further square metre is worth much less, because few people look for so many."""
    area_m2 = rng.uniform(*area, size=rows).round(0)
    living_m2 = (0.84 * area_m2 + rng.normal(0, 2.2, size=rows)).round(0)
    rooms = (area_m2 / 24 + rng.normal(0, 0.7, size=rows)).round(0).clip(1)
    age = rng.gamma(2.2, 14, size=rows).clip(0, 110).round(0)
    distance = rng.gamma(2.5, 3.2, size=rows).clip(0.3, 30).round(1)
    garden = (rng.gamma(1.5, 120, size=rows) * (rng.random(rows) < 0.7)).round(0)
    price = (
        75
        + 2.35 * np.minimum(area_m2, 170)
        + 0.55 * np.maximum(area_m2 - 170, 0)
        + 4.0 * rooms
        - 0.85 * age
        - 5.2 * distance
        + 0.06 * garden
        + rng.normal(0, 24, size=rows)
    )
    return pd.DataFrame(
        {
            "area_m2": area_m2.astype(int),
            "living_m2": living_m2.astype(int),
            "rooms": rooms.astype(int),
            "age_years": age.astype(int),
            "distance_km": distance,
            "garden_m2": garden.astype(int),
            "price_keur": price.round(1),
        }
    )


def main() -> None:
    """Write data/houses.csv, data/villas.csv and hidden/held_out.csv."""
    rng = np.random.default_rng(SEED)
    ordinary = make_houses(rows=600, area=ORDINARY, rng=rng)
    villas = make_houses(rows=40, area=VILLAS, rng=rng)
    houses = pd.concat([ordinary, villas], ignore_index=True)
    houses.insert(0, "house_id", rng.choice(np.arange(1000, 9999), size=len(houses), replace=False))
    houses[:400].to_csv(Path("data/houses.csv"), index=False, lineterminator="\n")
    houses[400:600].to_csv(Path("hidden/held_out.csv"), index=False, lineterminator="\n")
    houses[600:].to_csv(Path("data/villas.csv"), index=False, lineterminator="\n")


if __name__ == "__main__":
    main()

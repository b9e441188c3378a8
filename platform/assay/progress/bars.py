"""The share of a week's points as a bar: hers, over the middle half of the cohort."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assay.progress.band import Band, Quartiles
from assay.progress.queries import WeekProgress


@dataclass(frozen=True, kw_only=True)
class WeekBar:
    """One week of the spine. `quartiles` None: too few people have points in it; places are in per cent."""

    week: WeekProgress
    quartiles: Quartiles | None

    @property
    def mine(self) -> str:
        return self._place(self.week.points)

    @property
    def median(self) -> str:
        return self._place(self.quartiles.median) if self.quartiles else ""

    @property
    def lower(self) -> str:
        return self._place(self.quartiles.lower) if self.quartiles else ""

    @property
    def width(self) -> str:
        """Of the middle half."""
        return self._place(self.quartiles.upper - self.quartiles.lower) if self.quartiles else ""

    def _place(self, points: Decimal) -> str:
        return f"{100 * min(Decimal(1), points / (self.week.possible_open or 1)):.2f}"


def bars(*, weeks: Iterable[WeekProgress], band: Band | None) -> list[WeekBar]:
    """One for each week."""
    quartiles = band.by_week if band else {}
    return [WeekBar(week=week, quartiles=quartiles.get(week.week.pk)) for week in weeks]

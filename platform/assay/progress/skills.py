"""What the weeks set out to teach, and how far a learner's points show that she has learnt it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from assay.catalog.models import Week

SHOWN_FROM = Decimal("0.8")  # of the points of its week that are open


class Shown(StrEnum):
    """How far a skill has been shown; the values are names of colours."""

    FULLY = "passed"
    PARTLY = "partial"
    NOT_YET = "none"

    @property
    def words(self) -> Promise:
        return _LOOK[self][0]

    @property
    def icon(self) -> str:
        return _LOOK[self][1]


_LOOK: dict[Shown, tuple[Promise, str]] = {
    Shown.FULLY: (gettext_lazy("Shown"), "check-circle"),
    Shown.PARTLY: (gettext_lazy("Partly shown"), "circle-half"),
    Shown.NOT_YET: (gettext_lazy("Still to show"), "circle"),
}


@dataclass(frozen=True, kw_only=True)
class Skill:
    """One thing that a week teaches, as its author wrote it."""

    words: str
    week: int


class _Taught(Protocol):
    @property
    def week(self) -> Week: ...
    @property
    def points(self) -> Decimal: ...
    @property
    def possible_open(self) -> Decimal: ...


def skills(weeks: Iterable[_Taught]) -> list[tuple[Shown, list[Skill]]]:
    """What is shown comes first; weeks of which nothing is open are left out, and so are empty groups."""
    groups: dict[Shown, list[Skill]] = {shown: [] for shown in Shown}
    for taught in weeks:
        if taught.possible_open:
            groups[_shown(taught)] += [
                Skill(words=words, week=taught.week.number) for words in taught.week.learnt
            ]
    return [(shown, found) for shown, found in groups.items() if found]


def _shown(taught: _Taught) -> Shown:
    if taught.points >= SHOWN_FROM * taught.possible_open:
        return Shown.FULLY
    return Shown.PARTLY if taught.points else Shown.NOT_YET

"""The metric of handed-in predictions as a person may see it: the public rows at once, the private ones when they are revealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from assay.catalog.models import Exercise, ExerciseVersion
from assay.cohorts.models import Enrolment
from assay.cohorts.queries import Timetable
from assay.submissions.queries.attempts import work_of

_NARROWEST = 4  # percent: a bar that is there can be seen


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One line of the ladder. `kind` is goal, baseline or mine; `width` of its bar in percent; goals have points in all."""

    kind: str
    title: str
    value: float
    width: int
    points: Decimal | None = None
    reached: bool = False


@dataclass(frozen=True, kw_only=True)
class PredictionView:
    """What may be shown of an exercise's metric, best first; `public` and `private` are of one attempt.

    `private` is None until it is revealed to the viewer. The ladder holds values of the part that `is_private` names.
    """

    title: str
    greater_is_better: bool
    public_rows: int
    private_rows: int
    public: float | None
    private: float | None
    public_points: Decimal | None
    possible: Decimal
    is_private: bool
    rungs: tuple[Rung, ...]


def prediction_view(
    *, version: ExerciseVersion, found: Mapping[str, Any] | None, shows_private: bool, mine: str = ""
) -> PredictionView | None:
    """Of the attempt whose report says `found` (None: no attempt yet); None where nothing is predicted."""
    told = version.prediction
    if told is None:
        return None
    part = "private" if shows_private else "public"
    rungs = [_goal(told, goal) for goal in told["goals"]]
    rungs += [
        Rung(kind="baseline", title=item["name"], value=item[part], width=0) for item in told["baselines"]
    ]
    value = found[part] if found else None
    if value is not None:
        rungs.append(Rung(kind="mine", title=mine or _("Your predictions"), value=value, width=0))
    return PredictionView(
        title=told["title"],
        greater_is_better=told["greater_is_better"],
        public_rows=told["public_rows"],
        private_rows=told["private_rows"],
        public=found["public"] if found else None,
        private=found["private"] if found and shows_private else None,
        public_points=Decimal(str(found["public_points"])) if found else None,
        possible=version.points,
        is_private=shows_private,
        rungs=tuple(_laid_out(rungs, value, greater_is_better=told["greater_is_better"])),
    )


def _goal(told: Mapping[str, Any], goal: Mapping[str, Any]) -> Rung:
    points = Decimal(str(goal["points"]))
    title = _("Points grow up to here") if told["zero_at"] is not None else _("Goal")
    return Rung(kind="goal", title=title, value=goal["value"], width=0, points=points)


def _laid_out(rungs: list[Rung], mine: float | None, *, greater_is_better: bool) -> list[Rung]:
    """Best first; at equal values the goal stands below what reached it."""
    sign = 1 if greater_is_better else -1
    merits = [sign * rung.value for rung in rungs]
    worst, best = min(merits), max(merits)
    order = {"mine": 0, "baseline": 1, "goal": 2}
    return [
        Rung(
            kind=rung.kind,
            title=rung.title,
            value=rung.value,
            width=_width(sign * rung.value, worst, best),
            points=rung.points,
            reached=rung.kind == "goal" and mine is not None and sign * mine >= sign * rung.value,
        )
        for rung in sorted(rungs, key=lambda rung: (-sign * rung.value, order[rung.kind]))
    ]


def _width(merit: float, worst: float, best: float) -> int:
    """The worst is short, the best fills the line: between them the eye compares, the number is beside it."""
    share = (merit - worst) / (best - worst) if best > worst else 1.0
    return round(_NARROWEST + (100 - _NARROWEST) * share)


def prediction_standing(*, enrolment: Enrolment, exercise: Exercise, at: datetime) -> PredictionView | None:
    """Of the attempt that counts: what its learner may see on the page of the exercise."""
    version = exercise.current
    if version is None or not version.is_prediction:
        return None
    timetable = Timetable.of(cohort=enrolment.cohort, enrolments=[enrolment])
    works = work_of(timetable=timetable, enrolments=[enrolment], exercises=[exercise], at=at)
    work = works[enrolment.pk, exercise.pk]
    return prediction_view(
        version=version,
        found=work.predicted,
        shows_private=work.released or enrolment.is_staff,
        mine=_("Your best so far"),
    )

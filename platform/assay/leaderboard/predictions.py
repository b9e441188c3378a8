"""The board of one prediction exercise: by the public rows while anybody may hand in, by the private ones afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assay.catalog.models import Exercise
from assay.cohorts.models import Cohort, Enrolment
from assay.cohorts.queries import Timetable
from assay.leaderboard.shaking import Entrant, Place, places
from assay.submissions.queries import Work, work_of


@dataclass(frozen=True, kw_only=True)
class Line:
    """A learner, or a baseline: that has no rank. `public` stands beside the private value that decides."""

    rank: int | None
    name: str
    value: float
    public: float
    moved: int
    is_me: bool

    @property
    def fallen(self) -> int:
        """Places down."""
        return max(-self.moved, 0)


@dataclass(frozen=True, kw_only=True)
class MetricBoard:
    """What a viewer sees, best first. `is_private`: the private rows decide now."""

    title: str
    greater_is_better: bool
    public_rows: int
    private_rows: int
    is_private: bool
    is_on: bool
    hidden_me: bool
    lines: list[Line]

    @property
    def mine(self) -> Line | None:
        return next((line for line in self.lines if line.is_me), None)

    @property
    def people(self) -> int:
        return sum(line.rank is not None for line in self.lines)


def metric_board(
    *, cohort: Cohort, exercise: Exercise, viewer_enrolment: Enrolment | None, at: datetime
) -> MetricBoard:
    """The board at `at`. Nothing private is on it before it is released to every learner, an extended one too."""
    assert exercise.current is not None
    told = exercise.current.prediction
    assert told is not None
    is_on = cohort.board != Cohort.Board.OFF
    learners = list(
        cohort.enrolments.select_related("user").filter(role=Enrolment.Role.LEARNER, user__is_active=True)
    )
    timetable = Timetable.of(cohort=cohort, enrolments=learners)
    is_private = bool(learners) and all(timetable.is_released(person, exercise, at) for person in learners)
    people = [person for person in learners if is_on and not person.hidden_on_boards]
    works = work_of(timetable=timetable, enrolments=people, exercises=[exercise], at=at)
    entrants = [_entrant(work) for work in works.values() if work.predicted]
    ranks = places(entrants, greater_is_better=told["greater_is_better"], by_private=is_private)
    mine = viewer_enrolment.pk if viewer_enrolment else None
    lines = [_line(place, mine) for place in ranks]
    if is_on:
        lines += _baselines(told["baselines"], "private" if is_private else "public")
    sign = -1 if told["greater_is_better"] else 1
    return MetricBoard(
        title=told["title"],
        greater_is_better=told["greater_is_better"],
        public_rows=told["public_rows"],
        private_rows=told["private_rows"],
        is_private=is_private,
        is_on=is_on,
        hidden_me=viewer_enrolment is not None and viewer_enrolment.hidden_on_boards,
        lines=sorted(
            lines, key=lambda line: (sign * line.value, line.rank is None)
        ),  # stable: ranks keep their order
    )


def _entrant(work: Work) -> Entrant:
    assert work.predicted is not None
    assert work.reached_at is not None
    person = work.enrolment
    return Entrant(
        enrolment_id=person.pk,
        name=str(person.user) if person.shows_real_name else person.alias,
        public=work.predicted["public"],
        private=work.predicted["private"],
        reached_at=work.reached_at,
    )


def _line(place: Place, mine: int | None) -> Line:
    return Line(
        rank=place.rank,
        name=place.entrant.name,
        value=place.value,
        public=place.entrant.public,
        moved=place.moved,
        is_me=place.entrant.enrolment_id == mine,
    )


def _baselines(told: list[dict[str, object]], part: str) -> list[Line]:
    return [
        Line(
            rank=None,
            name=str(item["name"]),
            value=float(str(item[part])),
            public=float(str(item["public"])),
            moved=0,
            is_me=False,
        )
        for item in told
    ]

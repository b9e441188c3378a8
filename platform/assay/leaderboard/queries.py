"""The board of a cohort: released points of visible learners, under their aliases. Read-only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from assay.catalog.models import Exercise
from assay.cohorts.models import Cohort, Enrolment
from assay.cohorts.queries import Timetable
from assay.cohorts.work import Work, split
from assay.leaderboard.ranking import Contender, ranked
from assay.quizzes.queries import standings
from assay.submissions.queries import work_of
from graders.report import Verdict


@dataclass(frozen=True, kw_only=True)
class Row:
    """One learner on the board; `completed` exercises and quizzes have all their points."""

    rank: int
    name: str
    points: Decimal
    possible: Decimal
    completed: int
    items: list[dict[str, str]]
    is_me: bool


@dataclass(frozen=True, kw_only=True)
class Board:
    """What a viewer sees. `is_on` False: the cohort has no board. `hidden_me`: the viewer chose to be hidden."""

    rows: list[Row]
    possible: Decimal
    is_on: bool
    hidden_me: bool

    @property
    def mine(self) -> Row | None:
        return next((row for row in self.rows if row.is_me), None)


def board(*, cohort: Cohort, viewer_enrolment: Enrolment | None, at: datetime) -> Board:
    """The board at `at`. Hidden people take no rank; those who teach are not on it."""
    hidden_me = viewer_enrolment is not None and viewer_enrolment.hidden_on_boards
    if cohort.board == Cohort.Board.OFF:
        return Board(rows=[], possible=Decimal(0), is_on=False, hidden_me=hidden_me)
    people = _visible_learners(cohort)
    timetable = Timetable.of(cohort=cohort, enrolments=people)
    open_ones = [item for item in timetable.exercises if timetable.schedule[item.pk].opens_at <= at]
    works = _works(timetable, people, open_ones, at)
    possible = sum((item.current.points for item in open_ones if item.current), Decimal(0))
    contenders = [_contender(person, [works[person.pk, item.pk] for item in open_ones]) for person in people]
    mine = viewer_enrolment.pk if viewer_enrolment else None
    rows = [
        Row(
            rank=rank,
            name=contender.name,
            points=contender.points,
            possible=possible,
            completed=contender.completed,
            items=contender.items,
            is_me=contender.enrolment_id == mine,
        )
        for rank, contender in ranked(contenders)
    ]
    return Board(rows=rows, possible=possible, is_on=True, hidden_me=hidden_me)


def _works(
    timetable: Timetable, people: Sequence[Enrolment], open_ones: Sequence[Exercise], at: datetime
) -> dict[tuple[int, int], Work]:
    """Of everybody at everything that is open, by (enrolment, exercise)."""
    quizzes, notebooks = split(open_ones)
    done = work_of(timetable=timetable, enrolments=people, exercises=notebooks, at=at)
    taken = standings(timetable=timetable, enrolments=people, exercises=quizzes, at=at)
    return {**done, **taken}


def _visible_learners(cohort: Cohort) -> list[Enrolment]:
    return list(
        cohort.enrolments.select_related("user").filter(
            role=Enrolment.Role.LEARNER, hidden_on_boards=False, user__is_active=True
        )
    )


def _contender(person: Enrolment, works: Sequence[Work]) -> Contender:
    released = [work for work in works if work.points is not None]
    reached = [work.reached_at for work in released if work.reached_at is not None]
    return Contender(
        enrolment_id=person.pk,
        name=str(person.user) if person.shows_real_name else person.alias,
        points=sum((work.points for work in released if work.points is not None), Decimal(0)),
        completed=sum(work.is_full for work in released),
        items=[{"verdict": _verdict(work)} for work in works],
        reached_at=max(reached, default=None),
    )


def _verdict(work: Work) -> Verdict:
    """How good one item is, as far as its points may be seen."""
    if work.points is None:
        return Verdict.NOT_REACHED
    if work.is_full:
        return Verdict.PASSED
    return Verdict.PARTIAL if work.points else Verdict.FAILED

"""A learner's course and dashboard: weeks, points, what is due, what to do next. Read-only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from assay.catalog.models import Exercise, Week
from assay.cohorts.models import Cohort, Enrolment
from assay.cohorts.policies import Deadline
from assay.cohorts.work import Attempt, Status, Work
from assay.progress.works import works_of
from graders.report import Verdict

_RECENT = 8
_DAY = timedelta(days=1)
# Here nothing is left to do, or nothing before the answer is there.
_NOT_NOW = frozenset(
    {
        Status.GRADED,
        Status.AWAITING_MARKS,
        Status.CLOSED,
        Status.SUBMITTED,
        Status.QUEUED,
        Status.RUNNING,
    }
)

_FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class ItemProgress:
    """One exercise or quiz of a week for one learner.

    `points` is None until there are released ones; `questions` are those of the attempt that counts, for the glyph
    (name, title, points, possible, verdict); `waiting` points are still to be given by a person. `is_locked`: not open
    to her yet. `runs_until`: an attempt is unfinished, and its clock runs until then.
    """

    exercise: Exercise
    deadline: Deadline
    status: Status
    is_locked: bool
    is_closed: bool
    points: Decimal | None
    possible: Decimal
    waiting: Decimal
    attempts_used: int
    questions: Sequence[Mapping[str, Any]]
    runs_until: datetime | None

    @property
    def is_quiz(self) -> bool:
        return self.exercise.is_quiz

    @property
    def is_completed(self) -> bool:
        return self.points is not None and self.points >= self.possible

    @property
    def verdict(self) -> Verdict:
        """How good it is, as far as its points may be seen."""
        if self.points is None:
            return Verdict.NOT_REACHED
        if self.is_completed:
            return Verdict.PASSED
        return Verdict.PARTIAL if self.points else Verdict.FAILED

    @property
    def to_gain(self) -> Decimal:
        """The points that are missing and wait for nobody but her."""
        return max(self.possible - (self.points or Decimal(0)) - self.waiting, Decimal(0))

    @property
    def unsolved(self) -> list[str]:
        """Titles of the questions that do not have all their points, and wait for nobody else."""
        return [
            question["title"] or question["name"]
            for question in self.questions
            if question["points"] < question["possible"] and question["verdict"] != Verdict.AWAITING_MARKS
        ]

    @property
    def is_next(self) -> bool:
        """Whether there is something to do here now."""
        if self.runs_until is not None:
            return True
        return not (self.is_locked or self.is_closed or self.is_completed) and self.status not in _NOT_NOW


@dataclass(frozen=True, kw_only=True)
class WeekProgress:
    """One week: points so far of the points open to this learner."""

    week: Week
    number: int
    title: str
    points: Decimal
    possible_open: Decimal
    items: list[ItemProgress]

    @property
    def is_locked(self) -> bool:
        return all(item.is_locked for item in self.items)

    @property
    def opens_at(self) -> datetime | None:
        """When its first exercise opens."""
        return min((item.deadline.opens_at for item in self.items if item.deadline.opens_at), default=None)


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The sums over all weeks. `completed` of `open_items` have all their points."""

    points: Decimal
    possible_open: Decimal
    completed: int
    open_items: int


@dataclass(frozen=True, kw_only=True)
class RecentAttempt:
    """An attempt with the exercise or quiz it was at."""

    exercise: Exercise
    row: Attempt


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    """A learner's own page."""

    enrolment: Enrolment
    works: list[Work]
    weeks: list[WeekProgress]
    totals: Totals
    next_due: ItemProgress | None
    recent: list[RecentAttempt]

    @property
    def verdicts(self) -> list[dict[str, str]]:
        """How each open item went, for the glyph of the sum."""
        items = [item for week in self.weeks for item in week.items if not item.is_locked]
        return [{"verdict": item.verdict} for item in items]


@dataclass(frozen=True, kw_only=True)
class CoursePage:
    """The course as one learner sees it; `continue_with` is what to do next."""

    enrolment: Enrolment
    cohort: Cohort
    weeks: list[WeekProgress]
    totals: Totals
    continue_with: ItemProgress | None


def dashboard(*, enrolment: Enrolment, at: datetime) -> Dashboard:
    """Everything of one learner in one cohort: a handful of queries, whatever the length of the course."""
    works = works_of(cohort=enrolment.cohort, enrolments=[enrolment], at=at)[enrolment.pk]
    weeks = _weeks(works, at)
    return Dashboard(
        enrolment=enrolment,
        works=works,
        weeks=weeks,
        totals=_totals(weeks),
        next_due=_next(weeks, at),
        recent=_recent(works),
    )


def course_page(*, enrolment: Enrolment, at: datetime) -> CoursePage:
    """The weeks of a cohort's course with this person's standing in each exercise and quiz."""
    works = works_of(cohort=enrolment.cohort, enrolments=[enrolment], at=at)[enrolment.pk]
    weeks = _weeks(works, at)
    return CoursePage(
        enrolment=enrolment,
        cohort=enrolment.cohort,
        weeks=weeks,
        totals=_totals(weeks),
        continue_with=_next(weeks, at),
    )


def _weeks(works: Sequence[Work], at: datetime) -> list[WeekProgress]:
    items: dict[int, list[ItemProgress]] = {}
    found: dict[int, Week] = {}
    for work in works:
        found[work.exercise.week_id] = work.exercise.week
        items.setdefault(work.exercise.week_id, []).append(_item(work, at))
    ordered = sorted(found.values(), key=lambda week: (week.number, week.pk))
    return [_week(week, items[week.pk]) for week in ordered]


def _week(week: Week, items: list[ItemProgress]) -> WeekProgress:
    return WeekProgress(
        week=week,
        number=week.number,
        title=week.title,
        points=sum((item.points or Decimal(0) for item in items), Decimal(0)),
        possible_open=sum((item.possible for item in items if not item.is_locked), Decimal(0)),
        items=items,
    )


def _item(work: Work, at: datetime) -> ItemProgress:
    return ItemProgress(
        exercise=work.exercise,
        deadline=work.deadline,
        status=work.status(at),
        is_locked=not work.deadline.has_opened(at),
        is_closed=work.deadline.has_closed(at),
        points=work.points,
        possible=work.possible,
        waiting=work.waiting,
        attempts_used=work.attempts_used,
        questions=work.questions,
        runs_until=_clock(work, at),
    )


def _clock(work: Work, at: datetime) -> datetime | None:
    """When time runs out for an unfinished attempt; None where only a closing date some days away ends it."""
    ends_at = work.runs_until
    return ends_at if ends_at is not None and ends_at - at < _DAY else None


def _totals(weeks: Iterable[WeekProgress]) -> Totals:
    items = [item for week in weeks for item in week.items]
    return Totals(
        points=sum((item.points or Decimal(0) for item in items), Decimal(0)),
        possible_open=sum((item.possible for item in items if not item.is_locked), Decimal(0)),
        completed=sum(item.is_completed for item in items),
        open_items=sum(not item.is_locked for item in items),
    )


def _next(weeks: Iterable[WeekProgress], at: datetime) -> ItemProgress | None:
    """A clock that runs comes first, then what can still be in time, then what is late, then what is never due."""
    waiting = [item for week in weeks for item in week.items if item.is_next]
    return min(waiting, key=lambda item: _urgency(item, at), default=None)


def _urgency(item: ItemProgress, at: datetime) -> tuple[bool, datetime, bool, datetime]:
    due_at = item.deadline.due_at
    is_late = due_at is not None and due_at < at
    return item.runs_until is None, item.runs_until or _FAR, due_at is None or is_late, due_at or _FAR


def _recent(works: Iterable[Work]) -> list[RecentAttempt]:
    rows = [RecentAttempt(exercise=work.exercise, row=row) for work in works for row in work.rows()]
    return sorted(rows, key=lambda item: item.row.accepted_at, reverse=True)[:_RECENT]

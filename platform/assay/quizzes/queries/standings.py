"""A learner's attempts at quizzes: each one's points, which one counts, and what she may still do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Self

from assay.catalog.models import Exercise
from assay.catalog.queries import load_quiz
from assay.cohorts.models import Enrolment
from assay.cohorts.policies import Deadline, Policy, adjusted, days_late, last_moment, quota
from assay.cohorts.queries import Timetable
from assay.cohorts.work import Counted, Status
from assay.quizzes import reveal
from assay.quizzes.counting import Scored, counted
from assay.quizzes.models import Marking, QuizAttempt
from assay.quizzes.reveal import Shown


@dataclass(frozen=True, kw_only=True)
class AttemptRow:
    """One attempt in a list. `points` (after lateness) is None until released; `questions` until answers are shown."""

    attempt: QuizAttempt
    number: int
    accepted_at: datetime
    status: Status
    points: Decimal | None
    possible: Decimal
    questions: Sequence[dict[str, Any]]
    days_late: int
    counts: bool


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a learner stands with a quiz and what she may do next. `attempts_left` None: no bound."""

    status: Status
    attempts_used: int
    attempts_left: int | None
    next_attempt_at: datetime | None
    points: Decimal | None
    possible: Decimal
    released: bool
    questions: Sequence[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Work:
    """All counted attempts of one learner at one quiz (newest first), judged by the rules that hold now."""

    enrolment: Enrolment
    exercise: Exercise
    policy: Policy
    deadline: Deadline
    shown: Shown
    attempts: Sequence[QuizAttempt]
    best: Scored | None
    has_closed: bool

    @classmethod
    def of(
        cls,
        *,
        timetable: Timetable,
        enrolment: Enrolment,
        exercise: Exercise,
        attempts: Sequence[QuizAttempt],
        at: datetime,
    ) -> Self:
        policy = timetable.policy(exercise)
        deadline = timetable.deadline(enrolment, exercise)
        scored = [_scored(policy, deadline, item) for item in attempts if _marking(item)]
        end = last_moment(policy, deadline)
        return cls(
            enrolment=enrolment,
            exercise=exercise,
            policy=policy,
            deadline=deadline,
            shown=shown_of(timetable=timetable, enrolment=enrolment, exercise=exercise, at=at),
            attempts=attempts,
            best=counted(policy.counts, scored),
            has_closed=end is not None and at > end,
        )

    @property
    def possible(self) -> Decimal:
        return self.exercise.current.points if self.exercise.current else Decimal(0)

    @property
    def points(self) -> Decimal | None:
        """The points that count, None while there are none or they are not released."""
        if not self.shown.points or self.best is None:
            return None
        return min(self.best.points, self.possible)

    @property
    def counted(self) -> Counted | None:
        """The attempt that counts, as those who teach see it."""
        best = self.best
        if best is None:
            return None
        marking = _marking(next(item for item in self.attempts if item.pk == best.attempt_id))
        return Counted(
            attempt_id=best.attempt_id,
            raw_points=marking.points if marking else best.points,
            points=min(best.points, self.possible),
            accepted_at=best.submitted_at,
            days_late=days_late(self.policy, self.deadline, best.submitted_at),
            questions=marking.questions if marking else [],
        )

    @property
    def waiting(self) -> Decimal:
        """Every question of a quiz marks itself."""
        return Decimal(0)

    @property
    def is_full(self) -> bool:
        return self.points is not None and self.points >= self.possible

    @property
    def questions(self) -> Sequence[dict[str, Any]]:
        """name, title, points, possible and verdict of each question of the attempt that counts, if it may be shown."""
        chosen = next((row for row in self.rows() if row.counts), None)
        return chosen.questions if chosen else []

    @property
    def attempts_used(self) -> int:
        return len(self.attempts)

    @property
    def reached_at(self) -> datetime | None:
        """When the attempt that counts was submitted."""
        return self.best.submitted_at if self.best else None

    @property
    def unfinished(self) -> QuizAttempt | None:
        """The attempt that runs."""
        return next((item for item in self.attempts if not item.is_finished), None)

    @property
    def runs_until(self) -> datetime | None:
        return self.unfinished.ends_at if self.unfinished else None

    def standing(self, at: datetime) -> Standing:
        left = quota(self.policy, [item.started_at for item in self.attempts], at)
        return Standing(
            status=self.status(at),
            attempts_used=left.used,
            attempts_left=left.left,
            next_attempt_at=left.next_at,
            points=self.points,
            possible=self.possible,
            released=self.shown.points,
            questions=self.questions,
        )

    def rows(self) -> list[AttemptRow]:
        """The attempts that were submitted, newest first."""
        return [self._row(item) for item in self.attempts if item.submitted_at]

    def status(self, at: datetime) -> Status:
        if self.unfinished is not None:
            return Status.IN_PROGRESS
        if self.best is None:
            return self._unattempted(at)
        if not self.shown.points:
            return Status.SUBMITTED
        is_worth_another = not self.is_full and not self.has_closed and self._has_another(at)
        return Status.NEEDS_WORK if is_worth_another else Status.GRADED

    def _unattempted(self, at: datetime) -> Status:
        if self.has_closed:
            return Status.CLOSED
        return Status.LATE if self.deadline.is_overdue(at) else Status.NOT_STARTED

    def _has_another(self, at: datetime) -> bool:
        return quota(self.policy, [item.started_at for item in self.attempts], at).left != 0

    def _row(self, attempt: QuizAttempt) -> AttemptRow:
        marking = _marking(attempt)
        scored = _scored(self.policy, self.deadline, attempt) if marking else None
        assert attempt.submitted_at is not None
        return AttemptRow(
            attempt=attempt,
            number=attempt.number,
            accepted_at=attempt.submitted_at,
            status=Status.GRADED if scored and self.shown.points else Status.SUBMITTED,
            points=scored.points if scored and self.shown.points else None,
            possible=scored.possible if scored else attempt.version.points,
            questions=marking.questions if marking and self.shown.answers else [],
            days_late=days_late(self.policy, self.deadline, attempt.submitted_at),
            counts=self.best is not None and self.best.attempt_id == attempt.pk,
        )


def standings(
    *, timetable: Timetable, enrolments: Iterable[Enrolment], exercises: Iterable[Exercise], at: datetime
) -> dict[tuple[int, int], Work]:
    """The work of these people at these quizzes, by (enrolment, exercise): one query for all."""
    people, quizzes = list(enrolments), list(exercises)
    found: dict[tuple[int, int], list[QuizAttempt]] = {}
    rows = QuizAttempt.objects.counted().filter(enrolment__in=people, exercise__in=quizzes)
    for attempt in rows.select_related("version", "current_marking__marking").order_by("-number"):
        found.setdefault((attempt.enrolment_id, attempt.exercise_id), []).append(attempt)
    return {
        (person.pk, quiz.pk): Work.of(
            timetable=timetable,
            enrolment=person,
            exercise=quiz,
            attempts=found.get((person.pk, quiz.pk), []),
            at=at,
        )
        for person in people
        for quiz in quizzes
    }


def work_of(*, enrolment: Enrolment, exercise: Exercise, at: datetime) -> Work:
    """The same of one learner at one quiz."""
    timetable = Timetable.of(cohort=enrolment.cohort, enrolments=[enrolment], exercise=exercise)
    works = standings(timetable=timetable, enrolments=[enrolment], exercises=[exercise], at=at)
    return works[enrolment.pk, exercise.pk]


def standing(*, enrolment: Enrolment, exercise: Exercise, at: datetime) -> Standing:
    """Where a learner stands with a quiz at `at`."""
    return work_of(enrolment=enrolment, exercise=exercise, at=at).standing(at)


def practice_of(*, enrolment: Enrolment, exercise: Exercise) -> list[QuizAttempt]:
    """Her attempts that do not count, newest first."""
    found = QuizAttempt.objects.of(enrolment, exercise).filter(is_practice=True)
    return list(found.select_related("current_marking__marking").order_by("-number"))


def shown_of(*, timetable: Timetable, enrolment: Enrolment, exercise: Exercise, at: datetime) -> Shown:
    """What this learner may see of her finished attempts at the quiz."""
    if exercise.current is None:
        return reveal.NOTHING
    scheduled = timetable.schedule.get(exercise.pk)
    by_hand = scheduled.scores_released_at if scheduled else None
    return reveal.shown(
        rule=load_quiz(version=exercise.current).reveal,
        released=timetable.is_released(enrolment, exercise, at),
        released_by_hand=by_hand is not None and by_hand <= at,
        is_finished=True,
        deadline=timetable.deadline(enrolment, exercise),
        at=at,
    )


def _marking(attempt: QuizAttempt) -> Marking | None:
    pointer = getattr(attempt, "current_marking", None)
    return pointer.marking if pointer else None


def _scored(policy: Policy, deadline: Deadline, attempt: QuizAttempt) -> Scored:
    marking = _marking(attempt)
    assert marking is not None and attempt.submitted_at is not None
    return Scored(
        attempt_id=attempt.pk,
        number=attempt.number,
        submitted_at=attempt.submitted_at,
        points=adjusted(policy, deadline, marking.points, attempt.submitted_at),
        possible=marking.possible,
    )
